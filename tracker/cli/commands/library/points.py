"""`tsubo points` and `favourite`: the points, searched and filtered, and those that are liked."""

from typing import TYPE_CHECKING, Any, Final

import click

from tracker.cli.commands.completion import complete_point
from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines, print_table
from tracker.core.facts.points import Point, StandardPoint
from tracker.core.text.visible import quoted

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from tracker.practice.own.filters import Filters

_TAGS: Final = {"trials": "in small trials", "tradition": "traditional use only"}


def _complete_region(
    ctx: click.Context,  # noqa: ARG001
    param: click.Parameter,  # noqa: ARG001
    incomplete: str,
) -> "list[CompletionItem]":
    from tracker.cli.commands.completion import offered
    from tracker.core.points.body_parts import PARTS

    return offered([(part, "") for part in PARTS], incomplete)


def _complete_meridian(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> "list[CompletionItem]":
    from tracker.cli.commands.completion import complete_meridian

    return complete_meridian(ctx, param, incomplete)


@click.command("points")
@click.argument("words", nargs=-1, shell_complete=complete_point)
@click.option(
    "--region",
    metavar="PART",
    shell_complete=_complete_region,
    help="Only a part of the body: hand, neck, leg.",
)
@click.option(
    "--meridian",
    metavar="NAME",
    shell_complete=_complete_meridian,
    help="Only a meridian: PC, or Pericardium.",
)
@click.option("--evidence", type=click.Choice([*_TAGS]), help="Only with this evidence.")
@click.option("--favourites", is_flag=True, help="Only your favourites.")
@click.option("--safe", is_flag=True, help="Only what your answers do not hold back.")
@json_option
@click.pass_obj
def points_command(
    context: CommandContext,
    words: tuple[str, ...],
    region: str | None,
    meridian: str | None,
    evidence: str | None,
    favourites: bool,
    safe: bool,
    as_json: bool,
) -> None:
    """Search the points by code, name, part of the body or what you feel.

    \b
      tsubo points
      tsubo points P6
      tsubo points "can't sleep"
      tsubo points --region hand --evidence trials --safe
      tsubo points --meridian PC --favourites
    """
    from tracker.practice.own.filters import (
        EVERYTHING,
        favourite_codes,
        held_back_codes,
    )
    from tracker.practice.signposts import signpost

    typed, library = " ".join(words), context.library
    chosen = _filters(context, region, meridian, evidence, is_favourite=favourites, is_safe=safe)
    asks = signpost(library, typed, context.country)
    sentence = asks.text if asks else None
    if chosen == EVERYTHING:
        found = [hit.found for hit in library.index().search(typed)]
    else:
        liked = favourite_codes(context) if favourites else frozenset()
        held_back = held_back_codes(context) if safe else frozenset()
        found = [*chosen.found(typed, library, liked, held_back)]
    if as_json:
        print_json({"signpost": sentence, "points": [point_json(item) for item in found]})
        return
    if sentence:
        print_lines([sentence])
    elif not found and chosen != EVERYTHING:
        say("No point is left by these filters.")
    elif not found:
        raise click.ClickException(f"{quoted(typed)} matches no point; try fewer words")
    if found:
        print_table([_row(item) for item in found])


def _filters(
    context: CommandContext,
    region: str | None,
    meridian: str | None,
    evidence: str | None,
    *,
    is_favourite: bool,
    is_safe: bool,
) -> "Filters":
    """The filters of these options. Raises UsageError for an unknown part or meridian."""
    from tracker.core.facts.points import Evidence
    from tracker.core.points.body_parts import PARTS, part_of
    from tracker.practice.own.filters import Filters

    part = None if region is None else part_of(region)
    if region is not None and part is None:
        raise click.UsageError(f"--region: {quoted(region)} is not known; use {', '.join(PARTS)}")
    channels = context.library.channels
    channel = None
    if meridian is not None:
        asked = meridian.casefold()
        channel = next(
            (
                each.code
                for each in channels.values()
                if asked in {name.casefold() for name in (each.code, each.name, *each.aliases)}
            ),
            None,
        )
        if channel is None:
            raise click.UsageError(
                f"--meridian: {quoted(meridian)} is not known; use {', '.join(channels)}"
            )
    return Filters(
        part=part,
        channel=channel,
        evidence=Evidence(_TAGS[evidence]) if evidence else None,
        favourites=is_favourite,
        safe=is_safe,
    )


@click.command("favourite")
@click.argument("code", required=False, shell_complete=complete_point)
@click.option("--remove", is_flag=True, help="Take the point from your favourites.")
@json_option
@click.pass_obj
def favourite_command(
    context: CommandContext, code: str | None, remove: bool, as_json: bool
) -> None:
    """List your favourite points, or make a point one of them.

    \b
      tsubo favourite
      tsubo favourite PC6
      tsubo favourite PC6 --remove
    """
    from tracker.practice.own.favourites import favourite_changes, is_favourite
    from tracker.practice.own.filters import favourite_codes

    library = context.library
    if code is None:
        if remove:
            raise click.UsageError("--remove: name the point")
        liked = favourite_codes(context)
        _show_favourites([each for each in library.points() if each.code in liked], as_json=as_json)
        return
    point = library.point(code)
    if is_favourite(context, point) is remove:
        changes, label = favourite_changes(context, point)
        context.journal.begin(context.today)
        context.journal.change(*changes, label=label)
    if as_json:
        liked = favourite_codes(context)
        _show_favourites([each for each in library.points() if each.code in liked], as_json=True)
        return
    state = "is not one of your favourites" if remove else "is one of your favourites"
    name = f"{point.code} {point.pinyin}".strip()
    print_lines([f"{name} {state}"])


def _show_favourites(found: list[Point], *, as_json: bool) -> None:
    if as_json:
        print_json({"favourites": [each.code for each in found]})
    elif found:
        print_table([_row(each) for each in found])
    else:
        say("No point is a favourite yet.")


def _row(found: Point | StandardPoint) -> tuple[str, ...]:
    if isinstance(found, StandardPoint):
        return found.code, found.pinyin, found.hanzi, "", "known by name only"
    sides = "middle" if found.sides == ("midline",) else "both sides"
    return found.code, found.pinyin, found.english, sides, found.region


def point_json(found: Point | StandardPoint) -> dict[str, Any]:
    """The point as JSON; `library` is false where only its names are known."""
    from tracker.exchange.documents import plain

    return {**plain(found), "library": isinstance(found, Point)}
