"""How a refused value is worded: the field, what is wrong, what would be right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import inf, nan

import pytest

from tracker.core.facts.sessions import Position
from tracker.core.text.field_checks import Span, check_code, check_name, check_range, check_text
from tracker.core.text.refusals import Described, Expected, FieldError, OneOf, refusal
from tracker.core.text.visible import quoted

SCALE = Span(0, 10)
MAT = Span(0, 6 * 3600, "s")
HOLD = Span(5, 600, "s")
STEPS = Span(1, 60, "steps")
LATER = Span(date(2026, 11, 9), None)
POSITION = OneOf(tuple(Position)[2:4], "a position")
CODE = Expected("a known code")
DATE = Expected("a date", "write 2026-11-22")


@pytest.mark.parametrize(
    ("field", "found", "allowed", "words"),
    [
        ("mood", 12, SCALE, "mood: 12 is out of range; 0 to 10"),
        ("mood", -1, SCALE, "mood: -1 is out of range; 0 to 10"),
        ("mood", None, SCALE, "mood: nothing is given; 0 to 10"),
        ("settled", -1, Span(0, None), "settled: -1 is out of range; 0 or more"),
        ("length", 25200, MAT, "length: 7 h is too long; up to 6 h"),
        ("length", -1.0, MAT, "length: -1 s is too short; up to 6 h"),
        ("length", 21600.5, MAT, "length: 6 h 0.5 s is too long; up to 6 h"),
        ("length", inf, MAT, "length: inf s is too long; up to 6 h"),
        ("length", nan, MAT, "length: nan s is too long; up to 6 h"),
        ("hold", 630, HOLD, "hold: 10 min 30 s is too long; 5 s to 10 min"),
        ("hold", 0.5, HOLD, "hold: 0.5 s is too short; 5 s to 10 min"),
        ("steps", 61, STEPS, "steps: 61 steps is too many; 1 to 60"),
        ("steps", None, STEPS, "steps: nothing is given; 1 to 60 steps"),
        ("answers", 1, Span(2, 2, "answers"), "answers: 1 answer is too few; exactly 2"),
        ("x.zip", 200, Span(0, 64, "MB"), "x.zip: 200 MB is too large; up to 64 MB"),
        ("", date(2026, 11, 3), LATER, "Tue 3 Nov 2026 is too early; Mon 9 Nov 2026 or later"),
        ("position", "x", POSITION, "position: “x” is not a position; choose neck, lower back"),
        ("position", None, POSITION, "position: a position is missing; choose neck, lower back"),
        ("point", "QQ9", CODE, "point: “QQ9” is not a known code"),
        ("point", " ", CODE, "point: a known code is missing"),
        ("tables", Described("a list"), Expected("an object"), "tables: a list is not an object"),
        ("tables", 5, Expected("an object"), "tables: 5 is not an object"),
        ("day", "soon", DATE, "day: “soon” is not a date; write 2026-11-22"),
        ("", "soon", DATE, "“soon” is not a date; write 2026-11-22"),
        ("day", "a\x1b[2J\nb", DATE, "day: “a␛[2J b” is not a date; write 2026-11-22"),
    ],
)  # fmt: skip
def test_a_refusal_names_the_field_the_mistake_and_what_would_be_right(
    field: str, found: object, allowed: Span | OneOf | Expected, words: str
) -> None:
    assert refusal(field, found, allowed) == words


@pytest.mark.parametrize(
    "check",
    [
        lambda field: check_name(field, "[b]"),
        lambda field: check_name(field, ""),
        lambda field: check_text(field, "\x1b"),
        lambda field: check_text(field, "x" * 5000),
        lambda field: check_code(field, "P 6"),
        lambda field: check_range(field, 5, 0, 1, name="what people call it"),
    ],
)
def test_the_error_of_a_check_knows_its_field(check: Callable[[str], None]) -> None:
    with pytest.raises(FieldError) as wrong:
        check("name")
    assert wrong.value.field == "name"


def test_long_text_is_cut_off_where_it_is_quoted() -> None:
    assert quoted("x" * 60) == f"“{'x' * 60}”"
    assert quoted("x" * 61) == f"“{'x' * 59}…”"
