"""What a person can say about a file to import, in fields of the app or options of the command."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from tracker.core.entry.fields import ChoiceField, Field, SwitchField, TextField
from tracker.core.text.examples import COLUMNS, MEANINGS
from tracker.practice.files.plan import PlannedImport, Wanted

_BETWEEN: Final = ";"


class Program(StrEnum):
    """The programs whose files are read."""

    JSON = "json"
    CSV = "csv"
    TOML = "toml"
    LOOP = "loop"
    HARSH = "harsh"
    TIMEWARRIOR = "timewarrior"
    WATSON = "watson"
    INSIGHT_TIMER = "insight-timer"
    DAYLIO = "daylio"
    TABLE_HABIT = "table-habit"
    BEAVER = "beaver"
    HABITBULL = "habitbull"
    TICKMATE = "tickmate"


class DayOrder(StrEnum):
    """The order of day and month in numbers."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


FIELDS: Final[tuple[Field, ...]] = (
    TextField(name="meanings", label="Names", hint=f"{_BETWEEN} ".join(MEANINGS)),
    TextField(name="columns", label="Columns", hint=f"{_BETWEEN} ".join(COLUMNS)),
    ChoiceField(name="program", label="Written by", of=Program, what="a program"),
    ChoiceField(name="day_order", label="Day order", of=DayOrder, what="an order of dates"),
    SwitchField(name="goals", label="Goals too"),
    SwitchField(name="replace", label="Replace mine"),
)
_OPTIONS: Final = {
    "--as": "meanings",
    "--column": "columns",
    "--from": "program",
    "--day-order": "day_order",
    "--replace": "replace",
}
_OPTION: Final = re.compile("|".join(rf"{option}\b" for option in _OPTIONS))


def wanted_of(answers: Mapping[str, object]) -> Wanted:
    """What the answers of the fields ask for."""
    program, order = answers.get("program"), answers.get("day_order")
    return Wanted(
        program=program.value if isinstance(program, Program) else None,
        meanings=_several(answers.get("meanings")),
        columns=_several(answers.get("columns")),
        day_order=order.value if isinstance(order, DayOrder) else None,
        goals=bool(answers.get("goals")),
        replace=bool(answers.get("replace")),
    )


def fields_for(told: PlannedImport | str) -> frozenset[str]:
    """The names of the fields that change something about a plan, or about a refusal's words."""
    lines = told if isinstance(told, str) else "\n".join((*told.problems, *told.lines))
    found = {_OPTIONS[option] for option in _OPTION.findall(lines)}
    if "columns" in found:
        found.add("meanings")
    if isinstance(told, PlannedImport) and told.read.names:
        found |= {"meanings", "goals"}
    return frozenset(found)


def in_fields(words: str) -> str:
    """A refusal with the labels of fields for the options of the command."""
    labels = {each.name: each.label for each in FIELDS}
    words = re.sub(r'--(as|column) "([^"]*)"', r"--\1 \2", words)
    words = re.sub(r"(--column \S+) --column", rf"\1{_BETWEEN}", words)
    return _OPTION.sub(lambda match: f"“{labels[_OPTIONS[match[0]]]}”", words)


def _several(typed: object) -> tuple[str, ...]:
    parts = str(typed or "").split(_BETWEEN)
    return tuple(each.strip() for each in parts if each.strip())
