"""Time of a session that is led line by line: a process that was stopped has no time."""

from collections.abc import Callable

from conftest import HandClock

from tracker.suspension import RunningTime


def test_the_time_of_a_stop_is_left_out() -> None:
    clock = HandClock()
    clock.seconds = 100.0
    time = RunningTime(lambda: clock.seconds)
    began = time.now()
    clock.seconds += 3.0
    assert time.now() - began == 3.0
    clock.seconds += 12.0
    time.come_back()
    assert time.now() - began == 3.0
    clock.seconds += 1.5
    assert time.now() - began == 4.5


def test_a_stop_within_a_reading_is_left_out_of_it() -> None:
    time: RunningTime | None = None
    stops: list[Callable[[], None]] = []
    seconds = 100.0

    def clock() -> float:
        nonlocal seconds
        read = seconds
        if stops:
            seconds += 12.0
            stops.pop()()
        return read

    time = RunningTime(clock)
    began = time.now()
    stops.append(time.come_back)
    assert time.now() - began == 0.0
    seconds += 1.0
    assert time.now() - began == 1.0
