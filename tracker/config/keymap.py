"""The keys of the app, read from a file, and the check of keys that a person remaps.

``tests/generate/write_keys.py`` writes the file from the bindings, so that commands can list the
keys without loading the screens; a test fails if it is stale. Remapped keys are checked here since
Textual accepts unknown ids silently and lets two actions have the same key.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from tracker.core.text.visible import visible

KEYS: Final = Path(__file__).parents[1] / "data" / "keys.tsv"
_RENAMED: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Characters that Textual does not call by their Unicode name."""
_NAMED: Final = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert"),
    *("delete", "backspace", "tab", "enter", "escape", "space"),
}
_TAKEN: Final = {"ctrl+q": "quits", "ctrl+p": "opens the palette", "ctrl+c": "copies"}
"""Keys that cannot be remapped, so that there is always a way out."""


class Key(NamedTuple):
    """One action and its keys."""

    id: str
    """Its id in config.toml; the part before the first full stop says where the key works."""
    keys: str
    """The keys as the screen shows them, one space apart."""
    does: str
    names: str
    """The names of the keys in config.toml, comma-separated."""
    first: str
    """``first`` if it takes the key before a text field does, else empty."""
    follows: str
    """Id of the app's key for the same action; remapping that one remaps this one too."""
    where: str
    """``app``; ``screen``: besides the app's keys; ``modal``: instead of them; ``widget``."""

    @property
    def place(self) -> str:
        """The place where the key works: the first part of its id."""
        return self.id.partition(".")[0]


def key_table() -> list[Key]:
    """Every key, grouped by place."""
    lines = KEYS.read_text(encoding="utf-8").splitlines()
    return [Key(*line.split("\t")) for line in lines]


class Keymap(NamedTuple):
    """Remapped keys, and the problems of those that could not be remapped."""

    keys: Mapping[str, str]
    """Id to names of keys, comma-separated."""
    problems: tuple[str, ...] = ()
    """One line for each id that keeps its keys: the id, what is wrong, what to do."""


def key_names(keys: str) -> tuple[str, ...]:
    """Textual's names of typed keys: ``?, f2`` gives ``question_mark`` and ``f2``."""
    return tuple(key_name(part.strip()) for part in keys.split(","))


def key_name(key: str) -> str:
    """Textual's name of one key; a letter, a digit and a name stay as they are."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_PUNCTUATION: Final = frozenset(key_name(character) for character in string.punctuation)
_WITH: Final = re.compile(r"((?:ctrl|shift|alt|super|meta|hyper)\+)*(.+)", re.DOTALL)


def is_key(name: str) -> bool:
    """Whether this is the name of a key that a terminal can send."""
    found = _WITH.fullmatch(name)
    bare = found[2] if found else ""
    known = (
        bare in _NAMED or bare in _PUNCTUATION or bool(re.fullmatch(r"f([1-9]|1\d|2[0-4])", bare))
    )
    return known or (len(bare) == 1 and bare.isalnum()) or _is_character(bare)


def _is_character(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def types(name: str) -> bool:
    """Whether this key types a character into a text field."""
    return (
        name == "space"
        or len(name) == 1
        or name in _PUNCTUATION
        or (name not in _NAMED and _is_character(name))
    )


def keymap(chosen: Mapping[str, str], table: Iterable[Key] = ()) -> Keymap:
    """Remap keys as chosen; each id that cannot be remapped keeps its keys."""
    rows = {row.id: row for row in (table or key_table())}
    problems = [_unknown(id, rows) for id in chosen if id not in rows]
    wanted: dict[str, tuple[str, ...]] = {}
    for id, keys in chosen.items():
        if id in rows:
            names = key_names(keys)
            wrong = next(filter(None, (_refusal(rows[id], name) for name in names)), None)
            if wrong:
                problems.append(f"{id}: {wrong}")
            else:
                wanted[id] = names
    for row in rows.values():
        if row.follows in wanted and row.id not in chosen:
            wanted[row.id] = wanted[row.follows]
    while (clash := next(_clashes(wanted, rows), None)) is not None:
        id, name, other = clash
        del wanted[id]
        problems.append(
            f"{id}: “{name}” is the key of {other.id} ({other.does}); "
            f"{rows[id].keys} stays, give that one another key first"
        )
    return Keymap({id: ",".join(names) for id, names in wanted.items()}, tuple(problems))


def _unknown(id: str, rows: Mapping[str, Key]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(id[:60], rows, 1)
    meant = f"; {near[0]}?" if near else ""
    return f"{visible(id[:60], lines=False)}: no key has this id{meant}; 'tsubo keys' lists them"


def _refusal(row: Key, name: str) -> str | None:
    """Why this key cannot be used for it, or ``None``."""
    shown = f"“{visible(name[:40], lines=False)}”"
    if not is_key(name):
        return f"{shown} is not a key; write one such as “s”, “f2” or “ctrl+s”"
    if name in _TAKEN:
        return f"{shown} {_TAKEN[name]}; choose another key"
    if row.first and types(name):
        return f"{shown} would be taken from what is typed; choose one such as “f2” or “ctrl+s”"
    return None


def _clashes(
    wanted: Mapping[str, tuple[str, ...]], rows: Mapping[str, Key]
) -> Iterator[tuple[str, str, Key]]:
    """Remapped ids with a key that another action has in the same place."""
    usual = {id: key_names(row.names) for id, row in rows.items()}
    now = {id: wanted.get(id) or names for id, names in usual.items()}
    for id, names in wanted.items():
        beside = [usual[row.id] for row in rows.values() if row.place == rows[id].place]
        for name in names:
            if name in usual[id]:
                continue
            # A widget can share a key of its place with another action there.
            known = any(name in each for each in beside)
            for other, theirs in now.items():
                widget = rows[other].where == "widget"
                if name in theirs and _meet(rows[id], rows[other]) and not (known and widget):
                    yield id, name, rows[other]


def _meet(one: Key, other: Key) -> bool:
    """Whether both can receive the same key and would do different things."""
    if (one.follows or one.id) == (other.follows or other.id):
        return False
    if one.place == other.place:
        return True
    if "widget" in {one.where, other.where}:
        return one.where != other.where
    if one.where == other.where == "modal":
        return bool({"dialog", "session"} & {one.place, other.place})
    return "app" in {one.where, other.where} and "modal" not in {one.where, other.where}
