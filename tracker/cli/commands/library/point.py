"""`tsubo point`: a point described and drawn, and points of one's own made and changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from tracker.cli.commands.completion import complete_own_point, complete_point_or_verb
from tracker.cli.commands.library.points import point_json
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines
from tracker.cli.with_default import WithDefault
from tracker.core.facts.points import Laterality, Point
from tracker.core.text.durations import seconds
from tracker.core.text.visible import visible

if TYPE_CHECKING:
    from tracker.practice.cautions import CautionLine

_SIDES: Final = click.Choice([each.value for each in Laterality])


@click.command("point")
@click.argument("code", shell_complete=complete_point_or_verb)
@click.option(
    "--picture",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write its picture to this file, as SVG.",
)
@click.option(
    "--side",
    type=click.Choice(["left", "right"]),
    help="The side that the picture shows; default: both, or left.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
@json_option
@click.pass_obj
def _show(
    context: CommandContext,
    code: str,
    picture: Path | None,
    side: str | None,
    force: bool,
    as_json: bool,
) -> None:
    """Describe a point: where it is, how to press it, cautions first.

    With --picture its picture is written instead; it holds the steps as a text alternative.

    \b
      tsubo point PC6
      tsubo point PC6 --picture pc6.svg
      tsubo point new my-neck --name "Neck" --where "two fingers from the spine"
      tsubo point edit my-neck --hold 90s
      tsubo point remove my-neck --yes
    """
    if picture is not None:
        _write_picture(context, context.library.point(code), picture, side, force=force)
        return
    if side or force:
        raise click.UsageError("--side and --force go with --picture FILE")
    from tracker.practice.cautions import of_point
    from tracker.practice.pressing import as_pressed

    point = context.library.point(code)
    cautions = of_point(context, point).lines()
    point = as_pressed(context, point)
    if as_json:
        print_json(_answer(point, cautions))
        return
    from tracker.core.points.point_lines import facts, title

    print_lines([title(point), facts(point), *_described(context, point, cautions)])


def _write_picture(
    context: CommandContext, point: Point, file: Path, side: str | None, *, force: bool
) -> None:
    from tracker.core.facts.sessions import Side
    from tracker.exchange.files import STREAM, check_target, write
    from tracker.practice.files.kiosk import check_file
    from tracker.ui.figure.drawing import drawing

    svg = drawing(point.code, Side(side) if side else None, (point.place, *point.find_steps))
    if not svg:
        raise click.ClickException(f"{point.code} has no picture")
    if str(file) == STREAM:
        click.echo(svg, nl=False)
        return
    check_file(context, file)
    check_target(file, force=force)
    write(file, svg, force=force)
    say(f"Written to {file}")


def _described(
    context: CommandContext, point: Point, cautions: "Sequence[CautionLine]"
) -> Iterator[str]:
    """The sections of a point, a blank line before each."""
    from tracker.core.points.point_lines import sections
    from tracker.practice.hard_moments import IN_SHELL, aim_words

    library = context.library
    uses = [each.words for each in library.tried_uses(point.code)]
    general = library.general_cautions
    aim = aim_words(IN_SHELL)
    for name, lines in sections(
        point, library.sources, cautions, general=general, uses=uses, aim=aim
    ):
        yield ""
        if name:
            yield name
        indent = "  " if name else ""
        yield from (f"{indent}{line.mark}{line.text}" for line in lines)


def _answer(point: Point, cautions: "Sequence[CautionLine]") -> dict[str, Any]:
    said = [
        {"text": line.text, "severity": line.severity, "sources": line.sources} for line in cautions
    ]
    return {"point": point_json(point), "cautions": said}


_OPTIONS: Final = (
    click.option("--name", "english", metavar="TEXT", help="Its name."),
    click.option("--where", "location", metavar="TEXT", help="Where it is, in your words."),
    click.option("--pinyin", metavar="TEXT", help="Its name in pinyin."),
    click.option("--sides", "laterality", type=_SIDES, help="Default: both."),
    click.option("--region", metavar="TEXT", help="The part of the body: inner wrist."),
    click.option(
        "--find", "find_steps", multiple=True, metavar="TEXT", help="A step to find it; repeat it."
    ),
    click.option("--hold", metavar="LENGTH", help="Usual hold of a side; default: 60s."),
    click.option("--notes", metavar="TEXT", help="Notes."),
)


def _with_fields(command: Any) -> Any:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    """The fields that were typed. Raises UsageError for a length that is not understood."""
    given = {name: value for name, value in said.items() if value not in (None, ())}
    if "laterality" in given:
        given["laterality"] = Laterality(given["laterality"])
    try:
        return {**given, **({"hold": seconds(given["hold"], "s")} if "hold" in given else {})}
    except ValueError as wrong:
        raise click.UsageError(f"--hold: {wrong}") from wrong


_OF_FIELDS: Final = {
    "code": "--code",
    "english": "--name",
    "location": "--where",
    "laterality": "--sides",
    "find_steps": "--find",
}


def _refused(wrong: Exception) -> click.ClickException:
    """The refusal of a field, with the field named by its option."""
    field, colon, words = str(wrong).removeprefix("your point: ").partition(": ")
    return click.ClickException(f"{_OF_FIELDS.get(field, field)}{colon}{words}")


@click.command("new")
@click.argument("code")
@_with_fields
@json_option
@click.pass_obj
def _new(context: CommandContext, /, code: str, as_json: bool, **said: Any) -> None:
    """Make a point of your own: a code, a name, and where it is.

    A code of the 361 standard points, such as SI4, gives its names; only the place is yours.

    \b
      tsubo point new my-neck --name "Neck" --where "two fingers from the spine" --sides both
      tsubo point new SI4 --where "little-finger edge of the wrist" --hold 90s
    """
    from tracker.library import LibraryError
    from tracker.library.sharing import entry_of
    from tracker.practice.own.points import new_point_label, point_of_fields

    standard = context.library.name361(code)
    names = entry_of(standard) if standard else {}
    typed = {"code": code} if standard is None else {}
    try:
        point = point_of_fields(context, {**typed, **_fields(said)}, names=names)
    except (LibraryError, ValueError) as wrong:
        raise _refused(wrong) from wrong
    context.journal.begin(context.today)
    context.journal.record(point, label=new_point_label(point))
    _say_done(point, "is one of your points now", as_json=as_json)


@click.command("edit")
@click.argument("code", shell_complete=complete_own_point)
@click.option(
    "--code", "new_code", metavar="CODE", help="Another code; the old one still finds it."
)
@_with_fields
@json_option
@click.pass_obj
def _edit(
    context: CommandContext, /, code: str, new_code: str | None, as_json: bool, **said: Any
) -> None:
    """Change a point of your own; a new code is changed in your routines too.

    \b
      tsubo point edit my-neck --hold 90s --notes "softly"
      tsubo point edit my-neck --code neck
    """
    from tracker.library import LibraryError
    from tracker.practice.own.points import FIELDS, edit_changes, point_of_fields

    before = _own(context, code)
    given = _fields({"code": new_code, **said})
    if not given:
        raise click.UsageError("nothing to change; --name, --where and others say what")
    kept = {name: getattr(before, name) for name in FIELDS}
    try:
        after = point_of_fields(context, {**kept, "hold": before.hold.default, **given}, before)
    except (LibraryError, ValueError) as wrong:
        raise _refused(wrong) from wrong
    if after != before:
        changes, label = edit_changes(context, before, after)
        context.journal.change(*changes, label=label)
    _say_done(after, "is as you say now", as_json=as_json)


@click.command("remove")
@click.argument("code", shell_complete=complete_own_point)
@click.option("--yes", is_flag=True, help="Do not ask.")
@json_option
@click.pass_obj
def _remove(context: CommandContext, code: str, yes: bool, as_json: bool) -> None:
    """Remove a point of your own; 'tsubo undo' brings it back.

    \b
      tsubo point remove my-neck
    """
    from tracker.practice.own.points import STAYS, held_words, removal

    point = _own(context, code)
    for words in filter(None, (held_words(context, point), STAYS)):
        say(words)
    if not yes:
        named = visible(f"{point.code}  {point.english}", lines=False)
        click.confirm(f"{named}\nRemove this point?", err=True, abort=True)
    facts, label = removal(context, point)
    context.journal.remove(*facts, label=label)
    _say_done(point, "is removed", as_json=as_json)


def _own(context: CommandContext, code: str) -> Point:
    """The personal point of this code. Raises ClickException for one of the library."""
    point = context.library.point(code)
    if point.built_in:
        raise click.ClickException(f"{point.code} is of the library, which stays as it is")
    return point


def _say_done(point: Point, words: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"point": point_json(point), "cautions": []})
    else:
        print_lines([f"{point.code} {words}: {point.english}"])


point_command = WithDefault(_show, (_new, _edit, _remove))
