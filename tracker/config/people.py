"""The person's own people for a hard moment, and a sentence to themselves, in config.toml.

They are not settings and not records: they are shown only on the help page, and no export has them.
Each change is copied to a file next to it, which is used if config.toml is broken.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tracker.config.toml_text import PEOPLE, WORDS, ConfigError, parsed
from tracker.core.text.visible import quoted, visible

MOST: Final = 5
"""Maximum number of people."""
FORM: Final = "write a name, a number and, if you like, a word: Anna, 0170 123456, my sister"
_LONGEST: Final = {"name": 60, "number": 60, "word": 60, "words": 300}
_COPY: Final = "help_people.toml"
_LARGEST: Final = 1 << 16


class PeopleError(ConfigError):
    """Words about a person that cannot be saved; the text says why."""


@dataclass(frozen=True, slots=True)
class Person:
    """Someone to call."""

    name: str
    number: str
    word: str = ""

    @property
    def line(self) -> str:
        """`Anna, my sister: 0170 123456`."""
        return f"{', '.join(filter(None, (self.name, self.word)))}: {self.number}"

    @property
    def typed(self) -> str:
        """The text that `person` reads: `Anna, 0170 123456, my sister`."""
        return ", ".join(filter(None, (self.name, self.number, self.word)))


@dataclass(frozen=True, slots=True)
class OwnHelp:
    """The person's own people, and a sentence to themselves."""

    people: tuple[Person, ...] = ()
    words: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the help page."""
        return (*(each.line for each in self.people), *filter(None, (self.words,)))

    @property
    def toml(self) -> Mapping[str, Any]:
        """The values for config.toml; `None` for one that is left out."""
        rows = [[each.name, each.number, *filter(None, (each.word,))] for each in self.people]
        return {PEOPLE: rows or None, WORDS: self.words or None}


NOBODY: Final = OwnHelp()


def person(typed: str) -> Person:
    """The person in typed words: name, number and perhaps a word, with commas between.

    Raises PeopleError.
    """
    return _person([part.strip() for part in typed.split(",", 2)])


def sentence(typed: str) -> str:
    """Check a typed sentence and return it; it can be empty. Raises PeopleError."""
    return _text("words", typed) if typed.strip() else ""


def own_help(people: Iterable[str], words: str) -> OwnHelp:
    """People and a sentence as typed; empty lines are left out. Raises PeopleError."""
    found = tuple(person(each) for each in people if each.strip())
    if len(found) > MOST:
        raise PeopleError(f"people: {len(found)} are too many; up to {MOST}")
    return OwnHelp(found, sentence(words))


def checked_help(found: Mapping[str, Any]) -> tuple[OwnHelp, list[str]]:
    """The people and sentence in a parsed config.toml, and a problem for each wrong value."""
    people, problems, words = [], [], ""
    rows = found.get(PEOPLE, [])
    if not isinstance(rows, list) or len(rows) > MOST:
        problems.append(f"{PEOPLE}: is not a list of up to {MOST} people; {FORM}")
        rows = []
    for number, row in enumerate(rows, 1):
        try:
            people.append(_person(row))
        except PeopleError as wrong:
            problems.append(f"{PEOPLE}, person {number}: {wrong}")
    try:
        words = sentence(_str(found.get(WORDS, "")))
    except PeopleError as wrong:
        problems.append(f"{WORDS}: {wrong}")
    return OwnHelp(tuple(people), words), problems


def last_good_copy(folder: Path) -> OwnHelp:
    """The copy in this folder; ``NOBODY`` if it cannot be read."""
    from tracker import disk

    path = folder / _COPY
    try:
        blob = disk.read(path, _LARGEST)
        return checked_help(parsed(path, blob.decode()))[0] if blob else NOBODY
    except (OSError, ValueError, ConfigError):
        return NOBODY


def keep_copy(folder: Path, own: OwnHelp) -> None:
    """Copy them into this folder if the copy there differs. Raises OSError."""
    from tracker import disk

    if own != last_good_copy(folder):
        rows = (f"{key} = {_toml(value)}\n" for key, value in own.toml.items() if value is not None)
        disk.make_folder(folder)
        disk.replace(folder / _COPY, "".join(rows).encode())


def _toml(value: object) -> str:
    import json  # needed only to write

    return json.dumps(value, ensure_ascii=False)  # strings and arrays are written alike in both


def _person(row: object) -> Person:
    parts = [_str(each) for each in row] if isinstance(row, list) else []
    if not 2 <= len(parts) <= 3 or not all(parts[:2]):
        raise PeopleError(f"a person has a name and a number; {FORM}")
    named = zip(("name", "number", "word"), parts, strict=False)
    return Person(*(_text(field, part) if part else "" for field, part in named))


def _text(field: str, typed: str) -> str:
    text = typed.strip()
    if len(text) > (most := _LONGEST[field]):
        raise PeopleError(f"{field}: {len(text)} characters are too many; up to {most}")
    if visible(text, lines=False) != text or not text.isprintable():
        raise PeopleError(f"{field}: {quoted(text)} holds control characters; write plain text")
    return text


def _str(value: object) -> str:
    if not isinstance(value, str):
        raise PeopleError(f"{value!r:.40} is not text; {FORM}")
    return value
