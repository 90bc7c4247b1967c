"""Describes a point in titled sections, for the app's page and for ``tsubo point``.

The order is the same in both: cautions for this person first, sources last. Unknown facts are left
out, and so are empty sections.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from tracker.core.facts.points import Laterality, Point, StandardPoint
from tracker.core.text.durations import duration_words

SIDES: Final = {Laterality.BOTH: "both sides", Laterality.MIDLINE: "midline"}
BULLET: Final = "- "
CUN: Final = "A cun is the width of your own thumb at its joint; four closed fingers are 3 cun."
"""Shown if a place is measured in cun."""


class Line(NamedTuple):
    """A line of a section."""

    text: str
    mark: str = ""
    """Text in front: ``1 `` for a step, ``- `` in a list, or a label."""
    quiet: bool = False
    """Less important than the others."""
    care: bool = False
    """A caution for this person."""

    @property
    def hangs(self) -> bool:
        """Whether its further rows are indented by the width of the mark."""
        return self.mark == BULLET or self.mark.strip().isdigit()


class Section(NamedTuple):
    """Lines under a title."""

    title: str
    """Empty for the first ones, which need none."""
    lines: tuple[Line, ...]


class CautionWords(Protocol):
    """A caution for this person, in words."""

    @property
    def text(self) -> str:
        """The whole caution."""

    @property
    def sources(self) -> Sequence[str]:
        """Ids of its sources."""


def title(point: Point | StandardPoint) -> str:
    """``HT7  Shénmén  神門  Spirit Gate``."""
    return "  ".join(filter(None, (point.code, point.pinyin, point.hanzi, point.english)))


def facts(point: Point | StandardPoint) -> str:
    """``both sides · inner wrist · in small trials · Heart``."""
    sides = SIDES[point.laterality]
    if isinstance(point, StandardPoint):
        return f"{sides} · {point.meridian} · known by name only"
    tag = point.evidence if point.built_in else "your own point"
    meridian = point.meridian if point.channel else ""
    return " · ".join(dict.fromkeys(filter(None, (sides, point.region, tag, meridian))))


def sections(
    point: Point,
    sources: Mapping[str, str],
    cautions: Sequence[CautionWords] = (),
    *,
    general: Sequence[str] = (),
    history: Iterable[str] = (),
    uses: Iterable[str] = (),
    aim: str = "",
) -> Iterator[Section]:
    """Everything that is known of a point, in sections.

    `sources` has the text of each source by id. `cautions` apply to this person; `general` are
    cautions that many points share, listed after the point's own. `history` comes from the person's
    records, `uses` from trials; `aim` says that pain is not the aim of pressing.
    """
    for name, lines in _parts(point, sources, cautions, general, history, uses, aim):
        if kept := tuple(line for line in lines if line.text):
            yield Section(name, kept)


def _parts(
    point: Point,
    sources: Mapping[str, str],
    cautions: Sequence[CautionWords],
    general: Sequence[str],
    history: Iterable[str],
    uses: Iterable[str],
    aim: str,
) -> Iterator[tuple[str, Iterable[Line]]]:
    yield "", _personal(cautions, sources)
    yield "", _place(point)
    cun = CUN if "cun" in " ".join((point.location, *point.find_steps)).split() else ""
    yield "Find it", (*steps(point), Line(point.check, quiet=True), Line(cun, quiet=True))
    usual = f"{press_words(point)}, usually {duration_words(point.hold.default)}."
    basis = Line(point.hold.basis, quiet=True)
    yield "Press", (Line(usual), Line(point.press.how), basis, Line(aim, quiet=True))
    yield "Use", [Line(point.traditional_use)]
    if point.built_in:
        tried = (Line(each, BULLET) for each in uses)
        tag = f"{str(point.evidence).capitalize()}. "
        yield "Evidence", [Line(point.trial_use, tag), *tried]
    care = [Line(text, BULLET) for text in own_first(point.cautions, general)]
    if not any(caution.text.endswith(point.pregnancy.text) for caution in cautions):
        care.append(Line(point.pregnancy.text, "- Pregnancy: "))
    yield "Care", care
    yield "You", [Line(words) for words in history]
    if (article := point.article) is not None:
        where = Line(f"{article.location}; for {article.use}.", quiet=True)
        yield "The article says", (where, Line(article.verdict))
    yield "Note", [Line(point.notes)]
    known = [sources[name] for name in point.sources if name in sources]
    yield "Sources", [Line(text, BULLET, quiet=True) for text in known]


def steps(point: Point) -> Iterator[Line]:
    """Yield a numbered line for each step of finding the point."""
    for number, step in enumerate(point.find_steps, 1):
        yield Line(step, f"{number} ")


def press_words(point: Point) -> str:
    """``Light to moderate, 30 s to 2 min a side``."""
    low, high = duration_words(point.hold.min), duration_words(point.hold.max)
    side = " a side" if point.laterality is Laterality.BOTH else ""
    return f"{point.press.words.capitalize()}, {low} to {high}{side}"


def own_first(cautions: Iterable[str], general: Sequence[str]) -> list[str]:
    """Cautions with the general ones last, in the order of ``general``."""
    place = {text: number for number, text in enumerate(general)}
    return sorted(cautions, key=lambda text: place.get(text, -1))


def _personal(cautions: Iterable[CautionWords], sources: Mapping[str, str]) -> Iterator[Line]:
    for caution in cautions:
        yield Line(caution.text, care=True)
        for name in caution.sources:
            yield Line(sources.get(name, ""), "Source: ", quiet=True)


def _place(point: Point) -> Iterator[Line]:
    yield Line(", ".join((*point.aliases, *point.other_english)), "Also ")
    yield Line(point.place)
    yield Line(point.location)
    yield Line(_measure(point), quiet=True)


def _measure(point: Point) -> str:
    """``2 cun, about 3 fingers from the palm-side wrist crease``; empty without a number."""
    measure = point.measure
    if measure is None or measure.cun == 0:
        return ""
    fingers = _count(measure.fingers, "finger")
    thumbs = _count(measure.thumb_widths, "thumb width")
    cun = f"{measure.cun:g} cun" if measure.cun else ""
    lengths = ", about ".join(filter(None, (cun, fingers, thumbs)))
    note = f" ({measure.note})" if measure.note else ""
    return f"{lengths} from {measure.landmark}{note}" if lengths else measure.note


def _count(number: int | None, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}" if number else ""
