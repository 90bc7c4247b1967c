"""What the habits, tags and moods of another program mean here: ``Mat=mat 20m back 21:30``.

The command's ``--as`` and the app's line are read here. Without a meaning only names that are codes
of points are taken.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from tracker.core.entry.new_records import EntryError
from tracker.core.entry.practice_line import mat_to_begin
from tracker.core.entry.time_words import words_of
from tracker.core.facts.goals_and_rests import LONGEST_MAT
from tracker.core.text.clock_times import NAMED, clock, is_length
from tracker.core.text.dates import WhenError
from tracker.core.text.examples import MEANINGS
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import quoted, visible
from tracker.exchange.programs.to_records import Meant
from tracker.practice.points_line import read_to_press

if TYPE_CHECKING:
    from tracker.practice.context import Context

_MOOD: Final = re.compile(r"mood (\d{1,3})", re.ASCII | re.IGNORECASE)
_FORM: Final = Expected("NAME=WHAT", f'write it as "{MEANINGS[0]}"')
_LONGEST_NAME: Final = 60
_MOST_NAMED: Final = 8


@dataclass(frozen=True, slots=True)
class Meanings:
    """What names mean, by the name in small letters."""

    records: dict[str, Meant] = field(default_factory=dict)
    moods: dict[str, int] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    """The names as they were typed."""

    def strangers(self, names: Iterable[str], origin: str) -> list[str]:
        """A line for each name that is not among those of the file, with the nearest one."""
        known = {_plain(name): name for name in names}
        return [
            _stranger(typed, known, origin)
            for name, typed in self.typed.items()
            if name not in known
        ]


def meanings_of(context: "Context", typed: Iterable[str]) -> Meanings:
    """Read ``NAME=WHAT``, each: points, a routine, ``mat`` or ``mood 7``, with a time of day.

    Raises EntryError for one that is not understood; its field is ``as`` if a part is missing.
    """
    found = Meanings()
    for each in typed:
        name, equals, what = each.rpartition("=")
        if not equals or not name.strip() or not what.strip():
            raise EntryError(refusal("--as", each, _FORM), "as")
        key = _plain(name)
        found.typed[key] = name.strip()
        if mood := _MOOD.fullmatch(what.strip()):
            if int(mood[1]) > 10:
                raise EntryError(refusal("--as mood", int(mood[1]), Span(0, 10)))
            found.moods[key] = int(mood[1])
        else:
            found.records[key] = _meant(context, what.strip())
    return found


def meaning_of(context: "Context", given: Meanings) -> Callable[[str], Meant | None]:
    """A function from a name to its meaning: the given one, else its codes of points."""

    def meaning(name: str) -> Meant | None:
        if (found := given.records.get(_plain(name))) is not None:
            return found
        if len(name) <= _LONGEST_NAME and _is_codes(context, name):
            with suppress(EntryError):
                return _meant(context, name)
        return None

    return meaning


def _is_codes(context: "Context", name: str) -> bool:
    """Whether the first word of a name is the code of a point, with its number: `PC6 left`."""
    try:
        words = words_of(name)
    except EntryError:
        return False
    code = words[0].casefold() if words else ""
    if not any(character.isdigit() for character in code):
        return False
    point = context.library.find(code)
    return point is not None and code in {each.casefold() for each in (point.code, *point.aliases)}


def _meant(context: "Context", what: str) -> Meant:
    first, _, rest = what.partition(" ")
    at: time | None
    if first.casefold() == "mat":
        rest, at = _with_time(rest, lambda words: bool(mat_to_begin(words)))
        use = mat_to_begin(rest)
        if use.seconds is not None and use.seconds > LONGEST_MAT:
            raise EntryError(refusal("--as mat", use.seconds, Span(None, LONGEST_MAT, "s")))
        words = ", ".join(("mat", *(part for part in (use.position, use.layer) if part)))
        found = Meant(seconds=use.seconds, position=use.position, layer=use.layer, words=words)
    else:
        what, at = _with_time(what, lambda words: bool(read_to_press(context, words)))
        line = read_to_press(context, what)
        name = visible(line.routine.name, lines=False) if line.routine else ""
        words = name or ", ".join(dict.fromkeys(hold.point for hold in line.holds))
        found = Meant(holds=line.holds, routine=line.routine.id if line.routine else None)
        found = replace(found, words=words)
    return found if at is None else replace(found, at=at)


def _with_time(words: str, understood: Callable[[str], bool]) -> tuple[str, time | None]:
    """The words without a time of day at their end, and that time; `None` without one.

    A name for a time (``evening``) counts only where the words are not understood with it.
    """
    parts = words.split()
    for count in (2, 1):
        last = " ".join(parts[-count:]).casefold()
        if len(parts) < count or last in NAMED or is_length(last):
            continue
        try:
            found = clock(last)
        except WhenError as wrong:
            raise EntryError(str(wrong)) from wrong
        if found is not None:
            return " ".join(parts[:-count]), found.at
    if len(parts) > 1 and parts[-1].casefold() in NAMED:
        try:
            understood(words)
        except EntryError:
            return " ".join(parts[:-1]), NAMED[parts[-1].casefold()].at
    return words, None


def _stranger(typed: str, known: dict[str, str], origin: str) -> str:
    near = get_close_matches(_plain(typed), known, 1, 0.6)
    shown = [quoted(name, 40) for name in list(known.values())[:_MOST_NAMED]]
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    if near:
        advice = f"; did you mean {quoted(known[near[0]])}?"
    else:
        advice = f"; there are {', '.join(shown)}{more}" if shown else ""
    return f"--as: {quoted(typed)} is not in {visible(origin, lines=False)}{advice}"


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).strip().casefold()
