"""What a shell offers while a word is typed: points, routines, ids. It never fails, only offers."""

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from tracker.cli.desk import Desk

_IDS: Final = 40
"""How many records are offered, the newest."""


def complete_id(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the newest records, each with its moment and name."""
    return _offered(_ids(_desk(ctx)), incomplete.upper())


def complete_point(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of points."""
    return _offered(_points(_desk(ctx)), incomplete)


def complete_practice(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Routines, then codes of points."""
    desk = _desk(ctx)
    return _offered([*_routines(desk), *_points(desk)], incomplete)


def _desk(ctx: click.Context) -> "Desk":
    """The desk of the words typed so far; the group has not run yet."""
    from tracker.cli.desk import Desk

    return Desk(ctx.find_root().params.get("home"))


def _offered(
    words: "Iterator[tuple[str, str]] | list[tuple[str, str]]", incomplete: str
) -> list[CompletionItem]:
    from tracker.cli.refusal import refusals

    start = incomplete.casefold()
    try:
        return [
            CompletionItem(word, help=about)
            for word, about in words
            if word.casefold().startswith(start)
        ]
    except refusals():
        return []


def _ids(desk: "Desk") -> Iterator[tuple[str, str]]:
    from tracker.core.model import Kind, Practice
    from tracker.core.words import practice_name

    if not desk.paths.data.is_dir():
        return

    def begun(practice: Practice) -> datetime:
        return practice.started

    newest = merge(*map(desk.journal.newest, Kind), key=begun, reverse=True)
    for each in islice(newest, _IDS):
        words = f"{each.started:%a %d %b %H:%M} {practice_name(each, lambda _: None)}"
        yield each.id, words


def _points(desk: "Desk") -> list[tuple[str, str]]:
    return [(point.code, point.english) for point in desk.library.points()]


def _routines(desk: "Desk") -> list[tuple[str, str]]:
    return [(routine.id, routine.name) for routine in desk.library.routines()]
