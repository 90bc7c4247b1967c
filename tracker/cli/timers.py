"""The timers that ask what is due: units of systemd, and a line for cron.

They ask by the minute or the quarter and leave the times to tsubo: cron of Debian knows no zone but
the server's, and a new reminder or another zone needs no new timer.
"""

import os
import shlex
import sys
from collections.abc import Iterable
from datetime import time
from math import gcd
from pathlib import Path
from typing import Final

_QUARTER: Final = 15
"""Minutes between two questions, where all reminders are at a quarter of an hour."""


def every(times: Iterable[time]) -> int:
    """Minutes between two questions, so that each of these times is met to the minute.

    Zones differ by quarters of an hour.
    """
    return gcd(_QUARTER, *(each.minute for each in times))


def command(home: Path | None, zone: tuple[str, str] | None) -> str:
    """The command line that says what is due once, wherever it is run.

    ``home`` is the folder if one was named; ``zone`` the variable and name that decide the zone,
    where the settings do not.
    """
    own = Path(sys.executable).with_name("tsubo")
    archive = Path(sys.argv[0]).absolute()
    if archive.suffix == ".pyz":
        words = [sys.executable, str(archive)]
    elif own.is_file():
        words = [str(own)]
    else:
        # Without -P a file of that name in the folder it is run from would be run instead.
        words = [sys.executable, "-P", "-m", "tracker"]
    words += ["--home", str(home)] if home else []
    given = {name: value for name in _PLACES if home is None and (value := os.environ.get(name))}
    given |= dict([zone] if zone else [])
    before = ["env", *(f"{name}={value}" for name, value in given.items())] if given else []
    return shlex.join([*before, *words, "due", "--once"])


_PLACES: Final = ("XDG_DATA_HOME", "XDG_CONFIG_HOME")
"""Variables that move the platform's folders; a timer does not have them."""


def systemd(command: str, minutes: int) -> list[str]:
    """A service and a timer for the person's own systemd, and how to switch them on."""
    asks = f'words="$({command})" && notify-send tsubo "$words"; true'
    return [
        "# ~/.config/systemd/user/tsubo-due.service",
        "[Unit]",
        "Description=tsubo: say what is due",
        "",
        "[Service]",
        "Type=oneshot",
        f"ExecStart=/bin/sh -c {_quoted(asks)}",
        "",
        "# ~/.config/systemd/user/tsubo-due.timer",
        "[Unit]",
        "Description=tsubo: ask what is due",
        "",
        "[Timer]",
        f"OnCalendar=*:0/{minutes}",
        "",
        "[Install]",
        "WantedBy=timers.target",
        "",
        "# systemctl --user daemon-reload && systemctl --user enable --now tsubo-due.timer",
    ]


def _quoted(text: str) -> str:
    """One argument of ExecStart, quoted as systemd.service(5) says."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'


def crontab(command: str, minutes: int) -> list[str]:
    """A line for crontab; ``%`` would begin the input of the command there."""
    when = "*" if minutes == 1 else f"*/{minutes}"
    return [
        "# Or crontab -e: what is due is mailed, or goes where you send it.",
        f"{when} * * * * {command}".replace("%", "\\%"),
    ]
