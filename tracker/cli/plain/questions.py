"""Asks for the fields of a session line by line, as its forms do on the screen."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from tracker.cli.plain.output import LineOutput
from tracker.core.entry.fields import (
    ChoiceField,
    ChoicesField,
    Field,
    ScaleField,
    SwitchField,
    TextField,
)
from tracker.core.session.running import Answer
from tracker.core.text.field_checks import check_length
from tracker.core.text.refusals import FieldError


class Left(Exception):  # noqa: N818  # the person's choice, not an error
    """The person typed `q`, or the input ended; `answers` were given before."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__()
        self.answers = answers


def question(field: Field) -> str:
    """The question for a field: its name and what can be answered."""
    match field:
        case ScaleField():
            return f"{field.label}, 0 {field.low}, 10 {field.high}."
        case ChoiceField():
            return f"{field.label}: {', '.join(field.of)}."
        case ChoicesField():
            return f"{field.label}: {', '.join(field.of)}; several with commas between."
        case SwitchField():
            return f"{field.label}, yes or no."
        case TextField():
            return f"{field.label}{f', {field.hint}' if field.hint else ''}."


def ask(
    fields: Iterable[Field], read: Callable[[], str | None], output: LineOutput
) -> dict[str, Answer]:
    """Ask each field until its answer is one; empty lines leave it out.

    `read` returns a line, or `None` at the end of the input. Raises Left.
    """
    answers: dict[str, Answer] = {}
    for field in fields:
        output.say(question(field))
        while True:
            line = read()
            if line is None or line in {"q", "Q"}:
                raise Left(answers)
            try:
                value = answer(field, line)
            except FieldError as wrong:
                output.say(f"{str(wrong)[:1].upper()}{str(wrong)[1:]}.")
                continue
            if value not in (None, "", []):
                answers[field.name] = value
            break
    return answers


def answer(field: Field, line: str) -> Answer:
    """The answer of a typed line, `None` for an empty one. Raises FieldError.

    The beginning of a word is enough if only one word of the field begins so.
    """
    if isinstance(field, ChoiceField):
        line = _whole(field.of, line)
    elif isinstance(field, ChoicesField):
        line = ",".join(_whole(field.of, part) for part in line.split(","))
    value = field.value(line)
    if isinstance(value, tuple):
        return [str(each) for each in value]
    if isinstance(value, str):
        check_length(field.name, value)
        return str(value)
    return value if isinstance(value, int) else None


def _whole(words: type[StrEnum], part: str) -> str:
    begun = part.strip().casefold()
    found = [word.value for word in words if begun and word.value.startswith(begun)]
    return found[0] if len(found) == 1 else part
