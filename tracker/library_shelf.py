"""The library's files: each is read when it is first needed, checked, and kept.

A broken file or entry becomes a line in ``problems`` and the rest still loads; only the rules of
the guard are refused whole, for half of them would be no guard. Nothing is written.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from tracker.core.help_now import NO_HELPLINES, Helpline, Helplines
from tracker.core.points import Channel, Laterality, Point, PregnancyLevel, StandardPoint
from tracker.core.routines import Routine
from tracker.core.safety import ALL, Flag, Guard, MatRule, PointRule, Question
from tracker.core.search import Feeling, Signpost
from tracker.library_entries import Shared, point_of, routine_of
from tracker.library_toml import LibraryError, entries, name_of, parsed, shaped

Value = TypeVar("Value")


class EvidenceLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What trials found on one topic, in a fair sentence."""

    topic: str
    text: str
    sources: tuple[str, ...]


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The standing texts: what this is, what it is not, where not to press, when to stop."""

    standing: str
    short: str
    long: str
    mat: str
    general: str
    low_mood: str
    holds: str
    cun: str
    review: str
    not_on: tuple[str, ...]
    ask_first: tuple[str, ...]
    stop: str
    stop_pregnant: str
    emergency: str
    same_day: str
    mat_use: tuple[str, ...]
    evidence: tuple[EvidenceLine, ...]


class _Question(msgspec.Struct, forbid_unknown_fields=True):
    id: Flag
    short: str
    question: str


class _GuardFile(msgspec.Struct, forbid_unknown_fields=True):
    flag: tuple[_Question, ...]
    point_rule: tuple[PointRule, ...]
    mat_rule: tuple[MatRule, ...]


class _FeelingsFile(msgspec.Struct, forbid_unknown_fields=True):
    feeling: tuple[Feeling, ...]
    signpost: tuple[Signpost, ...]


class _Directory(msgspec.Struct):
    address: str


class _HelplinesFile(msgspec.Struct):
    checked: date
    directory: _Directory
    lines: tuple[Helpline, ...]


class Shelf:
    """The files of one folder, as values."""

    def __init__(self, folder: Path) -> None:
        """Nothing is read yet."""
        self._folder = folder
        self._points: dict[str, tuple[Point, ...]] = {}
        self.problems: list[str] = []
        """What could not be used of the files read so far."""

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """The fourteen meridians and the two shelves, by code."""
        return self._each("channels.toml", "channel", self._channel, "code")

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The codes that stand first in every list."""
        found = self._tables("channels.toml").get("first", [])
        return tuple(code for code in found if isinstance(code, str))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """What each source's short name stands for."""
        return self._texts("sources.toml", "sources")

    @cached_property
    def shared(self) -> Shared:
        """What entries refer to by a short name."""
        pregnancy = self._texts("cautions.toml", "pregnancy")
        return Shared(
            channels=self.channels,
            cautions=self._texts("cautions.toml", "cautions"),
            pregnancy={level: pregnancy.get(level, level) for level in PregnancyLevel},
            sources=frozenset(self.sources),
        )

    def points(self, channel: str) -> tuple[Point, ...]:
        """The library's points on one channel; none is no fault."""
        if channel not in self._points:
            name = f"points/{channel}.toml"
            found: Mapping[str, Point] = {}
            if (self._folder / name).exists():
                found = self._each(name, "point", self._point, "code")
            self._points[channel] = tuple(found.values())
        return self._points[channel]

    @cached_property
    def routines(self) -> tuple[Routine, ...]:
        """The built-in routines; whether their points exist is checked by the library."""
        return tuple(self._each("routines.toml", "routine", self._routine, "id").values())

    @cached_property
    def standard(self) -> Mapping[str, StandardPoint]:
        """The 361 standard points by code, names only."""
        found = {}
        for number, row in enumerate(self._text("names361.tsv").splitlines(), 1):
            if row and not row.startswith("#"):
                try:
                    point = self._standard(row)
                except LibraryError as error:
                    self.problems.append(f"names361.tsv, line {number}: {error}")
                else:
                    found[point.code] = point
        return found

    @cached_property
    def guard(self) -> Guard:
        """The rules of the guard.

        Raises LibraryError when any of it is wrong.
        """
        name = "guard.toml"
        found = shaped(parsed(self._read(name), name), _GuardFile, name)
        missing = [flag for flag in Flag if flag not in {question.id for question in found.flag}]
        if missing:
            raise LibraryError(f"{name}: flag: {', '.join(missing)} not found, each is required")
        rules: tuple[PointRule | MatRule, ...] = (*found.point_rule, *found.mat_rule)
        for rule in rules:
            if rule.source not in self.sources:
                allowed = "a name in sources.toml allowed"
                raise LibraryError(f"{name}: source: {rule.source} found, {allowed}")
        return Guard(
            tuple(Question(flag=q.id, short=q.short, text=q.question) for q in found.flag),
            found.point_rule,
            found.mat_rule,
        )

    @cached_property
    def about(self) -> About:
        """The standing texts.

        Raises LibraryError when any of them is wrong.
        """
        return shaped(parsed(self._read("about.toml"), "about.toml"), About, "about.toml")

    @cached_property
    def feelings(self) -> tuple[tuple[Feeling, ...], tuple[Signpost, ...]]:
        """Words for feelings with the points tradition names, and words that need a sentence."""
        tables = self._tables("feelings.toml")
        try:
            found = shaped(tables, _FeelingsFile, "feelings.toml") if tables else None
        except LibraryError as error:
            self.problems.append(str(error))
            found = None
        return (found.feeling, found.signpost) if found else ((), ())

    @cached_property
    def helplines(self) -> Helplines:
        """Whom to call; with a broken file only the directory and the emergency call are left."""
        try:
            found = msgspec.json.decode(self._text("helplines.json"), type=_HelplinesFile)
        except msgspec.DecodeError as error:
            self.problems.append(f"helplines.json: {error}")
            return NO_HELPLINES
        return Helplines(
            checked=found.checked, lines=found.lines, directory=found.directory.address
        )

    def misled_rules(self, known: Callable[[str], bool]) -> list[str]:
        """Codes in the guard's rules that are no point; a rule must not miss silently."""
        codes = {code for rule in self.guard.point_rules for code in rule.points if code != ALL}
        return [f"guard.toml: points: {code} is no point" for code in codes if not known(code)]

    def _channel(self, raw: Mapping[str, Any], origin: str) -> Channel:
        return shaped(raw, Channel, origin)

    def _point(self, raw: Mapping[str, Any], origin: str) -> Point:
        return point_of(raw, self.shared, origin, channel=Path(origin.partition(",")[0]).stem)

    def _routine(self, raw: Mapping[str, Any], origin: str) -> Routine:
        return routine_of(raw, self.shared, origin)

    def _standard(self, row: str) -> StandardPoint:
        code, pinyin, hanzi, simplified, english, others, *more = [*row.split("\t"), *[""] * 5]
        letters = code.rstrip("0123456789")
        channel = self.channels.get(letters)
        if channel is None or letters == code or not pinyin or not hanzi or any(more):
            raise LibraryError("2 to 6 columns allowed: code, pinyin, hanzi, simplified, English")
        return StandardPoint(
            code=code,
            channel=channel.code,
            meridian=channel.name,
            number=int(code.removeprefix(letters)),
            pinyin=pinyin,
            hanzi=hanzi,
            hanzi_simplified=simplified or hanzi,
            english=english or None,
            alternatives=tuple(filter(None, others.split("; "))),
            laterality=Laterality(channel.laterality),
        )

    def _each(
        self,
        name: str,
        key: str,
        made: Callable[[Mapping[str, Any], str], Value],
        identity: str,
    ) -> Mapping[str, Value]:
        """Every ``[[key]]`` of a file that can be used, by its id; the others become problems."""
        found: dict[str, Value] = {}
        try:
            raws = entries(self._tables(name), key, name)
        except LibraryError as error:
            self.problems.append(str(error))
            return found
        for index, raw in enumerate(raws):
            origin = f"{name}, {name_of(raw, (identity,), index)}"
            try:
                value = made(raw, origin)
            except LibraryError as error:
                self.problems.append(str(error))
                continue
            if (mark := getattr(value, identity)) in found:
                self.problems.append(f"{origin}: {identity}: {mark} found twice, once allowed")
            else:
                found[mark] = value
        return found

    def _texts(self, name: str, key: str) -> Mapping[str, str]:
        found = self._tables(name).get(key, {})
        texts = found if isinstance(found, dict) else {}
        return {short: text for short, text in texts.items() if isinstance(text, str)}

    def _tables(self, name: str) -> dict[str, Any]:
        try:
            return parsed(self._text(name), name)
        except LibraryError as error:
            self._note(str(error))
            return {}

    def _text(self, name: str) -> str:
        try:
            return self._read(name)
        except LibraryError as error:
            self._note(str(error))
            return ""

    def _read(self, name: str) -> str:
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(f"{name}: cannot be read ({error})") from error

    def _note(self, problem: str) -> None:
        if problem not in self.problems:
            self.problems.append(problem)
