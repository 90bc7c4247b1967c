"""Points as values: place, names, traditional use, evidence and cautions.

Every value is checked when it is made; an error names the field. Uses are attributed to tradition
or to trials, never claimed.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from tracker.core.facts.sessions import LONGEST_HOLD, Pressure, Side
from tracker.core.text.field_checks import (
    Span,
    check_code,
    check_name,
    check_range,
    check_text,
    check_texts,
)
from tracker.core.text.refusals import Expected, OneOf, refused

PLACE_LINE: Final = 38
LONGEST_PLACE: Final = 2 * PLACE_LINE
LONGEST_SPOT: Final = 11


class Laterality(StrEnum):
    """Whether a point is on the midline of the body or on both sides."""

    BOTH = "both"
    MIDLINE = "midline"


class Evidence(StrEnum):
    """Whether trials on mood, sleep or stress used a point."""

    SMALL_TRIALS = "in small trials"
    TRADITION = "traditional use only"
    NOT_LOOKED_UP = "not looked up"
    """For personal points."""


class PregnancyLevel(StrEnum):
    """Whether to press a point in pregnancy, as a precaution; no harm has been shown."""

    GENTLE = "ok_gentle"
    ASK = "ask"
    AVOID = "avoid"


def folded(name: str) -> str:
    """A code or alias in lower case without spaces or dashes, for look-up."""
    return re.sub(r"[\s_-]", "", name).casefold()


def plain_pinyin(pinyin: str) -> str:
    """Pinyin without tones and apostrophes: ``Nèiguān`` gives ``Neiguan``."""
    marks = unicodedata.normalize("NFD", pinyin.replace("'", ""))
    return "".join(each for each in marks if not unicodedata.combining(each))


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A meridian, or a group of points outside the meridians."""

    code: str
    name: str
    hanzi: str = ""
    hanzi_simplified: str = ""
    aliases: tuple[str, ...] = ()
    """Other abbreviations in books: REN, SJ, UB."""
    count: int = 0
    """Number of its standard points; 0 outside the meridians."""
    laterality: Laterality = Laterality.BOTH

    def __post_init__(self) -> None:
        check_code("code", self.code)
        check_name("name", self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """Distance from a landmark, in cun (a width relative to the body) and in finger widths."""

    landmark: str
    cun: float | None = None
    fingers: int | None = None
    thumb_widths: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        check_text("landmark", self.landmark, empty=False)
        check_text("note", self.note)
        check_range("cun", self.cun or 0, 0, 30)
        check_range("fingers", self.fingers or 1, 1, 4)
        check_range("thumb_widths", self.thumb_widths or 1, 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The statements on a point in the article that the project started from, and a verdict."""

    location: str
    use: str
    verdict: str

    def __post_init__(self) -> None:
        for field in ("location", "use", "verdict"):
            check_text(field, getattr(self, field), empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """How a point is pressed."""

    using: tuple[str, ...]
    pressure: tuple[Pressure, ...]
    """One, or the lightest and the firmest."""
    how: str
    tools: bool = False
    """Whether a rounded tool can be used."""
    together: bool = False
    """Whether both sides can be pressed at once."""

    def __post_init__(self) -> None:
        check_texts("using", self.using)
        check_text("how", self.how, empty=False)
        if not 1 <= len(self.pressure) <= 2:
            raise refused("pressure", len(self.pressure) or None, Span(1, 2, "words"))

    @property
    def words(self) -> str:
        """The pressure in words: ``light to moderate``."""
        return " to ".join(self.pressure)


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldRange:
    """Seconds for each side, from custom and trials; not a dose."""

    min: float
    max: float
    default: float
    basis: str

    def __post_init__(self) -> None:
        check_range("min", self.min, 5, LONGEST_HOLD, "s")
        check_range("max", self.max, self.min, LONGEST_HOLD, "s")
        check_range("default", self.default, self.min, self.max, "s")
        check_text("basis", self.basis, empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pregnancy:
    """Advice on a point in pregnancy."""

    level: PregnancyLevel
    text: str

    def __post_init__(self) -> None:
        check_text("text", self.text, empty=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place to press, with everything that is known about it."""

    id: str
    code: str
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    hanzi: str = ""
    hanzi_simplified: str = ""
    english: str
    other_english: tuple[str, ...] = ()
    channel: str
    meridian: str
    """Name of the channel."""
    laterality: Laterality
    region: str
    place: str = ""
    """Where it is, in two lines of 38 characters; empty for a personal point."""
    spot: str = ""
    """The part of the body in a word or two, for lists; empty for a personal point."""
    location: str
    measure: Measure | None = None
    find_steps: tuple[str, ...] = ()
    check: str = ""
    location_basis: str = ""
    traditional_use: str = ""
    trial_use: str = ""
    evidence: Evidence
    article: Article | None = None
    """Only for the six points of the article."""
    press: Press
    hold: HoldRange
    view: str | None
    """The picture that shows it; ``None`` for a personal point."""
    cautions: tuple[str, ...]
    pregnancy: Pregnancy
    sources: tuple[str, ...] = ()
    notes: str = ""
    made: datetime | None = None
    """When the person entered it; ``None`` for a built-in point."""

    def __post_init__(self) -> None:
        check_code("code", self.code)
        for alias in self.aliases:
            check_name("aliases", alias)
        for field in ("english", "region", "meridian"):
            check_name(field, getattr(self, field))
        for field in ("pinyin", "hanzi", "hanzi_simplified"):
            check_name(field, getattr(self, field), empty=True)
        for name in self.other_english:
            check_name("other_english", name)
        for field, longest in (("place", LONGEST_PLACE), ("spot", LONGEST_SPOT)):
            words = getattr(self, field)
            check_text(field, words)
            if len(words) > longest:
                raise refused(field, len(words), Span(0, longest, "characters"))
        if len(self.place) - self.place.rfind(" ", 0, PLACE_LINE + 1) - 1 > PLACE_LINE:
            raise refused("place", self.place, Expected(f"two lines of {PLACE_LINE} characters"))
        check_text("location", self.location, empty=False)
        for field in ("check", "location_basis", "traditional_use", "trial_use", "notes"):
            check_text(field, getattr(self, field), empty=field == "notes" or not self.built_in)
        check_texts("find_steps", self.find_steps)
        check_texts("cautions", self.cautions)
        if not self.cautions:
            raise refused("cautions", None, Expected("a caution"))
        if self.built_in:
            self._check_built_in()

    def _check_built_in(self) -> None:
        for field in ("place", "spot", "find_steps", "sources", "view"):
            if not getattr(self, field):
                raise refused(field, None, Expected("a value"))
        if self.evidence is Evidence.NOT_LOOKED_UP:
            known = OneOf((Evidence.SMALL_TRIALS, Evidence.TRADITION), "evidence")
            raise refused("evidence", self.evidence, known)

    @property
    def built_in(self) -> bool:
        """Whether it came with tsubo."""
        return self.made is None

    @property
    def pinyin_plain(self) -> str:
        """Pinyin without tones."""
        return plain_pinyin(self.pinyin)

    @property
    def names(self) -> frozenset[str]:
        """Its code and aliases, folded."""
        return frozenset(folded(name) for name in (self.code, *self.aliases))

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides to press, in their order."""
        if self.laterality is Laterality.MIDLINE:
            return (Side.MIDLINE,)
        return (Side.LEFT, Side.RIGHT)

    @property
    def allowed_sides(self) -> tuple[Side, ...]:
        """The sides that a step can use; both at once only where two hands reach."""
        if self.laterality is Laterality.BOTH and self.press.together:
            return (*self.sides, Side.BOTH)
        return self.sides


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardPoint:
    """One of the 361 standard points, by name only: no location, no use."""

    code: str
    channel: str
    meridian: str
    number: int
    pinyin: str
    hanzi: str
    hanzi_simplified: str
    english: str | None = None
    """Only where two lists agree; English names are not standardised."""
    alternatives: tuple[str, ...] = ()
    """Other names in pinyin and hanzi, with their origin."""
    laterality: Laterality = Laterality.BOTH

    @property
    def pinyin_plain(self) -> str:
        """Pinyin without tones."""
        return plain_pinyin(self.pinyin)
