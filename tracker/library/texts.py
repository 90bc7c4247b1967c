"""The library's texts: rules of the guard, standing texts, weekly checks, feelings, helplines.

The guard, the standing texts and the checks are refused as a whole if any part is wrong, since half
of them would mislead. Without feelings, search still finds names; without helplines, the directory
of helplines is still shown.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

import msgspec

from tracker.core.facts.checks import CheckTexts, Instrument, Questions
from tracker.core.points.guard import ALL, Guard
from tracker.core.points.helplines import NO_HELPLINES, EmergencyNumber, Helpline, Helplines
from tracker.core.points.reading import Page, TriedUse
from tracker.core.points.search import Feeling
from tracker.core.points.signposts import (
    NO_SIGNPOSTS,
    PatternError,
    SignpostKind,
    SignpostRule,
    Signposts,
)
from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.spelling import bare_words
from tracker.library.files import LibraryFiles
from tracker.library.guard_file import check_source, read_guard
from tracker.library.reading import pages, tried_uses
from tracker.library.toml import LibraryError, no_strays, parsed, shaped

Seen = TypeVar("Seen", Helpline, EmergencyNumber)
_DAY: Final = re.compile(r"\d{4}(-\d\d){0,2}")


class EvidenceLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The results of trials on one topic, in a fair sentence."""

    topic: str
    text: str
    sources: tuple[str, ...]


class About(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The standing texts: what tsubo is and is not, where not to press, when to stop."""

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


class _FeelingsFile(msgspec.Struct, forbid_unknown_fields=True):
    feeling: tuple[Feeling, ...]


class _SignpostsFile(msgspec.Struct, forbid_unknown_fields=True):
    text: dict[SignpostKind, str]
    signpost: tuple[SignpostRule, ...]
    ordinary: tuple[str, ...] = ()


class _Directory(msgspec.Struct):
    address: str


class _HelplinesFile(msgspec.Struct):
    checked: date
    directory: _Directory
    lines: tuple[Helpline, ...]
    emergency: tuple[EmergencyNumber, ...]


class Texts:
    """The texts, each read when it is first needed."""

    def __init__(self, files: LibraryFiles) -> None:
        """Read nothing yet."""
        self._files = files

    @cached_property
    def guard(self) -> Guard:
        """The rules of the guard.

        Raises LibraryError if any part is wrong.
        """
        return read_guard(self._files)

    @cached_property
    def about(self) -> About:
        """The standing texts.

        Raises LibraryError if any part is wrong.
        """
        name = "about.toml"
        found = shaped(parsed(self._files.read(name), name), About, name)
        for line in found.evidence:
            for source in line.sources:
                check_source(self._files, source, f"{name}, {line.topic}")
        return found

    @cached_property
    def checks(self) -> CheckTexts:
        """The texts of the weekly checks.

        Raises LibraryError if any part is wrong: half a question would be another one.
        """
        name = "checks.toml"
        tables = parsed(self._files.read(name), name)
        no_strays(tables, CheckTexts, name)
        found = shaped(tables, CheckTexts, name)
        for raw, questions in zip(tables["check"], found.check, strict=True):
            origin = f"{name}, {questions.instrument}"
            no_strays(raw, Questions, origin)
            for source in (*questions.sources, *found.sources):
                check_source(self._files, source, origin)
        if sorted(each.instrument for each in found.check) != sorted(Instrument):
            raise LibraryError(f"{name}: check: give each of {', '.join(Instrument)} once")
        return found

    @cached_property
    def feelings(self) -> tuple[Feeling, ...]:
        """Words for feelings, with their traditional points.

        A feeling is left out if it names a point whose traditional use does not support it.
        """
        tables = self._files.tables("feelings.toml")
        try:
            found = shaped(tables, _FeelingsFile, "feelings.toml")
        except LibraryError as error:
            if tables:
                self._files.note(str(error))
            return ()
        uses = {point.code: point.traditional_use.casefold() for point in self._files.all_points}
        kept = []
        for feeling in found.feeling:
            if wrong := tuple(_unsupported(feeling, uses)):
                fitting = Expected(f"traditionally used for {' or '.join(feeling.rests_on)}")
                place = f"feelings.toml, {feeling.words[0]}: points"
                self._files.note(refusal(place, ", ".join(wrong), fitting))
            else:
                kept.append(feeling)
        return tuple(kept)

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Pages to read."""
        return tuple(pages(self._files))

    @cached_property
    def tried_uses(self) -> tuple[TriedUse, ...]:
        """The uses that trials tried points for."""
        return tuple(tried_uses(self._files))

    @cached_property
    def signposts(self) -> Signposts:
        """The signposts; without rules, and with a problem noted, if their file is wrong."""
        try:
            return self._signposts("signposts.toml")
        except LibraryError as error:
            self._files.note(str(error))
            return NO_SIGNPOSTS

    def _signposts(self, name: str) -> Signposts:
        text = self._files.read(name)
        found = shaped(parsed(text, name), _SignpostsFile, name)
        if missing := [kind for kind in SignpostKind if not found.text.get(kind)]:
            raise LibraryError(f"{name}: text: {', '.join(missing)} is missing")
        words = (word for words in self._words() for word in bare_words(words).split())
        try:
            return Signposts(found.signpost, found.text, words, found.ordinary)
        except PatternError as wrong:
            lines = enumerate(text.splitlines(), 1)
            line = next((at for at, each in lines if f'"{wrong.phrase}"' in each), 0)
            raise LibraryError(f"{name}, line {line}: “{wrong.phrase}”: {wrong}") from wrong

    def _words(self) -> Iterable[str]:
        """Texts whose words are the library's own."""
        for point in self._files.all_points:
            yield from (point.english, point.region, point.location, point.traditional_use)
            yield from (*point.other_english, *point.find_steps)
        for feeling in self.feelings:
            yield from feeling.words

    @cached_property
    def helplines(self) -> Helplines:
        """Helplines; with a broken file, only the directory and the emergency call."""
        name = "helplines.json"
        text = self._files.text(name)
        try:
            found = msgspec.json.decode(text, type=_HelplinesFile)
        except msgspec.DecodeError as error:
            self._files.note(f"{name}: {error}")
            return NO_HELPLINES
        return Helplines(
            checked=found.checked,
            lines=tuple(self._dated(found.lines, "lines", text)),
            directory=found.directory.address,
            numbers=tuple(self._dated(found.emergency, "emergency", text)),
            zones=dict(self._zones()),
        )

    def _dated(self, listed: Iterable[Seen], key: str, text: str) -> Iterator[Seen]:
        """The entries with a source and its date; the others are noted with their line."""
        after = text.find(f' "{key}": [')
        for each in listed:
            after = text.find('"country"', after + 1)
            place = f"helplines.json, line {text.count(chr(10), 0, after) + 1}, {each.name}"
            if not each.source.strip():
                self._files.note(f"{place}: source is missing")
            elif not _DAY.fullmatch(each.seen):
                fitting = Expected("a date", "write a day, a month or a year such as 2026-11")
                self._files.note(refusal(f"{place}: seen", each.seen or None, fitting))
            else:
                yield each

    def _zones(self) -> Iterator[tuple[str, str]]:
        for row in self._files.text("zones.tsv").splitlines():
            zone, tab, country = row.partition("\t")
            if tab and not row.startswith("#"):
                yield zone, country

    def problems(self) -> Iterable[str]:
        """Problems of the texts that are refused as a whole, and rules for unknown points."""
        try:
            rules = self.guard.point_rules
        except LibraryError as error:
            yield str(error)
        else:
            known = {ALL, *(point.code for point in self._files.all_points)}
            for code in dict.fromkeys(code for rule in rules for code in rule.points):
                if code not in known:
                    yield refusal("guard.toml: points", code, Expected(f"a known code or {ALL}"))
        for page in ("about", "checks"):
            try:
                getattr(self, page)
            except LibraryError as error:
                yield str(error)


def _unsupported(feeling: Feeling, uses: Mapping[str, str]) -> Iterable[str]:
    for code in feeling.points:
        if not any(words in uses.get(code, "") for words in feeling.rests_on):
            yield code
