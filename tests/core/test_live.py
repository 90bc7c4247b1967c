"""A live session counts what was held, exactly, whatever happens to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tracker.core.facts.sessions import LONGEST_HOLD, LONGEST_MAT, Side
from tracker.core.session.live import LiveSession, Pause, Phase
from tracker.core.session.plan import Plan, Step, mat_plan

PLAN = Plan(
    steps=(Step("HT7", Side.LEFT, 60), Step("HT7", Side.RIGHT, 60), Step("PC6", Side.LEFT, 30)),
    settle=5,
)
BARE = replace(PLAN, settle=0)


def through(session: LiveSession, start: float, end: float, every: float = 1.0) -> LiveSession:
    """Sampled now and then from one reading to another."""
    now = start
    while now < end:
        session = session.at(now)
        now += every
    return session.at(end)


def test_a_session_is_ready_until_it_starts() -> None:
    session = LiveSession(PLAN).at(100.0)
    assert (session.phase, session.practised, session.remaining) == (Phase.READY, 0, 165)
    assert session.holds() == ()


def test_a_hold_begins_after_the_gap() -> None:
    session = LiveSession(PLAN).start(100.0)
    assert (session.phase, session.settle_left) == (Phase.SETTLE, 5.0)
    session = session.at(105.0)
    assert (session.phase, session.left, session.practised) == (Phase.HOLD, 60.0, 0.0)
    assert session.at(106.5).held == 1.5


def test_a_hold_that_is_over_moves_on_by_itself() -> None:
    session = through(LiveSession(PLAN).start(0), 0, 65)
    assert (session.index, session.phase, session.settle_left) == (1, Phase.SETTLE, 5)
    assert session.step == PLAN.steps[1]
    assert session.upcoming == PLAN.steps[2]
    assert (session.elapsed, session.remaining) == (65, 100)


def test_the_plan_ends_by_itself() -> None:
    session = through(LiveSession(PLAN).start(0), 0, 400)
    assert (session.phase, session.practised, session.elapsed) == (Phase.DONE, 150, 165)
    assert (session.progress, session.remaining, session.step) == (1.0, 0, None)
    assert [hold.done for hold in session.holds()] == [True, True, True]
    assert not session.stopped_early


def test_a_skip_is_not_practice() -> None:
    session = LiveSession(BARE).start(0.0).at(5.0).skip(6.0)
    assert (session.index, session.practised) == (1, 6.0)
    assert session.progress == 60 / 150


def test_a_skipped_hold_is_recorded_with_what_it_got() -> None:
    session = LiveSession(PLAN).start(0).skip(8).skip(9).at(10).finish(10)
    assert [(hold.held, hold.done) for hold in session.holds()] == [(3, False), (0, False)]
    assert session.stopped_early


def test_skipping_the_last_hold_ends_the_session_early() -> None:
    session = LiveSession(BARE).start(0).skip(1).skip(2).skip(3)
    assert (session.phase, session.stopped_early, session.practised) == (Phase.DONE, True, 3)
    assert session.skip(4) == session


def test_a_pause_counts_nothing() -> None:
    session = LiveSession(BARE).start(0).pause(7)
    assert (session.phase, session.why) == (Phase.PAUSED, Pause.ASKED)
    assert session.at(500).resume(1000).at(1001).practised == 8


def test_a_pause_in_the_gap_keeps_the_rest_of_the_gap() -> None:
    session = LiveSession(PLAN).start(0).pause(2).resume(50)
    assert (session.phase, session.settle_left) == (Phase.SETTLE, 3)


def test_going_on_can_give_the_gap_again() -> None:
    session = LiveSession(PLAN).start(0).at(9).pause(10).resume(50, settle=True)
    assert (session.phase, session.settle_left, session.held) == (Phase.SETTLE, 5, 5)
    assert session.at(56).held == 6


def test_a_slept_laptop_pauses_at_the_last_sample() -> None:
    session = LiveSession(BARE).start(0).at(10.0).at(20.001)
    assert (session.phase, session.why, session.practised) == (Phase.PAUSED, Pause.GAP, 10)
    assert session.resume(3600).at(3601).practised == 11


def test_time_that_was_left_out_is_neither_held_nor_a_gap() -> None:
    session = LiveSession(BARE).start(0.0).at(5.0).leaving_out(100.0)
    assert session.at(105.0).held == 5.0
    later = session.at(106.5)
    assert (later.held, later.phase) == (6.5, Phase.HOLD)


def test_nothing_counts_since_the_latest_reading_if_a_stop_began_unseen() -> None:
    session = LiveSession(BARE).start(0.0).at(5.0).leaving_out_until(17.5)
    later = session.at(18.5)
    assert (later.held, later.phase) == (6.0, Phase.HOLD)
    assert LiveSession(BARE).leaving_out_until(17.5) == LiveSession(BARE)


def test_a_pause_is_left_as_it_is_by_time_left_out() -> None:
    session = LiveSession(BARE).start(0.0).pause(5.0)
    assert session.leaving_out(100.0) == session
    assert session.leaving_out(100.0).resume(105.0).at(106.0).held == 6.0


def test_ten_seconds_still_count() -> None:
    assert LiveSession(BARE).start(0).at(10).at(20).practised == 20


@pytest.mark.parametrize(
    "key", ["pause", "skip", "previous", "longer", "shorter", "stay", "finish"]
)
def test_no_key_credits_a_gap(key: str) -> None:
    press: Callable[[float], LiveSession] = getattr(LiveSession(BARE).start(0).at(4), key)
    assert press(5000).practised == 4


@pytest.mark.parametrize("key", ["skip", "previous", "longer", "shorter", "stay", "pause", "at"])
def test_no_key_ends_a_pause(key: str) -> None:
    press: Callable[[float], LiveSession] = getattr(LiveSession(BARE).start(0).pause(4), key)
    assert press(5).at(9).why is Pause.ASKED


def test_a_clock_that_goes_back_credits_nothing_twice() -> None:
    session = LiveSession(BARE).start(0).at(8).at(5)
    assert session.practised == 8
    assert session.at(8).at(9).practised == 9


def test_a_clock_that_falls_far_back_pauses() -> None:
    session = LiveSession(BARE).start(1000).at(1008).at(3)
    assert (session.why, session.practised) == (Pause.GAP, 8)
    assert session.resume(4).at(5).practised == 9


def test_previous_begins_again_and_adds() -> None:
    session = through(LiveSession(BARE).start(0), 0, 70)
    again = session.previous(70)
    assert (again.index, again.held, again.left) == (0, 0, 60)
    whole = through(again, 70, 130)
    assert (whole.index, whole.held_ms) == (1, (120_000, 10_000, 0))


def test_previous_at_the_first_hold_begins_it_again() -> None:
    session = LiveSession(BARE).start(0).at(9).previous(9)
    assert (session.index, session.held, session.practised) == (0, 0, 9)


def test_previous_after_the_end_runs_the_last_hold_again() -> None:
    session = through(LiveSession(BARE).start(0), 0, 160).previous(500).at(504)
    assert (session.phase, session.index, session.held) == (Phase.HOLD, 2, 4)
    assert session.practised == 154


def test_fifteen_seconds_more_and_less() -> None:
    session = LiveSession(BARE).start(0).longer(1)
    assert session.left == 74
    assert session.shorter(2).shorter(2).left == 43
    assert session.finish(3).holds()[0].planned == 75


def test_a_hold_made_shorter_than_what_it_has_is_done() -> None:
    session = through(LiveSession(BARE).start(0), 0, 50).shorter(50)
    assert (session.index, session.practised) == (1, 50)
    assert session.holds()[0].done


def test_a_hold_made_shorter_in_a_pause_moves_on_when_it_is_resumed() -> None:
    session = LiveSession(BARE).start(0).at(9).at(18).at(27).pause(30).shorter(31).shorter(32)
    assert (session.index, session.left, session.why) == (0, 0, Pause.ASKED)
    assert session.resume(40).index == 1


def test_a_hold_is_never_made_shorter_than_five_seconds_nor_longer_than_an_hour() -> None:
    session = LiveSession(BARE).start(0)
    for _ in range(300):
        session = session.shorter(0)
    assert session.left == 5
    for _ in range(300):
        session = session.longer(0)
    assert session.left == LONGEST_HOLD


def test_a_hold_shorter_than_five_seconds_is_left_alone() -> None:
    session = LiveSession(Plan(steps=(Step("PC6", Side.LEFT, 2),))).start(0).shorter(0)
    assert session.left == 2


def test_staying_is_credited_beyond_the_plan() -> None:
    session = through(LiveSession(BARE).start(0).stay(3), 3, 80)
    assert (session.phase, session.index, session.extra, session.left) == (Phase.OVER, 0, 20, 0)
    moved = session.skip(81)
    assert (moved.index, moved.staying, moved.practised) == (1, False, 81)
    assert moved.holds()[0].done


def test_finishing_keeps_what_was_done_and_can_be_taken_back() -> None:
    session = LiveSession(BARE).start(0).finish(7)
    assert (session.phase, session.stopped_early, session.practised) == (Phase.DONE, True, 7)
    assert session.at(9).skip(9).previous(9).longer(9).stay(9).pause(9) == session
    assert session.resume(100).at(101).practised == 8


def test_a_mat_counts_up_until_it_is_finished() -> None:
    session = through(LiveSession(mat_plan(None)).start(0), 0, 1300, 7)
    assert (session.phase, session.left, session.remaining) == (Phase.HOLD, None, None)
    assert (session.progress, session.practised) == (None, 1300)
    done = session.longer(1300).shorter(1300).finish(1301)
    assert (done.done, done.stopped_early, done.practised, done.holds()) == (True, False, 1301, ())


def test_a_mat_counts_down_to_its_end() -> None:
    session = through(LiveSession(mat_plan(300)).start(0), 0, 100, 5)
    assert (session.left, session.progress) == (200, 1 / 3)
    assert session.finish(100).stopped_early
    assert through(session, 100, 400, 5).practised == 300


def test_counting_up_progresses_towards_its_goal() -> None:
    session = through(LiveSession(mat_plan(None, goal=200)).start(0), 0, 50, 5)
    assert session.progress == 0.25
    assert through(session, 50, 500, 5).progress == 1


def test_no_hold_grows_beyond_what_a_record_can_take() -> None:
    session = LiveSession(BARE).start(0).stay(0)
    session = through(session, 0, LONGEST_MAT + 100, 9.5)
    assert (session.why, session.practised) == (Pause.LIMIT, LONGEST_MAT)
    assert session.holds()[0].held == LONGEST_MAT
    assert session.resume(0).at(5).why is Pause.LIMIT
    assert session.skip(0).resume(0).at(5).practised == LONGEST_MAT + 5


def test_what_is_stored_is_paused_and_knows_no_clock() -> None:
    session = LiveSession(PLAN).start(5000).at(5008).stored
    assert (session.why, session.clock_ms, session.practised) == (Pause.STORED, None, 3)
    assert session.resume(2).at(3).practised == 4
    assert LiveSession(PLAN).stored.why is Pause.READY
    assert LiveSession(PLAN).start(0).finish(6).stored.done


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_ms": (1,)},
        {"held_ms": (-1, 0, 0)},
        {"held_ms": (0, 0, 10**9)},
        {"index": 1},
        {"furthest": 4},
        {"index": -1},
        {"run_ms": 1},
        {"gap_ms": 5001},
        {"settled_ms": -1},
    ],
)
def test_a_session_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    whole: dict[str, object] = {"plan": msgspec.to_builtins(PLAN)}
    with pytest.raises(msgspec.ValidationError, match=next(iter(wrong))):
        msgspec.convert({**whole, **wrong}, LiveSession)


@pytest.mark.parametrize("seconds", [0, -1, 3601, float("nan"), None])
def test_a_hold_has_a_length_that_can_be(seconds: float | None) -> None:
    with pytest.raises(ValueError, match="length"):
        Step("PC6", Side.LEFT, seconds)


def test_a_plan_has_holds_and_a_mat_is_alone() -> None:
    mat = mat_plan(60).steps[0]
    with pytest.raises(ValueError, match="steps"):
        Plan(steps=())
    with pytest.raises(ValueError, match="steps"):
        Plan(steps=(mat, mat))
    with pytest.raises(ValueError, match="settle"):
        Plan(steps=PLAN.steps, settle=61)
    with pytest.raises(ValueError, match="goal"):
        Plan(steps=(mat,), goal=0)
    with pytest.raises(ValueError, match="point"):
        Step("", Side.LEFT, 60)


# Properties. A simple model walks in quarters of a second; the session must agree with it.

TICKS = 4
GAP_TICKS = 10 * TICKS


@dataclass
class Walk:
    """The same rules, told tick by tick."""

    planned: list[int]
    gap: int
    held: list[int] = field(default_factory=list)
    index: int = 0
    run: int = 0
    settled: int = 0
    staying: bool = False
    state: str = "ready"
    counted: int | None = None

    def __post_init__(self) -> None:
        self.held = [0] * len(self.planned)

    def at(self, now: int) -> None:
        if self.state != "running" or self.counted is None:
            return
        if now > self.counted + GAP_TICKS:
            self.state = "paused"
        elif now < self.counted - GAP_TICKS:
            self.state, self.counted = "paused", now
        else:
            while self.counted < now and self.state == "running":
                self.counted += 1
                if self.settled < self.gap:
                    self.settled += 1
                else:
                    self.held[self.index] += 1
                    self.run += 1
                self.settle_up()

    def settle_up(self) -> None:
        while (
            self.state == "running"
            and self.settled == self.gap
            and self.run >= self.planned[self.index]
            and not self.staying
        ):
            self.go(self.index + 1)

    def go(self, index: int) -> None:
        self.index, self.run, self.settled, self.staying = index, 0, 0, False
        if index == len(self.planned):
            self.state = "ended"

    def count_from(self, now: int) -> None:
        late = self.counted is not None and now < self.counted <= now + GAP_TICKS
        if not late:
            self.counted = now
        self.state = "running"

    def press(self, key: str, now: int) -> None:
        if key in {"start", "resume"}:
            if self.state in {"running", "ended"} or (key == "start" and self.state != "ready"):
                self.at(now)
            else:
                self.count_from(now)
                self.settle_up()
            return
        self.at(now)
        if key == "previous" and self.state == "ended":
            self.count_from(now)
            self.go(len(self.planned) - 1)
        elif self.state in {"ended", "finished"}:
            return
        elif key == "previous":
            self.go(max(self.index - 1, 0))
        elif key == "skip":
            self.go(self.index + 1)
        elif key == "pause" and self.state == "running":
            self.state = "paused"
        elif key == "finish":
            self.state = "finished"
        elif key == "stay":
            self.staying = True
        elif key == "longer":
            self.planned[self.index] += 15 * TICKS
        elif key == "shorter":
            planned = self.planned[self.index]
            least = max(planned - 15 * TICKS, 5 * TICKS, self.run)
            self.planned[self.index] = min(planned, least)
            self.settle_up()


KEYS = (
    *("at", "start", "resume", "pause", "skip", "previous"),
    *("longer", "shorter", "stay", "finish"),
)
lengths = st.lists(st.integers(1, 30 * TICKS), min_size=1, max_size=4)
gaps = st.integers(0, 6 * TICKS)
leaps = st.one_of(
    st.integers(0, GAP_TICKS),
    st.integers(0, GAP_TICKS),
    st.integers(-3 * TICKS, 0),
    st.sampled_from([GAP_TICKS + 1, 3600 * TICKS, -GAP_TICKS - 1, -500 * TICKS]),
)
presses = st.lists(st.tuples(leaps, st.sampled_from(KEYS)), max_size=40)


def plan_of(ticks: list[int], gap: int) -> Plan:
    sides = (Side.LEFT, Side.RIGHT)
    steps = tuple(
        Step(f"P{number // 2}", sides[number % 2], length / TICKS)
        for number, length in enumerate(ticks)
    )
    return Plan(steps=steps, settle=gap / TICKS)


@given(lengths, gaps, presses)
@example([21], 0, [(20, "pause"), (0, "shorter"), (9, "resume")])
@settings(max_examples=300)
def test_a_session_agrees_with_a_walk_tick_by_tick(
    ticks: list[int], gap: int, keys: list[tuple[int, str]]
) -> None:
    session, walk, now = LiveSession(plan_of(ticks, gap)), Walk(list(ticks), gap), 1000
    for leap, key in [(0, "start"), *keys]:
        now += leap
        session = getattr(session, key)(now / TICKS)
        if key == "at":
            walk.at(now)
        else:
            walk.press(key, now)
        to_ms = 1000 // TICKS
        assert session.held_ms == tuple(held * to_ms for held in walk.held)
        assert session.index == walk.index
        assert (session.run_ms, session.staying) == (walk.run * to_ms, walk.staying)
        assert session.gap_ms == walk.settled * to_ms
        assert session.running == (walk.state == "running")
        assert session.done == (walk.state in {"ended", "finished"})
        planned = [step.ms for step in session.plan.steps]
        assert planned == [length * to_ms for length in walk.planned]


moments = st.floats(0, 200, allow_nan=False)


@given(lengths, gaps, st.lists(moments, min_size=1), st.lists(moments), st.booleans())
@example([1, 1, 1, 1], 0, [1.0], [0.1, 0.2, 0.3], True)
def test_sampling_rhythm_changes_nothing(
    ticks: list[int], gap: int, some: list[float], others: list[float], stay: bool
) -> None:
    """Any two sets of samples, neither leaving a gap, end in equal sessions."""
    regular = [float(second) for second in range(0, 201, 5)]
    start = LiveSession(plan_of(ticks, gap)).start(0.0)
    start = start.stay(0.0) if stay else start
    ends = []
    for samples in (some, others):
        session = start
        for moment in sorted([*samples, *regular]):
            session = session.at(moment)
        ends.append(session)
    assert ends[0] == ends[1]


@given(lengths, gaps, st.floats(0, 10))
def test_one_long_sample_is_many_short_ones(ticks: list[int], gap: int, end: float) -> None:
    start = LiveSession(plan_of(ticks, gap)).start(0)
    assert start.at(end) == through(start, 0, end, 0.01)


@given(st.lists(st.floats(0, 10), min_size=1, max_size=200), st.floats(0, 1e6))
def test_sums_are_exact(steps: list[float], start: float) -> None:
    session, now = LiveSession(mat_plan(None)).start(start), start
    first = round(start * 1000)
    for step in steps:
        if round((now + step) * 1000) - round(now * 1000) > 10_000:
            continue
        now += step
        session = session.at(now)
    assert session.held_ms == (round(now * 1000) - first,)


@given(lengths, gaps, presses)
def test_practice_is_never_more_than_the_time_that_passed(
    ticks: list[int], gap: int, keys: list[tuple[int, str]]
) -> None:
    session, now = LiveSession(plan_of(ticks, gap)).start(1000), 4000
    readings = [now]
    for leap, key in keys:
        now += leap
        readings.append(now)
        before, session = session, getattr(session, key)(now / TICKS)
        assert session.practised >= before.practised
        assert 0 <= (session.progress or 0) <= 1
    forward = sum(max(after - before, 0) for before, after in pairwise(readings))
    assert session.practised <= forward / TICKS
    assert sum(hold.held for hold in session.holds()) == pytest.approx(session.practised)


@given(lengths, gaps, presses)
def test_a_checkpoint_brings_back_every_amount(
    ticks: list[int], gap: int, keys: list[tuple[int, str]]
) -> None:
    session, now = LiveSession(plan_of(ticks, gap)).start(1000), 4000
    for leap, key in keys:
        now += leap
        session = getattr(session, key)(now / TICKS)
    written = msgspec.json.encode(session.stored)
    back = msgspec.json.decode(written, type=LiveSession)
    assert back == session.stored
    assert (back.practised, back.holds()) == (session.practised, session.holds())
    assert (back.left, back.settle_left, back.index) == (
        session.left,
        session.settle_left,
        session.index,
    )


@given(lengths, gaps)
def test_untouched_elapsed_and_remaining_are_the_whole_plan(ticks: list[int], gap: int) -> None:
    plan = plan_of(ticks, gap)
    session = LiveSession(plan).start(0)
    for second in range(0, 200, 3):
        session = session.at(second)
        assert session.remaining is not None
        assert plan.length == pytest.approx(session.elapsed + session.remaining)
