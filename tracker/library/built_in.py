"""The files that came with tsubo, read once in a process."""

from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.core.facts.points import Point
from tracker.library.files import LibraryFiles

if TYPE_CHECKING:
    from tracker.core.points.search import Index
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

    @cached_property
    def index(self) -> "Index":
        """The search over the points of these files, then the 361 names."""
        return self.index_with(())

    def index_with(self, own: Iterable[Point]) -> "Index":
        """The same search with a person's own points."""
        from tracker.core.points.search import Index

        return Index(
            (*self.files.all_points, *own),
            tuple(self.files.standard.values()),
            feelings=self.texts.feelings,
            channels=self.files.channels,
        )


def built_in_of(folder: Path) -> BuiltIn:
    """The files of this folder; tsubo's own do not change while a process runs."""
    return _ours() if folder == DATA else BuiltIn(folder)


@cache
def _ours() -> BuiltIn:
    return BuiltIn(DATA)
