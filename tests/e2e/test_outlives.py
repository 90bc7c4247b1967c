"""A session outlives the line it runs on, at any moment, and every second is counted once."""

import json
import os
import random
import time
from pathlib import Path

import pytest
from e2e.person import Person

pytestmark = pytest.mark.slow

KILLS = 50 if os.environ.get("TSUBO_TORTURE") == "long" else 8
LOST_AT_MOST = 5.0
"""Seconds of practice."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", "settle_seconds = 0\n")


def waiting(person: Person) -> float:
    """The seconds of the session that waits."""
    found = json.loads(person.shell("status", "--json").stdout)["interrupted"]
    assert found is not None
    seconds: float = found["seconds"]
    return seconds


def test_a_line_dropped_in_the_third_hold_loses_no_second_of_the_record(person: Person) -> None:
    with person.terminal(["start", "CV17", "GV20", "EX-HN3", "--hold", "6s"]) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_for("hold 3 of 3")
        terminal.wait_seconds(14)
        terminal.hang_up()
        terminal.process.wait(30)
    held = waiting(person)
    assert 14.0 - LOST_AT_MOST <= held <= 18.0
    with person.terminal() as terminal:
        terminal.wait_for("Go on at EX-HN3 middle")
        terminal.press("enter")
        terminal.wait_for("hold 3 of 3")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for("Kept.")
        terminal.press("enter")
        terminal.wait_for(" Enter ")
    (record,) = person.records()
    assert [hold["held"] for hold in record["holds"]] == [6.0, 6.0, 6.0]
    assert not record["stopped_early"]


def test_killed_at_any_moment_it_goes_on_with_all_but_five_seconds(person: Person) -> None:
    chance = random.Random(7)
    words = ["start", "CV17", "GV20", "--hold", "10m"]
    before = 0.0
    for number in range(KILLS):
        with person.terminal(words if number == 0 else []) as terminal:
            if number == 0:
                terminal.wait_for("Mood before")
                terminal.press("enter", "enter")
            else:
                terminal.wait_for("Go on at CV17 middle")
                terminal.press("enter")
            terminal.wait_for("hold 1 of 2")
            begun, length = time.monotonic(), chance.uniform(0.0, 9.0)
            while time.monotonic() < begun + length:
                terminal.read()
            ran = time.monotonic() - begun
            terminal.process.kill()
            terminal.process.wait()
        held = waiting(person)
        # What was there stays; of what ran since, no more than five seconds are gone, and none
        # is there twice. A second is for the time from a key to its screen.
        assert before + ran - LOST_AT_MOST <= held <= before + ran + 1.5
        assert held >= before
        before = held
    with person.terminal() as terminal:
        terminal.wait_for("Go on at CV17 middle")
        terminal.press("down", "enter")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for("Kept.")
    (record,) = person.records()
    assert record["seconds"] == before
