"""``tsubo schema``: the JSON Schema of ``--json`` answers and of the native export."""

import json
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.output import SCHEMA, print_lines

if TYPE_CHECKING:
    from msgspec import Struct

EXPORT = "export"


@click.command("schema", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, metavar="[COMMAND]")
def schema_command(words: tuple[str, ...]) -> None:
    """Print what a command's --json, or the native export, holds, as JSON Schema (2020-12).

    Keys may be added to an answer; none changes its meaning, or its "schema" does. Without a
    command: the commands there are.

    \b
      tsubo schema
      tsubo schema history
      tsubo schema export
    """
    from tracker.cli.json_types.answers import ANSWERS
    from tracker.cli.json_types.records import export_type

    name = " ".join(words)
    if not name:
        print_lines([*ANSWERS, EXPORT])
        return
    if name != EXPORT and name not in ANSWERS:
        raise click.UsageError(f"“{name}” is not a command with --json; 'tsubo schema' lists them")
    answer = export_type() if name == EXPORT else ANSWERS[name]
    click.echo(json.dumps(json_schema(name, answer), ensure_ascii=False, indent=2))


def json_schema(name: str, answer: "type[Struct]") -> dict[str, Any]:
    """The JSON Schema of an answer: ``schema``, and the keys of this type."""
    import msgspec

    (whole,), parts = msgspec.json.schema_components((answer,), ref_template="#/$defs/{name}")
    top = parts.pop(whole["$ref"].rpartition("/")[2])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **top,
        "title": f"tsubo {name}",
        "properties": {"schema": {"const": SCHEMA}, **top["properties"]},
        "required": ["schema", *top["required"]],
        "$defs": parts,
    }
