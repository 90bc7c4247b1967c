"""One writer at a time: ``flock``, which the kernel frees when its holder dies."""

import errno
import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tracker.store.disk import opened
from tracker.store.errors import StoreError

_PAUSE: Final = 0.002
PATIENT: Final = 5000
"""Tries: about ten seconds."""
BRIEF: Final = 250
"""Tries: about half a second, for readers."""

_UNKNOWN: Final = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


class Held(StoreError):  # noqa: N818 - it is named for what happened
    """Another process holds the lock."""


class Refused(StoreError):  # noqa: N818 - it is named for what happened
    """There can be no lock here, so nothing may be written."""


class Lock:
    """``with lock():`` keeps other processes and threads out; re-entrant."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.depth = 0
        """How many ``with`` of this thread are inside one another."""
        self._mutex = threading.RLock()

    @contextmanager
    def __call__(self, tries: int = PATIENT) -> Iterator[None]:
        """Alone; raises ``Held`` after so many tries, ``Refused`` where there are no locks."""
        with self._mutex, ExitStack() as stack:
            if not self.depth:
                try:
                    fd = stack.enter_context(opened(self.path, os.O_RDWR | os.O_CREAT))
                    self._take(fd, tries)
                except OSError as error:
                    raise Refused(self._why(error)) from error
            self.depth += 1
            try:
                yield
            finally:
                self.depth -= 1

    def refusal(self) -> str | None:
        """Why there can be no lock here, or nothing new beside it; or None."""
        try:
            with self(1):
                pass
        except Held:
            return None
        except Refused as error:
            return str(error)
        if os.access(self.path.parent, os.W_OK | os.X_OK):
            return None
        return self._why(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))

    def _take(self, fd: int, tries: int) -> None:
        for left in range(tries - 1, -1, -1):
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if left:
                    time.sleep(_PAUSE)
            else:
                return
        raise Held(
            f"{self.path} is held by another process (one suspended with Ctrl-Z?): "
            "end it or let it go on, then try again"
        )

    def _why(self, error: OSError) -> str:
        if error.errno in _UNKNOWN:
            return (
                f"{self.path.parent}: this file system has no locks ({error.strerror}), so another "
                "process could write at the same time; keep the records on another one"
            )
        return f"{self.path.parent} cannot be written: {error.strerror}"
