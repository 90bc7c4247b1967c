from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import msgspec
import pytest
from conftest import HandClock, mat_of, session_of
from given_documents import NOW, answers, favourites, overrides, points, routines
from given_facts import goals, rests
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.mat_plan import MatPlan
from tracker.core.facts.nights import Night
from tracker.core.facts.reminders import Reminder, rule_of
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Favourite, Goal, Kind, Rest, Side
from tracker.core.facts.ulid import ulid
from tracker.core.points.given_answers import answers_of
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.exchange.documents import TABLES, DocumentError, Fact, document, fact, table_of
from tracker.exchange.goals_fast_path import goal_or_rest
from tracker.journal.journal import Journal


@given(st.one_of(points, routines, answers, overrides, favourites))
def test_what_is_kept_comes_back_as_it_was(one: Fact) -> None:
    assert fact(table_of(type(one)), one.id, document(one)) == one


def test_every_table_has_its_facts(clock: HandClock) -> None:
    made: list[Fact] = [
        session_of(),
        mat_of(),
        Goal(id=ulid(NOW), made=NOW, kind=Kind.MAT, since=NOW.date()),
        Rest(id=ulid(NOW), made=NOW, start=NOW.date(), end=NOW.date()),
        Favourite(id=ulid(NOW), made=NOW, point="PC6"),
        FlagAnswer(id=ulid(NOW), made=NOW, flag=Flag.HEART, answer=Answer.YES),
        Override(id=ulid(NOW), made=NOW, subject="LI4", flags=(Flag.PREGNANT,)),
        Reminder(
            id=ulid(NOW), made=NOW, kind=Kind.POINTS, since=NOW.date(), rule=rule_of("daily 21:00")
        ),
        _check(),
        Night(id=ulid(NOW), made=NOW, zone="Europe/Berlin", day=NOW.date(), rating=6),
        MatPlan(id=ulid(NOW), made=NOW, since=NOW.date()),
        _routine(clock.now()),
    ]
    assert {table_of(type(one)) for one in made} == set(TABLES) - {"points"}
    for one in made:
        assert fact(table_of(type(one)), one.id, document(one)) == one


@pytest.mark.parametrize(
    ("table", "kept", "said"),
    [
        ("flags", {"flag": "left-handed"}, "flag"),
        ("overrides", {"flags": ["heart", "luck"]}, "luck"),
        ("routines", {"steps": []}, "steps: nothing is given; 1 to 60 steps"),
        ("routines", {"made": None}, "made: a moment is missing"),
        ("favourites", {"point": 7}, "point"),
        ("checks", {"answers": [1]}, "answers"),
        ("checks", {"answers": [1, 4]}, "answers: 4 is out of range; 0 to 3"),
        ("checks", {"answers": [1, -1]}, "answers: -1 is out of range; 0 to 3"),
        ("checks", {"answers": [1, True]}, "answers"),
        ("checks", {"instrument": "phq9"}, "phq9"),
        ("checks", {"taken": "2026-11-22T09:00:00"}, "taken: 2026-11-22T09:00:00 has no UTC"),
        ("nights", {"rating": 11}, "night: 11 is out of range; 0 to 10"),
        ("nights", {"rating": -1}, "night: -1 is out of range; 0 to 10"),
        ("nights", {"rating": "6"}, "rating"),
        ("mat_plans", {"since": "soon"}, "since"),
        ("checks", {"wording": 0}, "wording: 0 is out of range; 1 to"),
    ],
)
def test_a_document_that_is_none_is_named(table: str, kept: dict[str, object], said: str) -> None:
    whole: dict[str, Fact] = {
        "flags": FlagAnswer(id=ulid(NOW), made=NOW, flag=Flag.SKIN, answer=Answer.NO),
        "overrides": Override(id=ulid(NOW), made=NOW, subject="LI4", flags=()),
        "routines": _routine(NOW),
        "favourites": Favourite(id=ulid(NOW), made=NOW, point="PC6"),
        "checks": _check(),
        "nights": Night(id=ulid(NOW), made=NOW, zone=None, day=NOW.date(), rating=6),
        "mat_plans": MatPlan(id=ulid(NOW), made=NOW, since=NOW.date()),
    }
    with pytest.raises(DocumentError, match=said):
        fact(table, ulid(NOW), {**document(whole[table]), **kept})


def test_own_things_are_recorded_corrected_removed_and_undone(
    journal: Journal, clock: HandClock
) -> None:
    routine = _routine(clock.now())
    renamed = replace(routine, name="Slow evening")
    favourite = Favourite(id=ulid(clock.now()), made=clock.now(), point="HT7")
    journal.record(routine, favourite)
    journal.correct(routine, renamed)
    assert journal.facts(Routine) == [renamed]
    assert journal.facts(Favourite) == [favourite]
    journal.remove(renamed)
    assert journal.facts(Routine) == []
    assert journal.undo().label == "remove own routine"
    journal.undo()
    assert journal.facts(Routine) == [routine]
    journal.undo()
    assert (journal.facts(Routine), journal.facts(Favourite)) == ([], [])


def test_the_newest_answer_counts(journal: Journal, clock: HandClock) -> None:
    for minutes, answer in enumerate((Answer.YES, Answer.NO, Answer.NONE)):
        made = clock.now() + timedelta(minutes=minutes)
        journal.record(FlagAnswer(id=ulid(made), made=made, flag=Flag.HEART, answer=answer))
        assert answers_of(journal.facts(FlagAnswer)) == {Flag.HEART: answer}
    journal.undo()
    assert answers_of(journal.facts(FlagAnswer)) == {Flag.HEART: Answer.NO}


def _check() -> Check:
    return Check(
        id=ulid(NOW),
        made=NOW,
        taken=NOW,
        zone="UTC",
        day=NOW.date(),
        instrument=Instrument.PHQ2,
        answers=(1, 2),
    )


def _routine(made: datetime) -> Routine:
    steps = (RoutineStep("PC6", Side.LEFT, 60), RoutineStep("HT7", Side.RIGHT, 90.5))
    return Routine(id=ulid(made), name="My calm", steps=steps, made=made)


odd = (
    st.none()
    | st.booleans()
    | st.integers(-1, 9)
    | st.just(10**400)
    | st.floats()
    | st.text(max_size=3)
    | st.lists(st.integers(-1, 8) | st.floats() | st.booleans(), max_size=3)
    | st.sampled_from(["day", "week", "mat", "points", "ill", "DAY", "2026-11-22", "20261122"])
    | st.sampled_from(["2026-W47-7", "2026-11-22T09:00", "2026-11-22T09:00:00Z", "2026-11-22Z"])
    | st.sampled_from(["2026-11-22T09:00:00+01:00", "2026-11-22T09:00:00+0100"])
    | st.sampled_from(["2026-11-22T09:00:00.5Z", "2026-11-22T09:00:00.500000-03:30"])
    | st.sampled_from(["2026-11-22T09:00:00+00:53:28", "2026-11-22 09:00:00z", "24:00Z"])
)


@given(goals() | rests(), st.data())
def test_a_goal_read_lightly_is_the_one_that_the_full_check_gives(
    one: Goal | Rest, data: st.DataObject
) -> None:
    table, kept = table_of(type(one)), document(one)
    # As it comes back: a moment in an hour that came twice is equal to no moment of another zone.
    assert goal_or_rest(table, one.id, kept) == msgspec.convert({**kept, "id": one.id}, type(one))
    names = data.draw(st.sets(st.sampled_from([*kept, "more"]), max_size=3))
    for name in sorted(names):
        if data.draw(st.booleans()):
            kept.pop(name, None)
        else:
            kept[name] = data.draw(odd)
    key = data.draw(st.just(one.id) | st.text(max_size=3))
    found = goal_or_rest(table, key, kept)
    if found is not None:
        assert found == msgspec.convert({**kept, "id": key}, type(one))
        assert type(found.made.tzinfo) is timezone


def test_what_is_no_goal_is_not_read_as_one() -> None:
    assert goal_or_rest("sessions", ulid(NOW), document(session_of())) is None
