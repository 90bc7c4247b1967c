"""A point as paragraphs: a card beside the list, and a page with all of its sections."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from tracker.core.facts.points import Point, StandardPoint
from tracker.core.insights.point_history import PointHistory
from tracker.core.points.point_lines import SIDES, Line, own_first, press_words, sections, steps
from tracker.core.text.durations import duration_words
from tracker.library import Library
from tracker.practice.cautions import BY_KEY, NO_CAUTIONS, Cautions
from tracker.practice.hard_moments import IN_APP, aim_words
from tracker.ui.widgets.caution_lines import caution_paragraphs
from tracker.ui.widgets.flow import Paragraph, Tone

_BLANK = Paragraph("")


def card(
    found: Point | StandardPoint,
    library: Library,
    cautions: Cautions = NO_CAUTIONS,
    yours: Iterable[str] = (),
    *,
    brief: bool = True,
) -> Iterator[Paragraph]:
    """The most important of a point first; ``brief`` shortens place and cautions."""
    if isinstance(found, StandardPoint):
        yield from _name_only(found)
        return
    yield from caution_paragraphs(cautions.lines(BY_KEY))
    if found.place:
        yield Paragraph(found.place)
    if not (brief and found.place):
        yield Paragraph(_gist(found.location) if brief else found.location)
    yield _BLANK
    yield from map(_paragraph, steps(found))
    yield _BLANK
    yield Paragraph(f"{press_words(found)}.")
    if found.traditional_use:
        yield Paragraph(found.traditional_use)
    care = own_first(found.cautions, library.general_cautions)
    yield from (Paragraph(text, Tone.QUIET) for text in care)
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
    """All sections of a point, with the person's history."""
    if isinstance(found, StandardPoint):
        yield from _name_only(found)
        return
    described = sections(
        found,
        library.sources,
        cautions.lines(BY_KEY),
        general=library.general_cautions,
        history=yours,
        uses=[each.words for each in library.tried_uses(found.code)],
        aim=aim_words(IN_APP),
    )
    for number, (title, lines) in enumerate(described):
        if number:
            yield _BLANK
        if title:
            yield Paragraph(title, Tone.HEAD)
        yield from map(_paragraph, lines)


def history_lines(
    found: PointHistory | None, since: str, written: Callable[[date], str]
) -> tuple[str, ...]:
    """The person's history with a point in one or two lines; ``since`` names the period."""
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
    yield Paragraph(SIDES[found.laterality], mark="Sides: ")
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
        "Only the name of this standard point is known here: no place, no use. With n it becomes "
        "one of your own points, with the place and the notes that you write.",
        Tone.QUIET,
    )


def _gist(location: str) -> str:
    """The first sentence, without brackets and their text."""
    return re.sub(r" \([^)]*\)", "", _first_sentence(location))


def _first_sentence(text: str) -> str:
    end = re.search(r"\. (?=[A-Z])", text)
    return text[: end.start() + 1] if end else text


def _paragraph(line: Line) -> Paragraph:
    tone = Tone.CARE if line.care else Tone.QUIET if line.quiet else Tone.PLAIN
    return Paragraph(line.text, tone, line.mark, line.hangs)
