"""Type errors are reworded for people, whatever the type checker calls them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.sessions import Source
from tracker.core.text.type_errors import validation_message


@dataclass(frozen=True)
class Part:
    length: float


@dataclass(frozen=True)
class Whole:
    note: str
    day: date
    at: datetime
    source: Source
    parts: tuple[Part, ...]
    count: int | None = None

    def __post_init__(self) -> None:
        if len(self.parts) > 1:
            raise ValueError("parts: 2 parts is too many; 1")


GOOD: dict[str, Any] = {
    "note": "",
    "day": "2026-11-22",
    "at": "2026-11-22T10:00:00+01:00",
    "source": "live",
    "parts": [{"length": 1}],
}


def said(document: object) -> str:
    try:
        msgspec.convert(document, Whole)
    except msgspec.ValidationError as wrong:
        return validation_message(
            str(wrong), lambda field: list(Source) if field == "source" else []
        )
    return ""


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("note", 5, "note: a whole number is not text"),
        ("note", None, "note: text is missing"),
        ("day", "x", "day: this is not a date; write it as 2026-11-22"),
        ("day", 5, "day: a whole number is not a date"),
        ("at", "x", "at: this is not a moment; write it as 2026-11-22T21:30:00+01:00"),
        ("source", "dream", "source: “dream” is not a known source; choose live, after, import"),
        ("parts", 5, "parts: a whole number is not a list"),
        ("parts", [5], "parts[1]: a whole number is not a table"),
        ("parts", [{"length": "x"}], "parts[1].length: text is not a number"),
        ("parts", [{}], "parts[1].length: a value is missing"),
        ("parts", [{"length": 1}, {"length": 1}], "parts: 2 parts is too many; 1"),
        ("count", "x", "count: text is not a whole number or nothing"),
    ],
)
def test_the_field_comes_first_then_what_was_found(field: str, value: object, words: str) -> None:
    assert said(GOOD) == ""
    assert said({**GOOD, field: value}) == words


def test_what_is_no_table_at_all_is_an_entry() -> None:
    assert said([]) == "entry: a list is not a table"


@given(
    st.sampled_from(sorted(GOOD)),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner),
        max_leaves=4,
    ),
)
def test_no_word_of_the_checker_is_left(field: str, value: object) -> None:
    words = said({**GOOD, field: value})
    assert words == "" or words.startswith(field)
    assert "`" not in words.replace(str(value), "")
    assert words.isprintable()
