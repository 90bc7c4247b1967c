"""``python -m tracker`` and the command ``tsubo``."""

import gc


def main() -> None:
    """Run one command and end the process with its exit code."""
    gc.disable()  # imported modules stay in memory; collecting among them costs a tenth of a start
    from tracker.cli import main as commands

    commands()


if __name__ == "__main__":
    main()
