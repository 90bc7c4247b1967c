"""The main job in a real terminal: begin, be led through, finish, see the day lit."""

import re
import time
from pathlib import Path

import pytest
from e2e.person import Person, begin_two_points
from e2e.terminal import Terminal

MAT = ("log", "mat", "20m")
TRIES = 3
"""Number of measurements, because the machine can be busy once or twice."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", "settle_seconds = 1\n")


def bar(terminal: Terminal, name: str) -> int:
    """Cells of a bar that are filled; 0 where it is not seen."""
    found = re.search(rf"\b{name} +(?=[━─])(━*)", terminal.text)
    return len(found[1]) if found else 0


def bars_until(terminal: Terminal, words: str) -> list[tuple[int, int]]:
    """The two bars, hold and all, each time one moved until these words were seen."""
    seen = [(0, 0)]

    def looked() -> bool:
        now = (bar(terminal, "hold"), bar(terminal, "all"))
        if now != seen[-1]:
            seen.append(now)
        return words in terminal.text

    terminal.wait(looked, repr(words))
    return seen


def weeks(terminal: Terminal) -> str:
    """The weeks of the calendar's month, which is what the first days see."""
    return "\n".join(line for line in terminal.lines[4:16] if "today" not in line)


def seconds_to_see(terminal: Terminal, person: Person, words: str, *command: str) -> float:
    """From the end of a command in another shell until the app shows it."""
    person.shell(*command)
    ended = time.monotonic()
    terminal.wait_for(words)
    return time.monotonic() - ended


def test_a_session_begun_by_keys_moves_both_bars_and_lights_today(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        terminal.press("5")
        terminal.wait(lambda: "○" in weeks(terminal), "today, open, in its week")
        unlit = weeks(terminal)
        begin_two_points(terminal)

        terminal.wait_for("press")
        person.shell(*MAT)  # from another shell, which does not disturb the hold
        first = bars_until(terminal, "hold 2 of 2")
        second = bars_until(terminal, "Mood after")
        holds, wholes = zip(*first, strict=True)
        assert max(holds) > 20
        assert list(wholes) == sorted(wholes)
        assert len(set(holds)) >= 4
        middle = max(wholes)
        assert 10 < middle < 30
        assert max(whole for _, whole in second) > middle + 10

        terminal.press("enter")
        terminal.wait_for(", 10 s of pressing")
        terminal.press("5")
        terminal.wait_for("10 s")
        terminal.press("o")
        terminal.wait(lambda: "○" not in weeks(terminal), "today lit by the mat")
        assert weeks(terminal) != unlit
        terminal.press("1")
        terminal.wait_for("1 time, 20 min in all")
        terminal.press("q")
        assert terminal.wait_end() == 0

    records = person.records()
    assert sorted(record["kind"] for record in records) == ["mat", "points"]
    (record,) = [record for record in records if record["kind"] == "points"]
    assert [(held["point"], held["held"]) for held in record["holds"]] == [
        ("CV17", 5.0),
        ("GV20", 5.0),
    ]
    assert not record["stopped_early"]
    assert not (person.home / "live.json").exists()


def test_what_another_shell_logs_and_takes_back_is_seen_within_two_seconds(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("so nothing is asked")
        waited = []
        for _ in range(TRIES):
            waited.append(seconds_to_see(terminal, person, "1 time, 20 min in all", *MAT))
            person.shell("undo")
            terminal.wait_gone("1 time, 20 min in all")
            if waited[-1] < 2.0:
                break
        assert min(waited) < 2.0, waited
        person.shell("redo")
        terminal.wait_for("1 time, 20 min in all")
        terminal.press("u")
        terminal.wait_for("Take back")
        terminal.press("enter")
        terminal.wait_gone("1 time, 20 min in all")
        assert person.records() == []
