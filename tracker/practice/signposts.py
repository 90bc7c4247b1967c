"""Signposts: one place for what every search, and every refusal of typed words, asks first.

A person who types that they want to die is shown whom to talk to, not "no such point".
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.library import Library


def signpost(library: "Library", text: str) -> str | None:
    """The sentence to show before anything else; `None` for words that need none. Never raises."""
    found = library.signposts.find(text)
    return found.text if found else None
