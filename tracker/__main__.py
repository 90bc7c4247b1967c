"""``python -m tracker`` and the command ``tsubo``."""

import gc
import signal
import sys


def main() -> None:
    """Run one command and end the process with its exit code; Ctrl-C ends it without a traceback.

    While the commands are loaded nothing is open, so Ctrl-C ends the process at once. A login can
    start it with Ctrl-C blocked (``env --block-signal=INT``): one that came meanwhile counts too.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    gc.disable()  # imported modules stay in memory; collecting among them costs a tenth of a start
    gc.set_threshold(5_000)  # in the app, a pass over all objects holds up a key by 1 to 60 ms
    from tracker.cli import main as commands

    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        commands()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)


if __name__ == "__main__":
    main()
