"""A fact is found by the end of its id."""

from __future__ import annotations

from typing import NamedTuple

import click
import pytest

from tracker.cli.by_id import by_id, end_of


class Fact(NamedTuple):
    id: str


FACTS = [Fact("01M816K1R000000000000ABCDE"), Fact("01M816K1R000000000000XBCDE")]


def found(key: str) -> Fact:
    return by_id(FACTS, key, "check", "tsubo check list")


@pytest.mark.parametrize("key", [FACTS[1].id, end_of(FACTS[1].id), "xbcde", " 0XBCDE "])
def test_the_id_or_its_end_names_a_fact_in_any_case(key: str) -> None:
    assert found(key) is FACTS[1]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("", "“”: too short; give at least the last 4 characters of the id"),
        ("CDE", "“CDE”: too short; give at least the last 4 characters of the id"),
        ("ZZZZ", "“ZZZZ”: no check's id ends like this; 'tsubo check list' lists them"),
        ("bcde", "“bcde”: 2 checks match; give more of the id"),
    ],
)
def test_an_end_that_names_no_fact_or_several_is_refused(key: str, words: str) -> None:
    with pytest.raises(click.ClickException) as refused:
        found(key)
    assert refused.value.message == words
