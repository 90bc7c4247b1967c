"""Signposts: what every search, every refusal of typed words and every note asks first.

A person who types that they want to die is shown whom to talk to, not "no such point". Nothing of
it is recorded or counted.
"""

from typing import TYPE_CHECKING

from tracker.core.points.helplines import Helplines
from tracker.core.points.signposts import Signpost, SignpostKind

if TYPE_CHECKING:
    from tracker.library import Library


def signpost(library: "Library", typed: str, country: str | None) -> Signpost | None:
    """What to show before anything else; `None` for words that need nothing. Never raises.

    Its text begins with the country's number, where that is known.
    """
    found = library.signposts.find(typed)
    if found is None:
        return None
    number = _number(library.helplines(), found.kind, country)
    return Signpost(found.kind, found.lang, f"{number}{found.text}")


def _number(helplines: Helplines, kind: SignpostKind, country: str | None) -> str:
    """`Emergency 999. Samaritans 116 123. `; the emergency number stands first where it matters."""
    emergency, line = helplines.emergency(country), helplines.line(country)
    words = []
    if emergency and kind is not SignpostKind.GENTLE:
        words.append(f"Emergency {emergency}. ")
    if line and kind in {SignpostKind.CRISIS, SignpostKind.GENTLE}:
        service = "Helpline" if line.service == line.contact else line.service
        words.append(f"{service} {line.contact}. ")
    return "".join(words)
