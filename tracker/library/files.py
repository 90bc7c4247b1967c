"""Reads the library's files, each when it is first needed, and keeps the checked values.

A broken file or entry becomes a line in ``problems`` and the rest still loads. Nothing is written.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from tracker.core.facts.points import Channel, Laterality, Point, PregnancyLevel, StandardPoint
from tracker.core.facts.routines import Routine
from tracker.core.text.refusals import Expected, refusal
from tracker.library.entries import Shared, point_of, routine_of
from tracker.library.toml import LibraryError, entries, name_of, parsed, shaped

Value = TypeVar("Value")


class LibraryFiles:
    """The files of one folder as values."""

    def __init__(self, folder: Path) -> None:
        """Read nothing yet."""
        self._folder = folder
        self._points: dict[str, tuple[Point, ...]] = {}
        self.problems: list[str] = []
        """One line for each file or entry that could not be used, of those read so far."""

    @cached_property
    def channels(self) -> Mapping[str, Channel]:
        """The fourteen meridians, and the two groups of points outside them, by code."""
        return self._each("channels.toml", "channel", self._channel, "code")

    @cached_property
    def first(self) -> tuple[str, ...]:
        """The codes of the points that come first in every list."""
        found = self.tables("channels.toml").get("first", [])
        return tuple(code for code in found if isinstance(code, str))

    @cached_property
    def sources(self) -> Mapping[str, str]:
        """Sources by their short names."""
        return self._texts("sources.toml", "sources")

    @cached_property
    def shared(self) -> Shared:
        """Channels, cautions and sources that entries refer to by a short name."""
        pregnancy = self._texts("cautions.toml", "pregnancy")
        return Shared(
            channels=self.channels,
            cautions=self._texts("cautions.toml", "cautions"),
            pregnancy={level: pregnancy.get(level, level) for level in PregnancyLevel},
            sources=frozenset(self.sources),
        )

    def points(self, channel: str) -> tuple[Point, ...]:
        """The library's points on one channel, possibly none."""
        if channel not in self._points:
            name = f"points/{channel}.toml"
            found: Mapping[str, Point] = {}
            if (self._folder / name).exists():
                found = self._each(name, "point", self._point, "code")
            self._points[channel] = tuple(found.values())
        return self._points[channel]

    @cached_property
    def all_points(self) -> tuple[Point, ...]:
        """All points of the library; a code or alias of two points is a problem."""
        seen: dict[str, Point] = {}
        for channel in self.channels:
            for point in self.points(channel):
                for name in point.names:
                    other = seen.setdefault(name, point)
                    if other.code != point.code:
                        self.note(
                            f"{point.code}: alias {name} is {other.code}'s; give it to one point"
                        )
        found = {point.code: point for point in seen.values()}
        return tuple(sorted(found.values(), key=lambda point: self._rank(point.code)))

    @cached_property
    def routines(self) -> tuple[Routine, ...]:
        """The built-in routines; the library checks whether their points exist."""
        return tuple(self._each("routines.toml", "routine", self._routine, "id").values())

    @cached_property
    def standard(self) -> Mapping[str, StandardPoint]:
        """The 361 standard points by code, names only."""
        found = {}
        for number, row in enumerate(self.text("names361.tsv").splitlines(), 1):
            if row and not row.startswith("#"):
                try:
                    point = self._standard(row)
                except LibraryError as error:
                    self.problems.append(f"names361.tsv, line {number}: {error}")
                else:
                    found[point.code] = point
        return found

    def _rank(self, code: str) -> int:
        return self.first.index(code) if code in self.first else len(self.first)

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
            form = Expected("a line of names", "write code, pinyin, hanzi, simplified, English")
            raise LibraryError(refusal("", row, form))
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
        """The valid ``[[key]]`` entries of a file by their id; the others become problems."""
        found: dict[str, Value] = {}
        try:
            raws = entries(self.tables(name), key, name)
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
            if (key := getattr(value, identity)) in found:
                self.problems.append(f"{origin}: {identity}: {key} is there twice; rename one")
            else:
                found[key] = value
        return found

    def _texts(self, name: str, key: str) -> Mapping[str, str]:
        found = self.tables(name).get(key, {})
        texts = found if isinstance(found, dict) else {}
        return {short: text for short, text in texts.items() if isinstance(text, str)}

    def tables(self, name: str) -> dict[str, Any]:
        """The tables of a TOML file; empty, with a problem, if it is broken."""
        try:
            return parsed(self.text(name), name)
        except LibraryError as error:
            self.note(str(error))
            return {}

    def text(self, name: str) -> str:
        """The text of a file; empty, with a problem, if it cannot be read."""
        try:
            return self.read(name)
        except LibraryError as error:
            self.note(str(error))
            return ""

    def read(self, name: str) -> str:
        """The text of a file.

        Raises LibraryError if it cannot be read.
        """
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise LibraryError(f"{name} cannot be read: {error}") from error

    def note(self, problem: str) -> None:
        """Add a problem, once."""
        if problem not in self.problems:
            self.problems.append(problem)
