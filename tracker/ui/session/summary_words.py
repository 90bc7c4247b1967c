"""The words of a summary in their colours, for one size of screen."""

from collections import Counter
from typing import Final

from textual.content import Content

from tracker.core.session.place_words import side_word
from tracker.practice.summary import Summary

_COUNTED: Final = 4
"""Maximum number of points whose times are said in one sentence."""
_NAMED_FROM: Final = 72
"""Columns of a screen that has names and times beside the codes."""


def run_words(summary: Summary, *, two_rows: bool) -> Content:
    """The days in a row, and what is said beside them, or below."""
    gap = "" if not (summary.run and summary.beside) else "\n" if two_rows else "  "
    beside = summary.beside.removesuffix(" so far") if two_rows else summary.beside
    return Content.assemble((summary.run, "bold $primary"), gap, (beside, "$quiet"))


def last_words(summary: Summary, hard: str | None, room: int, *, where: bool) -> Content:
    """The sentence in so many columns; after a hard session the words for it, with their key.

    With ``where``, the places that were pressed precede the sentence.
    """
    if hard is not None:
        before, sign, after = hard.partition("!")
        chip = (f" {sign} ", "$primary on $surface") if sign else ""
        return Content.assemble((before, ""), chip, (after, ""))
    places = f"{summary.where} " if where and summary.where else ""
    return Content(f"{places}{summary.sentence(room - len(places), keys=True)}")


def pressed_words(summary: Summary, times: Counter[str], width: int, *, rows: bool) -> Content:
    """The points with their sides, in rows of their own, or in one with the times below it."""
    sides = {code: ", ".join(map(side_word, each)) for code, each in summary.sides.items()}
    if rows:
        return _in_rows(summary, sides, times if width >= _NAMED_FROM else None)
    points = Content("   ".join(f"{code} {each}" for code, each in sides.items()))
    counts = [str(times[code]) for code in sides if times[code]]
    below = [each.place for each in summary.points.values() if len(sides) == 1 and each.place]
    if counts and max(map(int, counts)) > 1 and len(counts) <= _COUNTED:
        many = " and ".join(filter(None, (", ".join(counts[:-1]), counts[-1])))
        below.append(f"pressed {many} times since you began")
    return points + Content("").join(Content.styled(f"\n{each}", "$quiet") for each in below)


def _in_rows(summary: Summary, sides: dict[str, str], times: Counter[str] | None) -> Content:
    lines = []
    for code, each in sides.items():
        if times is None:
            lines.append(Content.assemble((f"{code:<4}", "bold $primary"), f" {each}"))
            continue
        point = summary.points.get(code)
        name = f"{point.english if point else '':<13} "
        count = f"{times[code]} times" if times[code] > 1 else ""
        if count and not lines:
            count = f"pressed {count} so far"
        lines.append(Content.assemble((f"{code:<5}", "bold $primary"), f"{name}{each:<14} ", count))
    if times is not None and len(sides) == 1:
        lines += [Content.styled(each.place, "$quiet") for each in summary.points.values()]
    return Content("\n").join(lines)
