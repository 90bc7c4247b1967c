"""Identifies the process that owns a running session, and tells whether it is alive."""

import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.core.text.visible import visible

if TYPE_CHECKING:
    from tracker.core.session.owner import Owner
    from tracker.core.session.running import Running

BEATS: Final = 3
"""Number of saves left out after which an owner on another machine is taken for dead."""

_PROC: Final = Path("/proc")


def this_process() -> "Owner":
    """This process, with a new token."""
    from tracker.core.session.owner import Owner  # the first frame names only the place

    pid = os.getpid()
    born, _ = _birth(pid) or (None, "")
    return Owner(
        host=visible(os.uname().nodename, lines=False),
        boot=_boot(),
        pid=pid,
        born=born,
        token=os.urandom(8).hex(),
    )


def this_place(environ: Mapping[str, str]) -> str:
    """Terminal, machine and origin of the SSH connection, in words."""
    words = f"a terminal on {os.uname().nodename}"
    with suppress(OSError):
        words = f"{os.ttyname(0)} on {os.uname().nodename}"
    peer = environ.get("SSH_CONNECTION", "").split()
    if peer:
        words += f", by SSH from {peer[0]}"
    return visible(words, lines=False)


def is_living(running: "Running", here: "Owner", now: datetime) -> bool:
    """Whether the owner of this session seems to be another process that is still alive.

    On the machine of ``here``, its process must exist and belong to the current boot. On another
    machine, the last save must be recent.
    """
    from tracker.core.session.owner import BEAT_EVERY

    owner = running.owner
    if owner.host != here.host:
        return abs((now - running.saved).total_seconds()) < BEATS * BEAT_EVERY
    if owner.boot != here.boot or (owner.pid, owner.born) == (here.pid, here.born):
        return False
    return _is_there(owner)


def _is_there(owner: "Owner") -> bool:
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    found = _birth(owner.pid)
    if found is None:
        return True
    born, state = found
    return state not in {"Z", "X"} and owner.born in {None, born}


def _birth(pid: int) -> tuple[int, str] | None:
    """Start of a process in kernel ticks, and its state; ``None`` without ``/proc``."""
    try:
        told = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except OSError:
        return None
    fields = told.rpartition(")")[2].split()
    return int(fields[19]), fields[0]


def _boot() -> str | None:
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text().strip()
        return f"{boot} {(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return None
