"""Two terminals, one session: the second takes it over from a line that froze."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest
from e2e.person import Person, begin_two_points
from e2e.terminal import Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", "settle_seconds = 0\n")


def take_over_and_finish(person: Person) -> None:
    """From another terminal: on with it, a few seconds more, and it is kept."""
    with person.terminal() as second:
        second.wait_for("A session runs in another terminal")
        second.press("down")
        second.press("enter")
        second.wait_for("hold 1 of 2")
        second.wait_for("press")
        begun = second.text
        second.wait(lambda: second.text != begun, "a second go by")
        second.press(".")
        second.wait_for("End and keep")
        second.press("enter")
        second.wait_for("Mood after")
        second.press("enter")
        second.wait_for("Kept.")


def it_stopped_here(first: Terminal) -> None:
    """The first one says that it stopped there, and closes on one key."""
    first.wait_for("Stopped here")
    first.press("q")
    first.wait_for("Today")


def test_a_stopped_owner_is_taken_over_and_counts_no_second_twice(person: Person) -> None:
    with person.terminal() as first:
        first.wait_for("Today")
        begin_two_points(first, "60s")
        began = time.monotonic()
        first.wait_seconds(5)
        os.kill(first.process.pid, signal.SIGSTOP)
        take_over_and_finish(person)
        (record,) = person.records()
        held = sum(hold["held"] for hold in record["holds"])
        assert 1 <= held <= time.monotonic() - began
        os.kill(first.process.pid, signal.SIGCONT)
        it_stopped_here(first)
    assert person.records() == [record]


def test_an_owner_whose_line_is_not_read_is_taken_over(person: Person) -> None:
    with person.terminal() as first:
        first.wait_for("Today")
        begin_two_points(first, "300s")
        began = time.monotonic()
        first.wait_seconds(3)
        frozen = time.monotonic() + 30
        while time.monotonic() < frozen:
            time.sleep(1)  # not reading is the point
        take_over_and_finish(person)
        (record,) = person.records()
        held = sum(hold["held"] for hold in record["holds"])
        assert 20 <= held <= time.monotonic() - began
        it_stopped_here(first)
    assert person.records() == [record]
