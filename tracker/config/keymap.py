"""The keys of the app: as rows, from a file made of the bindings, and as a person remaps them.

The file is made by ``tests/write_keys.py``, so commands can tell the keys without loading the
screens; a test fails when it is stale. What is remapped is checked here: Textual itself takes an
id it does not know without a word, and lets two actions have one key.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
"""Where Textual's name of a sign is not Unicode's."""
_NAMED: Final = {
    *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert"),
    *("delete", "backspace", "tab", "enter", "escape", "space"),
}
_TAKEN: Final = {"ctrl+q": "quits", "ctrl+p": "opens the palette", "ctrl+c": "copies"}
"""Keys that are nobody's to give away, so that there is always a way out."""


class Key(NamedTuple):
    """One thing that can be done by a key."""

    id: str
    """What config.toml calls it; up to its first full stop it says where the key works."""
    keys: str
    """As they are written on the screen, one space apart."""
    does: str
    names: str
    """As config.toml may write them, with commas between."""
    first: str
    """``first`` where it is asked before a field in which something is typed, else nothing."""
    follows: str
    """The id of the app's own key for the same; remapping that one remaps this one."""
    where: str
    """``app``; ``screen``: beside the app's keys; ``modal``: instead of them; ``widget``."""

    @property
    def place(self) -> str:
        """Where it works, as its id says."""
        return self.id.partition(".")[0]


def key_table() -> list[Key]:
    """Every key, place by place."""
    lines = KEYS.read_text(encoding="utf-8").splitlines()
    return [Key(*line.split("\t")) for line in lines]


@dataclass(frozen=True, slots=True)
class Keymap:
    """What is remapped, and what of it could not be."""

    keys: Mapping[str, str]
    """Id to names of keys, with commas between."""
    problems: tuple[str, ...] = ()
    """A line for each id that keeps its own keys: the id, what was found, what to do."""


def key_names(keys: str) -> tuple[str, ...]:
    """The names of keys as a person writes them: ``?, f2`` is ``question_mark``, ``f2``."""
    return tuple(_name(part.strip()) for part in keys.split(","))


def _name(key: str) -> str:
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace("-", "_").replace(" ", "_")
    return _RENAMED.get(name, name)


_SIGNS: Final = frozenset(_name(sign) for sign in string.punctuation)
_WITH: Final = re.compile(r"((?:ctrl|shift|alt|super|meta|hyper)\+)*(.+)", re.DOTALL)


def is_key(name: str) -> bool:
    """Whether a terminal may send a key of this name."""
    found = _WITH.fullmatch(name)
    bare = found[2] if found else ""
    known = bare in _NAMED or bare in _SIGNS or bool(re.fullmatch(r"f([1-9]|1\d|2[0-4])", bare))
    return known or (len(bare) == 1 and bare.isalnum()) or _is_sign(bare)


def _is_sign(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def types(name: str) -> bool:
    """Whether this key writes something into a field."""
    return (
        name == "space"
        or len(name) == 1
        or name in _SIGNS
        or (name not in _NAMED and _is_sign(name))
    )


def keymap(chosen: Mapping[str, str], table: Iterable[Key] = ()) -> Keymap:
    """What can be remapped as chosen; each id that cannot keeps the keys it has."""
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
    """Why this key cannot be had for it."""
    shown = f"“{visible(name[:40], lines=False)}”"
    if not is_key(name):
        return f"{shown} is no key; keys such as “s”, “f2” or “ctrl+s” allowed"
    if name in _TAKEN:
        return f"{shown} {_TAKEN[name]}; another key allowed"
    if row.first and types(name):
        return f"{shown} would be taken from what is typed; keys such as “f2” or “ctrl+s” allowed"
    return None


def _clashes(
    wanted: Mapping[str, tuple[str, ...]], rows: Mapping[str, Key]
) -> Iterator[tuple[str, str, Key]]:
    """Each remapped id with a key that another has where both would be asked."""
    usual = {id: key_names(row.names) for id, row in rows.items()}
    now = {id: wanted.get(id) or names for id, names in usual.items()}
    for id, names in wanted.items():
        beside = [usual[row.id] for row in rows.values() if row.place == rows[id].place]
        for name in names:
            if name in usual[id]:
                continue
            # A widget that has a key of this place already may have it from whoever has it now.
            known = any(name in each for each in beside)
            for other, theirs in now.items():
                widget = rows[other].where == "widget"
                if name in theirs and _meet(rows[id], rows[other]) and not (known and widget):
                    yield id, name, rows[other]


def _meet(one: Key, other: Key) -> bool:
    """Whether both may be asked for one key, and would do different things."""
    if (one.follows or one.id) == (other.follows or other.id):
        return False
    if one.place == other.place:
        return True
    if "widget" in {one.where, other.where}:
        return one.where != other.where
    if one.where == other.where == "modal":
        return bool({"dialog", "session"} & {one.place, other.place})
    return "app" in {one.where, other.where} and "modal" not in {one.where, other.where}
