"""The files that came with tsubo, read once in a process."""

from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.library.files import LibraryFiles

if TYPE_CHECKING:
    from tracker.library.texts import Texts

DATA: Final = Path(__file__).parent.parent / "data"


class BuiltIn:
    """The files of one folder, read once and shared by the libraries made from them."""

    def __init__(self, folder: Path) -> None:
        self.files = LibraryFiles(folder)

    @cached_property
    def texts(self) -> "Texts":
        """Guard, standing texts, weekly checks, feelings and helplines."""
        from tracker.library.texts import Texts

        return Texts(self.files)


def built_in_of(folder: Path) -> BuiltIn:
    """The files of this folder; tsubo's own do not change while a process runs."""
    return _ours() if folder == DATA else BuiltIn(folder)


@cache
def _ours() -> BuiltIn:
    return BuiltIn(DATA)
