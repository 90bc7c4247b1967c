"""Keys as real keyboards send them: held down, pressed twice, of another layout."""

import json
from pathlib import Path

import pytest
from e2e.person import Person


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


@pytest.fixture
def practised(person: Person) -> Person:
    """With three times on the mat."""
    for minutes in ("5m", "10m", "15m"):
        person.shell("log", "mat", minutes)
    return person


@pytest.mark.slow
def test_a_key_that_is_held_down_acts_once(practised: Person) -> None:
    with practised.terminal() as terminal:
        terminal.wait_for(" Enter ")
        terminal.hold("u", 20)
        terminal.wait_for("Take back")
        terminal.press("enter")
        terminal.wait_said("Taken back")
        terminal.hold("enter", 38)
        terminal.wait_for("Mood before")
        terminal.hold("7", 9)
        terminal.press("+")  # a key that does nothing there, after the last
        terminal.wait_for("esc back")
        terminal.press("space")
        terminal.wait_for("hold 1 of")
        terminal.hold("n", 20)
        terminal.wait_for("hold 2 of")
        terminal.press("q")
        terminal.wait_for("discard")
    found = json.loads((practised.home / "live.json").read_text("utf-8"))
    assert found["form"].get("mood_before") == 7
    assert found["form"].get("tension_before") is None
    assert len(practised.records()) == 2


@pytest.mark.slow
def test_a_key_that_is_pressed_twice_acts_twice(practised: Person) -> None:
    with practised.terminal() as terminal:
        terminal.wait_for(" Enter ")
        terminal.hold("u", 2)
        terminal.wait(lambda: len(practised.records()) == 2, "one step, asked and taken back")


def test_keys_of_other_layouts_do_what_is_in_their_place(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        terminal.press("é")
        terminal.wait_for("regions")
        terminal.press('"')
        terminal.wait_for("Nothing yet. Enter begins")
        terminal.press("ь")  # where m is
        terminal.wait_for("Time on the mat")
        terminal.press("ыσ３S")
        terminal.wait_for("ыσ３S")
        terminal.press("escape")
        terminal.wait_for("Leave without")
