"""Signposts: checks every search, note and line that is not understood for words of crisis.

A person who types that they want to die is shown whom to talk to, not "no such point". Nothing is
recorded or counted.
"""

from typing import TYPE_CHECKING

from tracker.core.points.helplines import Helplines
from tracker.core.points.signposts import Signpost, SignpostKind

if TYPE_CHECKING:
    from tracker.library import Library


def signpost(library: "Library", typed: str, country: str | None) -> Signpost | None:
    """The words to show before anything else; `None` if the typed words need none. Never raises.

    The text starts with the country's number, if that is known.
    """
    found = library.signposts.find(typed)
    if found is None:
        return None
    number = _number(library.helplines(), found.kind, country)
    return Signpost(found.kind, found.lang, f"{number}{found.text}")


def _number(helplines: Helplines, kind: SignpostKind, country: str | None) -> str:
    """`Emergency 999. Samaritans 116 123. `: the numbers that suit this kind of signpost."""
    emergency, line = helplines.emergency(country), helplines.line(country)
    words = []
    if emergency and kind is not SignpostKind.GENTLE:
        words.append(f"Emergency {emergency}. ")
    if line and kind in {SignpostKind.CRISIS, SignpostKind.GENTLE}:
        service = "Helpline" if line.service == line.contact else line.service
        words.append(f"{service} {line.contact}. ")
    return "".join(words)
