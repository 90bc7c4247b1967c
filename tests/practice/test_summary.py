"""The summary ends with one sentence, chosen by facts alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from conftest import SUNDAY, mat_of, session_of
from transcript import Shell

from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.goals_and_rests import Goal, Kind
from tracker.core.facts.sessions import Side
from tracker.core.facts.ulid import ulid
from tracker.practice.summary import Summary, summary

FIRST = "That was your first. It will be here tomorrow too."
BACK = "Good that you are here."
MET = "Nothing more is asked of you today."
ENOUGH = "That was enough."


@pytest.fixture
def context(shell: Shell) -> CommandContext:
    return CommandContext(
        shell.folder / "tsubo", Clocks(lambda: SUNDAY.timestamp() + 60, lambda: 0.0)
    )


def summary_after(context: CommandContext, *earlier: Any, now: Any = None) -> Summary:
    record = now or session_of()
    context.journal.begin(SUNDAY.date())
    context.journal.record(*earlier, record, label="kept")
    return summary(context, record)


def once_a_day(kind: Kind = Kind.POINTS) -> Goal:
    return Goal(id=ulid(SUNDAY), made=SUNDAY, kind=kind, since=SUNDAY.date())


CASES = {
    "the first ever": ((), None, FIRST),
    "the first ever, too short": ((), session_of(seconds=10), FIRST),
    "back after seven days": ((session_of(days_ago=7),), None, BACK),
    "again on the day of coming back": ((session_of(days_ago=7), mat_of()), None, MET),
    "after six days": ((session_of(days_ago=6),), None, MET),
    "the aim is met": ((session_of(days_ago=1),), None, MET),
    "the other aim is open": ((session_of(days_ago=1), once_a_day(Kind.MAT)), None, ENOUGH),
    "too short": (
        (session_of(days_ago=1),),
        session_of(seconds=10),
        "10 s is kept. From 1 min on the day counts.",
    ),
    "too short, and the mat": (
        (session_of(days_ago=1), once_a_day(Kind.MAT)),
        mat_of(minutes=0.5),
        "30 s is kept. From 1 min on the day counts.",
    ),
    "no aim, as for the mat": ((mat_of(days_ago=1), session_of(days_ago=1)), mat_of(), ENOUGH),
}


@pytest.mark.parametrize("case", CASES)
def test_the_sentence_is_the_first_that_is_true(context: CommandContext, case: str) -> None:
    earlier, now, sentence = CASES[case]
    assert summary_after(context, *earlier, now=now).sentence() == sentence


def test_a_shorter_sentence_is_taken_where_the_first_does_not_fit(context: CommandContext) -> None:
    found = summary_after(context, session_of(days_ago=1))
    assert [found.sentence(room) for room in (35, 34, 5)] == [MET, ENOUGH, ENOUGH]


def test_the_key_that_lengthens_a_hold_is_named_where_there_is_one(context: CommandContext) -> None:
    short = session_of(seconds=10)
    found = summary_after(context, session_of(days_ago=1), now=short)
    assert found.sentence(keys=True).endswith("; + lengthens a hold.")
    assert "+" not in " ".join(found.lines())


def test_the_longest_is_said_from_two_weeks_on_and_only_if_it_is_true(
    context: CommandContext,
) -> None:
    def beside(days: int) -> str:
        earlier = (session_of(days_ago=ago) for ago in range(1, days))
        found = summary_after(context, *earlier)
        context.journal.undo()
        return f"{found.run}, {found.beside}"

    assert [beside(days) for days in (1, 2, 13, 14)] == [
        ", ",
        "2 days in a row, ",
        "13 days in a row, ",
        "14 days in a row, your longest so far",
    ]
    context.journal.record(*(session_of(days_ago=ago) for ago in range(20, 34)))
    assert beside(14) == "14 days in a row, "


def test_points_are_named_once_with_their_sides_and_places(context: CommandContext) -> None:
    left = session_of(point="HT7", seconds=40)
    holds = (*left.holds, replace(left.holds[0], side=Side.RIGHT))
    found = summary_after(context, now=replace(left, holds=holds))
    assert dict(found.sides) == {"HT7": (Side.LEFT, Side.RIGHT)}
    assert found.where == "Wrist, 40 s each."
    assert found.kept == "HT7, 1 min 20 s of pressing."
