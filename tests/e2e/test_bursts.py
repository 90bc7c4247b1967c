"""A line that lags delivers many keys at once: each finds what the one before it has left."""

import json
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import KEYS, Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


def write(terminal: Terminal, *keys: str) -> None:
    """All of these keys in one write."""
    terminal.press("".join(KEYS.get(key, key) for key in keys))


def test_what_is_typed_with_the_key_that_opens_a_search_belongs_to_the_search(
    person: Person,
) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        terminal.press("2")
        terminal.wait_for("regions")
        write(terminal, "/", "PC6 m5as")
        terminal.wait_for("PC6 m5as")
        terminal.press("escape")
        terminal.wait_for("esc all")
        terminal.press("escape")
        terminal.wait_gone("PC6 m5as")
        write(terminal, "/", "neiguan", "enter", "s")
        terminal.wait_for("Mood before")
        assert "PC6" in terminal.text


def test_a_session_is_begun_in_one_write(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        write(terminal, "s", "/", "CV17 GV20", "tab", "5s", "enter", "10", "4", "enter")
        terminal.wait_for("hold 1 of 2")
    found = json.loads((person.home / "live.json").read_text("utf-8"))
    assert {"mood_before": 10, "tension_before": 4}.items() <= found["form"].items()


def test_time_on_the_mat_is_logged_in_one_write(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        write(terminal, "m", "20m back thin", "tab", "7", "enter", "3")
        terminal.wait_said("u takes it back")
    (mat,) = person.records()
    assert (mat["lain"], mat["position"], mat["discomfort_start"]) == (1200, "back", 7)


def test_tabs_and_their_keys_follow_each_other_in_one_write(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        write(terminal, "4", "/", "20m", "enter", "5", "g", "2020-02-03", "enter")
        terminal.wait_for("Monday 3 February 2020")
    assert [each["lain"] for each in person.records()] == [1200]
