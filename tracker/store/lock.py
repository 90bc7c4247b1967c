"""One writer at a time: ``flock``, which the kernel frees when its holder dies."""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.store.errors import StoreError

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
    def __call__(self, tries: int = disk.PATIENT) -> Iterator[None]:
        """Alone; raises ``Held`` after so many tries, ``Refused`` where there are no locks."""
        with self._mutex, ExitStack() as stack:
            if not self.depth:
                try:
                    stack.enter_context(disk.lock(self.path, tries))
                except BlockingIOError as error:
                    raise Held(
                        f"{self.path} is held by another process (one suspended with Ctrl-Z?): "
                        "end it or let it go on, then try again"
                    ) from error
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

    def _why(self, error: OSError) -> str:
        if error.errno in _UNKNOWN:
            return (
                f"{self.path.parent}: this file system has no locks ({error.strerror}), so another "
                "process could write at the same time; keep the records on another one"
            )
        return f"{self.path.parent} cannot be written: {error.strerror}"
