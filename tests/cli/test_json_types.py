"""``--json`` prints answers that match the types of ``tsubo schema``."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from transcript import Shell, every_command

from tracker.cli.commands.schema import json_schema
from tracker.cli.json_types.answers import ANSWERS
from tracker.cli.json_types.records import export_type

TYPED = {
    "status": ["status"],
    "due": ["due", "due --kind mat --within 24h"],
    "streak": ["streak", "streak --kind mat"],
    "calendar": ["calendar", "calendar --rolling --kind both --measure mood"],
    "history": ["history", "history --kind mat", "history --find train"],
    "show": ["show 0001", "show 0003"],
    "undo": ["undo --list"],
    "redo": ["redo --list"],
    "goal": ["goal"],
    "rest": ["rest"],
    "flags": ["flags"],
    "check": ["check"],
    "mat-plan": ["mat-plan"],
    "check phq2": ["check phq2 --answers 0,1"],
    "check gad2": ["check gad2 --answers 3,3"],
    "check list": ["check list"],
    "remind list": ["remind list"],
    "points": ["points", "points wrist", "points BL1", "points suicide"],
    "point": ["point PC6"],
    "insights": ["insights", *(f"insights {each}" for each in ("mood", "over-time", "checks"))],
    "point new": ["point new mine --name Mine --where here --find 'one' --find 'two' --hold 90s"],
    "point edit": ["point edit my-neck --hold 90s"],
    "point remove": ["point remove my-neck --yes"],
    "favourite": ["favourite", "favourite PC6"],
    "routines": ["routines"],
    "routine": ["routine calm"],
    "routine show": ["routine show Slow"],
    "routine new": ["routine new Quick PC6 HT7 left 30s"],
    "routine edit": ["routine edit Slow --add LI4"],
    "routine copy": ["routine copy calm", "routine copy calm 'My calm'"],
    "routine remove": ["routine remove Slow --yes"],
    "read": ["read", "read technique"],
    "about": ["about"],
    "report": ["report", "report page.html"],
    "import": ["import practice.json --dry-run", "import practice.json"],
    "restore": ["restore"],
    "restore DAY": ["restore today --dry-run"],
    "devices": ["devices"],
    "doctor": ["doctor"],
    "doctor --dates": ["doctor --dates"],
    "config": ["config"],
    "config paths": ["config paths"],
    "config check": ["config check"],
    "keys": ["keys"],
    "help-now": ["help-now", "help-now --country DE"],
}
"""Command lines for each answer, in a home where there is something to say."""


@pytest.fixture
def practised(shell: Shell) -> Shell:
    for line in (
        "tsubo log points calm --mood 4:6 --note 'on the train'",
        "tsubo log mat 20m back thin --at 'yesterday 21:30' --tension 7:5",
        "tsubo goal points 2 a day mon tue wed thu fri sat sun",
        "tsubo goal mat 3 a week --least 5m",
        "tsubo rest 2026-11-01 2026-11-03 --why ill",
        "tsubo flags pregnant no",
        "tsubo mat-plan begin",
        "tsubo remind add daily 6:00 --note 'before work'",
        "tsubo config set day_starts_at 3",
        "tsubo config set keys.app.start f2",
        "tsubo point new my-neck --name Neck --where 'beside the spine'",
        "tsubo routine new Slow PC6 my-neck",
        "tsubo export practice.json",
        "tsubo backup",
        "tsubo config set checks on",
        "tsubo check phq2 --answers 1,2",
    ):
        out, err, code = shell.run(line)
        assert code == 0, (line, out, err)
    return shell


def as_json(answer: object) -> Any:
    return json.loads(msgspec.json.encode(answer))


def test_every_answer_of_a_command_is_described() -> None:
    in_json = {
        name
        for name, command in every_command().items()
        if any("--json" in option.opts for option in command.params)
    }
    assert in_json <= ANSWERS.keys()
    assert TYPED.keys() == ANSWERS.keys()


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_answer_has_the_keys_and_types_that_are_said_of_it(name: str, practised: Shell) -> None:
    for words in TYPED[name]:
        out, err, _ = practised.run(f"tsubo {words} --json")
        answer = json.loads(out)
        assert answer.pop("schema") == 1, err
        read = msgspec.convert(answer, ANSWERS[name])
        assert as_json(read) == answer, words


def test_an_export_has_the_keys_and_types_that_are_said_of_it(practised: Shell) -> None:
    whole = json.loads(practised.run("tsubo export")[0])
    assert whole.pop("schema") == 1
    kinds = {table: records for table, records in whole["tables"].items() if records}
    assert {"sessions", "mat_sessions", "goals", "rests", "flags", "reminders"} <= kinds.keys()
    assert as_json(msgspec.convert(whole, export_type())) == whole


@pytest.mark.parametrize("name", [*sorted(ANSWERS), "export"])
def test_a_schema_is_printed_whole_and_points_at_nothing_that_is_not_there(
    name: str, shell: Shell
) -> None:
    out, err, code = shell.run(f"tsubo schema {name}")
    assert (err, code) == ("", 0)
    schema = json.loads(out)
    assert schema["properties"]["schema"] == {"const": 1}
    assert "schema" in schema["required"]

    def pointed_at(part: Any) -> set[str]:
        if isinstance(part, dict):
            own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set[str]()
            return own.union(*map(pointed_at, part.values()))
        return set[str]().union(*map(pointed_at, part)) if isinstance(part, list) else set()

    assert pointed_at(schema) <= {f"#/$defs/{each}" for each in schema["$defs"]}


def test_a_key_that_is_nowhere_said_would_be_noticed(practised: Shell) -> None:
    answer = json.loads(practised.run("tsubo status --json")[0])
    del answer["schema"]
    answer["more"] = 1
    assert as_json(msgspec.convert(answer, ANSWERS["status"])) != answer


def test_the_schemas_are_listed_and_a_wrong_name_is_told_so(shell: Shell) -> None:
    out, _, code = shell.run("tsubo schema")
    assert (out.split("\n")[:-1], code) == ([*ANSWERS, "export"], 0)
    out, err, code = shell.run("tsubo schema hist")
    assert (out, code) == ("", 2)
    assert "'tsubo schema' lists them" in err


def test_no_part_of_a_schema_goes_by_the_name_of_another() -> None:
    for name, answer in ANSWERS.items():
        assert json_schema(name, answer)["title"] == f"tsubo {name}"
