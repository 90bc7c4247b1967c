"""What the screen says of a point: cautions that apply first, sources last; nothing invented."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tracker.core.facts.points import Laterality, Point, StandardPoint
from tracker.core.insights.point_history import PointHistory
from tracker.core.text.durations import duration_words
from tracker.library import Library
from tracker.practice.cautions import NO_CAUTIONS, Cautions
from tracker.ui.widgets.caution_lines import caution_paragraphs
from tracker.ui.widgets.flow import Paragraph, Tone

_SIDES = {Laterality.BOTH: "both sides", Laterality.MIDLINE: "midline"}
_BLANK = Paragraph("")


def title(found: Point | StandardPoint) -> str:
    """``HT7  Shénmén  神門  Spirit Gate``."""
    return "  ".join(filter(None, (found.code, found.pinyin, found.hanzi, found.english)))


def facts(found: Point | StandardPoint) -> str:
    """Sides, region, evidence, meridian: the tag of what is known in one line."""
    sides = _SIDES[found.laterality]
    if isinstance(found, StandardPoint):
        return f"{sides} · {found.meridian} · known by name only"
    tag = found.evidence if found.built_in else "your own point"
    meridian = found.meridian if found.channel else ""
    return " · ".join(dict.fromkeys(filter(None, (sides, found.region, tag, meridian))))


def card(
    found: Point | StandardPoint,
    library: Library,
    cautions: Cautions = NO_CAUTIONS,
    yours: Iterable[str] = (),
    *,
    brief: bool = True,
) -> Iterator[Paragraph]:
    """What matters most, in the order of that; ``brief`` for where there is little room."""
    if isinstance(found, StandardPoint):
        yield from _name_only(found)
        return
    yield from caution_paragraphs(cautions.lines())
    yield Paragraph(_gist(found.location) if brief else found.location)
    yield _BLANK
    yield from _steps(found)
    yield _BLANK
    yield Paragraph(f"{_span(found)}.")
    if found.traditional_use:
        yield Paragraph(found.traditional_use)
    care = _own_first(found, library)
    yield from (Paragraph(text, Tone.QUIET) for text in care[: 1 if brief else 2])
    yield Paragraph(found.press.how)
    yield from (Paragraph(line, mark="You: ") for line in yours)
    yield _BLANK
    if found.trial_use:
        yield Paragraph(found.trial_use, mark="Trials: ")
    if found.check:
        yield Paragraph(found.check, Tone.QUIET)
    if found.notes:
        yield Paragraph(found.notes, mark="Note: ")


def page(
    found: Point | StandardPoint,
    library: Library,
    cautions: Cautions = NO_CAUTIONS,
    yours: Iterable[str] = (),
) -> Iterator[Paragraph]:
    """Everything that is known."""
    if isinstance(found, StandardPoint):
        yield from _name_only(found)
        return
    if lines := cautions.lines():
        yield from caution_paragraphs(lines, library.sources)
        yield _BLANK
    also = (*found.aliases, *found.other_english)
    if also:
        yield Paragraph(", ".join(also), mark="Also ")
    yield Paragraph(found.location)
    if found.measure is not None and (words := _measure(found)):
        yield Paragraph(words, Tone.QUIET)
    yield from _part("Find it", (*_steps(found), Paragraph(found.check, Tone.QUIET)))
    yield from _part("Press", (*_press(found), Paragraph(found.hold.basis, Tone.QUIET)))
    yield from _part("Use", (Paragraph(found.traditional_use),))
    if found.built_in:
        trials = Paragraph(found.trial_use, mark=f"{str(found.evidence).capitalize()}. ")
        yield from _part("Evidence", (trials,))
    care = [Paragraph(text, mark="- ", hangs=True) for text in _own_first(found, library)]
    if not any(line.reason.endswith(found.pregnancy.text) for line in lines):
        care.append(Paragraph(found.pregnancy.text, mark="- Pregnancy: "))
    yield from _part("Care", care)
    yield from _part("You", [Paragraph(line) for line in yours])
    if found.article is not None:
        said = f"{found.article.location}; for {found.article.use}."
        verdict = Paragraph(found.article.verdict)
        yield from _part("The article says", (Paragraph(said, Tone.QUIET), verdict))
    yield from _part("Note", (Paragraph(found.notes),))
    named = [library.sources[name] for name in found.sources if name in library.sources]
    yield from _part("Sources", [Paragraph(text, Tone.QUIET, "- ", True) for text in named])


def history_lines(
    found: PointHistory | None, since: str, written: Callable[[date], str]
) -> tuple[str, ...]:
    """A person's own history with a point in one or two lines; ``since`` says what was read."""
    if found is None:
        return (f"not pressed {since}",)
    times = "once" if found.times == 1 else f"{found.times} times"
    each = duration_words(found.seconds)
    lines = [f"{times} {since}, {each} a side, last {written(found.last)}"]
    if found.mood is not None:
        change = f"{found.mood.mean:+.1f}".replace("-", "−")
        lines.append(f"mood after against before {change} on average (n = {found.mood.n})")
    return tuple(lines)


def _name_only(found: StandardPoint) -> Iterator[Paragraph]:
    yield Paragraph(f"{found.meridian}, point {found.number}", mark="Meridian: ")
    yield Paragraph(_SIDES[found.laterality], mark="Sides: ")
    hanzi = found.hanzi
    if found.hanzi_simplified != hanzi:
        hanzi += f", simplified {found.hanzi_simplified}"
    yield Paragraph(f"{found.pinyin} ({found.pinyin_plain}), {hanzi}", mark="Name: ")
    english = found.english or "no name that two lists agree on"
    yield Paragraph(english, mark="English: ")
    for other in found.alternatives:
        yield Paragraph(other, mark="Also: ")
    yield _BLANK
    yield Paragraph(
        "A standard point of which only the name stands here: no place, no use. With n it becomes "
        "one of your own points, with the place and the notes that you write.",
        Tone.QUIET,
    )


def _steps(found: Point) -> Iterator[Paragraph]:
    for number, step in enumerate(found.find_steps, 1):
        yield Paragraph(step, mark=f"{number} ", hangs=True)


def _span(found: Point) -> str:
    """``Light to moderate, 30 s to 2 min a side``."""
    low, high = duration_words(found.hold.min), duration_words(found.hold.max)
    side = " a side" if found.laterality is Laterality.BOTH else ""
    return f"{found.press.words.capitalize()}, {low} to {high}{side}"


def _press(found: Point) -> Iterator[Paragraph]:
    yield Paragraph(f"{_span(found)}, usually {duration_words(found.hold.default)}.")
    yield Paragraph(found.press.how)


def _gist(location: str) -> str:
    """The first sentence without what stands in brackets."""
    return re.sub(r" \([^)]*\)", "", _first_sentence(location))


def _first_sentence(text: str) -> str:
    end = re.search(r"\. (?=[A-Z])", text)
    return text[: end.start() + 1] if end else text


def _measure(found: Point) -> str:
    """``2 cun, about 3 fingers, from the palm-side wrist crease``; nothing without a number."""
    measure = found.measure
    if measure is None or measure.cun == 0:
        return ""
    parts = [
        words
        for words in (
            f"{measure.cun:g} cun" if measure.cun else "",
            _count(measure.fingers, "finger"),
            _count(measure.thumb_widths, "thumb width"),
        )
        if words
    ]
    note = f" ({measure.note})" if measure.note else ""
    return f"{', about '.join(parts)} from {measure.landmark}{note}" if parts else measure.note


def _count(number: int | None, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}" if number else ""


def _own_first(found: Point, library: Library) -> tuple[str, ...]:
    """The point's own cautions before those that every point has."""
    shared = library.shared.cautions
    general = set(shared.values())
    return tuple(
        sorted(found.cautions, key=lambda text: (text in general) + (text == shared.get("skin")))
    )


def _part(head: str, body: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """A heading and what stands under it; nothing when nothing does."""
    said = [paragraph for paragraph in body if paragraph.text]
    if said:
        yield _BLANK
        yield Paragraph(head, Tone.HEAD)
        yield from said
