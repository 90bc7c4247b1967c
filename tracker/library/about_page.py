"""The page about tsubo: what it is and is not, when to stop, the evidence, the sources."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tracker.library import Library


class AboutLine(NamedTuple):
    """A text of a section."""

    text: str
    mark: str = ""
    """Text in front: ``- `` in a list, or the subject of the evidence with a colon."""
    is_source: bool = False


class AboutSection(NamedTuple):
    """Texts under a title."""

    title: str
    lines: tuple[AboutLine, ...]


def about_sections(library: "Library") -> Iterator[AboutSection]:
    """The sections, the most important first, without the standing line.

    Raises LibraryError if any part of the file of texts is wrong.
    """
    about = library.about
    yield _section("What this is", (about.long, about.general))
    yield _section("When mood is low", (about.low_mood,))
    yield _section("Where not to press", about.not_on, "- ")
    yield _section("Ask first", about.ask_first, "- ")
    stopping = (about.stop, about.stop_pregnant, about.emergency, about.same_day)
    yield _section("When to stop", stopping)
    yield _section("Holds and places", (about.holds, about.cun))
    yield _section("The mat", (about.mat, *about.mat_use))
    found: list[AboutLine] = []
    for each in about.evidence:
        found.append(AboutLine(each.text, f"{each.topic.capitalize()}: "))
        known = (library.sources[name] for name in each.sources if name in library.sources)
        found += (AboutLine(source, is_source=True) for source in known)
    yield AboutSection("What trials found", tuple(found))
    yield _section("Who looked at it", (about.review,))
    named = sorted(library.sources.values(), key=str.casefold)
    lines = tuple(AboutLine(source, "- ", is_source=True) for source in named)
    yield AboutSection("All sources", lines)


def _section(title: str, texts: Iterable[str], mark: str = "") -> AboutSection:
    return AboutSection(title, tuple(AboutLine(text, mark) for text in texts))
