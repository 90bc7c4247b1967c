"""`tsubo points`, `point`, `routines` and `read`: the library, searched, described and read."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.commands.completion import complete_point
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.facts.points import Point, StandardPoint
from tracker.core.text.durations import duration_words
from tracker.core.text.visible import quoted

if TYPE_CHECKING:
    from tracker.practice.cautions import CautionLine


@click.command("points")
@click.argument("words", nargs=-1, shell_complete=complete_point)
@json_option
@click.pass_obj
def points_command(context: CommandContext, words: tuple[str, ...], as_json: bool) -> None:
    """Search the points by code, name, part of the body or what you feel.

    \b
      tsubo points
      tsubo points P6
      tsubo points "can't sleep"
    """
    from tracker.practice.signposts import signpost

    typed, library = " ".join(words), context.library
    asks = signpost(library, typed, context.country)
    sentence = asks.text if asks else None
    found = [hit.found for hit in library.index().search(typed)]
    if as_json:
        print_json({"signpost": sentence, "points": [_json(item) for item in found]})
        return
    if sentence:
        print_lines([sentence])
    elif not found:
        raise click.ClickException(f"{quoted(typed)} matches no point; try fewer words")
    if found:
        print_table([_row(item) for item in found])


@click.command("point")
@click.argument("code", shell_complete=complete_point)
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
def point_command(
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
        print_json({"point": _json(point), "cautions": [_caution(line) for line in cautions]})
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


@click.command("routines")
@json_option
@click.pass_obj
def routines_command(context: CommandContext, as_json: bool) -> None:
    """List the routines, which 'tsubo start' begins by id or name."""
    routines = context.library.routines()
    if as_json:
        from dataclasses import asdict

        print_json({"routines": [{**asdict(each), "total": each.total} for each in routines]})
        return
    print_table(
        [
            (each.id, each.name, duration_words(each.total), ", ".join(each.points))
            for each in routines
        ]
    )


def _row(found: Point | StandardPoint) -> tuple[str, ...]:
    if isinstance(found, StandardPoint):
        return found.code, found.pinyin, found.hanzi, "", "known by name only"
    sides = "middle" if found.sides == ("midline",) else "both sides"
    return found.code, found.pinyin, found.english, sides, found.region


def _json(found: Point | StandardPoint) -> dict[str, Any]:
    from tracker.exchange.documents import plain

    return {**plain(found), "library": isinstance(found, Point)}


def _caution(line: "CautionLine") -> dict[str, Any]:
    return {"text": line.text, "severity": line.severity, "sources": line.sources}


@click.command("read")
@click.argument("page", required=False)
@json_option
@click.pass_obj
def read_command(context: CommandContext, page: str | None, as_json: bool) -> None:
    """List the pages to read, or print one.

    \b
      tsubo read
      tsubo read technique
    """
    pages = context.built_in.pages
    found = [each for each in pages if page is None or each.name == page.casefold()]
    if page is not None and not found:
        names = ", ".join(each.name for each in pages)
        raise click.ClickException(f"“{page[:40]}” is not a page; choose {names}")
    if as_json:
        from dataclasses import asdict

        print_json({"pages": [asdict(each) for each in found]})
    elif page is None:
        print_table([(each.name, each.title) for each in found])
    else:
        print_lines([found[0].title, "", *found[0].lines])
