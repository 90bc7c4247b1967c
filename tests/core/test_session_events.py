"""Bells and spoken words match the events of the session."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.sessions import Side
from tracker.core.session.events import Event, bells, events
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan, Step, mat_plan

PLAN = Plan(
    steps=(Step("HT7", Side.LEFT, 8), Step("HT7", Side.RIGHT, 8), Step("PC6", Side.LEFT, 6)),
    settle=2,
)
WHOLE = [
    *(Event.BEGIN, Event.HALF, Event.SIDE),
    *(Event.BEGIN, Event.HALF, Event.POINT),
    *(Event.BEGIN, Event.HALF, Event.END),
]


def heard(session: LiveSession, readings: list[float]) -> list[Event]:
    happened: list[Event] = []
    for reading in readings:
        before, session = session, session.at(reading)
        happened += events(before, session)
    return happened


def test_a_plan_is_heard_in_its_order() -> None:
    assert heard(LiveSession(PLAN).start(0), [number / 2 for number in range(80)]) == WHOLE


@given(st.lists(st.floats(0, 40, allow_nan=False), max_size=50))
def test_the_same_is_heard_whatever_the_sampling(readings: list[float]) -> None:
    steady = [float(number) for number in range(0, 41, 8)]
    assert heard(LiveSession(PLAN).start(0), sorted([*readings, *steady])) == WHOLE


def test_a_jump_over_whole_holds_names_each_of_them() -> None:
    plan = Plan(steps=tuple(Step(code, Side.BOTH, 2) for code in ("HT7", "PC6", "LV3")))
    session = LiveSession(plan).start(0)
    happened = events(session, session.at(7))
    assert happened.count(Event.POINT) == 2
    assert happened.count(Event.HALF) == 3
    assert happened[-1] is Event.END
    assert bells(happened) == 4


def test_each_turn_has_its_own_number_of_bells() -> None:
    turns = ([Event.HALF], [Event.BEGIN, Event.SIDE], [Event.POINT], [Event.END], [Event.BEGIN])
    assert [bells(turn) for turn in turns] == [1, 2, 3, 4, 0]


def test_a_skip_is_heard_as_where_it_leads_and_not_as_half() -> None:
    session = LiveSession(PLAN).start(0).at(3)
    assert events(session, session.skip(3)) == (Event.SIDE,)
    second = session.skip(3)
    assert events(second, second.skip(3)) == (Event.POINT,)
    third = second.skip(3)
    assert events(third, third.skip(3)) == (Event.END,)


def test_going_back_is_heard_as_where_it_leads() -> None:
    third = LiveSession(PLAN).start(0).skip(1).skip(2)
    assert events(third, third.previous(3)) == (Event.POINT,)
    second = third.previous(3)
    assert events(second, second.previous(4)) == (Event.SIDE,)


def test_going_back_after_the_end_is_heard_once() -> None:
    ended = LiveSession(PLAN).start(0).skip(0).skip(0).skip(0)
    assert events(ended, ended.previous(9)) == ()
    again = ended.previous(9)
    assert heard(again, [12, 14, 18]) == [Event.BEGIN, Event.HALF, Event.END]


def test_a_pause_makes_no_sound_and_a_gap_is_named() -> None:
    session = LiveSession(PLAN).start(0).at(3)
    paused = session.pause(3)
    assert events(session, paused) == ()
    assert events(paused, paused.resume(9)) == ()
    slept = session.at(3000)
    assert events(session, slept) == (Event.STOPPED,)
    assert events(slept, slept.at(3001)) == ()


def test_starting_without_a_gap_begins_at_once() -> None:
    session = LiveSession(Plan(steps=PLAN.steps))
    assert events(session, session.start(0)) == (Event.BEGIN,)


def test_finishing_is_an_end() -> None:
    session = LiveSession(PLAN).start(0).at(3)
    assert events(session, session.finish(3)) == (Event.END,)


def test_a_mat_marks_its_first_minute_its_goal_and_forty_minutes() -> None:
    session = LiveSession(mat_plan(None, goal=1200)).start(0)
    marks = {}
    for second in range(0, 2500, 5):
        before, session = session, session.at(second)
        for event in events(before, session):
            marks[event] = second
    assert marks == {Event.FIRST_MINUTE: 60, Event.GOAL: 1200, Event.LONG: 2400}


def test_a_mat_that_counts_down_ends_at_its_goal() -> None:
    session = LiveSession(mat_plan(90)).start(0)
    assert heard(session, [float(number) for number in range(0, 100, 5)]) == [
        Event.FIRST_MINUTE,
        Event.GOAL,
        Event.END,
    ]
