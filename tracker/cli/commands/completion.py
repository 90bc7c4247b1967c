"""Shell completion: the script for each shell, and the words it offers for an argument.

Files that cannot be read offer no words; completion never fails.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import TYPE_CHECKING, Final

import click

from tracker.cli.by_id import end_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem, ShellComplete

    from tracker.cli.context import CommandContext

_IDS: Final = 40
"""Maximum number of records offered, the newest."""
_VERBS: Final = (
    ("new", "make one of your own"),
    ("edit", "change one of yours"),
    ("remove", "remove one of yours"),
)
_ZSH_READY: Final = "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }"
"""Sets up completion in a zsh that has not done so; without it ``compdef`` is unknown."""


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete commands, points, routines, settings and ids.

    \b
      tsubo completion bash >> ~/.bashrc
      tsubo completion zsh  >> ~/.zshrc
      tsubo completion fish > ~/.config/fish/completions/tsubo.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"“{shell}” is not supported; use bash, zsh or fish")
    click.echo(script(ctx.find_root().command, shell, found))


def script(command: click.Command, shell: str, found: type[ShellComplete]) -> str:
    """The script for a shell, whose class of click is ``found``."""
    source = found(command, {}, "tsubo", "_TSUBO_COMPLETE").source()
    if shell == "bash":
        # Else the two words of `--position "lower back"` come unquoted; zsh and fish quote them.
        return source.replace("COMPREPLY+=($value)", 'COMPREPLY+=("$(printf %q "$value")")')
    if shell == "zsh":
        first, _, rest = source.partition("\n")  # `#compdef` must stay the first line
        return f"{first}\n{_ZSH_READY}\n{rest}"
    return source


def complete_id(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the newest records, each with its moment and name."""
    return _by_end(_ids(_context(ctx)), incomplete)


def complete_reminder(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids of the reminders, each with its words."""
    return _by_end(_reminders(_context(ctx)), incomplete)


def complete_setting(
    ctx: click.Context,  # noqa: ARG001
    _: click.Parameter,
    incomplete: str,
) -> list[CompletionItem]:
    """The names of the settings."""
    from tracker.config.settings import declared

    return offered([(each.key, each.label) for each in declared().values()], incomplete)


def complete_value(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Values of the setting that is named before."""
    from tracker.config.settings import declared

    setting = declared().get(ctx.params.get("key") or "")
    if setting is None:
        return []
    words = ("on", "off") if setting.kind == "switch" else setting.choices
    return offered([(word, "") for word in words], incomplete)


def complete_point(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Codes of points."""
    return offered(_points(_context(ctx)), incomplete)


def complete_point_or_verb(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes of points, then what can be done with those of one's own."""
    return offered([*_points(_context(ctx)), *_VERBS], incomplete)


def complete_routine_or_verb(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Routines, then what can be done with those of one's own."""
    shown = ("show", "as a table, or as TOML")
    return offered([*_routines(_context(ctx)), shown, *_VERBS, ("copy", "as yours")], incomplete)


def complete_own_point(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes of personal points."""
    own = [each for each in _context(ctx).library.points() if not each.built_in]
    return offered([(each.code, each.english) for each in own], incomplete)


def complete_own_routine(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of personal routines."""
    own = [each for each in _context(ctx).library.routines() if not each.built_in]
    return offered([(each.name, "") for each in own], incomplete)


def complete_meridian(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Codes of meridians."""
    channels = _context(ctx).library.channels
    return offered([(each.code, each.name) for each in channels.values()], incomplete)


def complete_page(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Names of the pages to read."""
    pages = _context(ctx).built_in.pages
    return offered([(each.name, each.title) for each in pages], incomplete)


def complete_practice(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Routines, then codes of points."""
    context = _context(ctx)
    return offered([*_routines(context), *_points(context)], incomplete)


def complete_check(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of the weekly checks, the newest first."""
    return _by_end(_checks(_context(ctx)), incomplete)


def _context(ctx: click.Context) -> CommandContext:
    """The context for the words typed so far; click does not run the group for completion."""
    from tracker.cli.context import CommandContext

    return CommandContext(ctx.find_root().params.get("home"))


def _by_end(found: Iterator[tuple[str, str]], incomplete: str) -> list[CompletionItem]:
    """The last five characters of ids; whole ids if typing began at their start."""
    typed, whole = incomplete.upper(), offered(found, "")
    from click.shell_completion import CompletionItem

    ends = [CompletionItem(end_of(each.value), help=each.help) for each in whole]
    fitting = [each for each in ends if each.value.startswith(typed)]
    return fitting or [each for each in whole if each.value.startswith(typed)]


def offered(
    words: Iterator[tuple[str, str]] | list[tuple[str, str]], incomplete: str
) -> list[CompletionItem]:
    """The words that begin as what was typed; none if the files cannot be read."""
    from click.shell_completion import CompletionItem

    from tracker.cli.errors import refusals

    start = incomplete.casefold()
    try:
        return [
            CompletionItem(word, help=about)
            for word, about in words
            if word.casefold().startswith(start)
        ]
    except refusals():
        return []


def _ids(context: CommandContext) -> Iterator[tuple[str, str]]:
    from tracker.core.facts.sessions import Kind, Practice
    from tracker.practice.names import record_row

    if not context.paths.data.is_dir():
        return

    def begun(practice: Practice) -> datetime:
        return practice.started

    newest = merge(*map(context.journal.newest, Kind), key=begun, reverse=True)
    for each in islice(newest, _IDS):
        row = record_row(context, each)
        yield each.id, f"{row.day} {row.time} {row.name}"


def _checks(context: CommandContext) -> Iterator[tuple[str, str]]:
    from tracker.core.facts.checks import Check, latest_first

    if context.paths.data.is_dir():
        for each in latest_first(context.journal.facts(Check))[:_IDS]:
            yield each.id, f"{each.taken:%a %d %b} {each.instrument.label}"


def _reminders(context: CommandContext) -> Iterator[tuple[str, str]]:
    from tracker.core.facts.reminders import Reminder

    if context.paths.data.is_dir():
        for each in context.journal.facts(Reminder):
            yield each.id, f"{each.kind} {each.words}"


def _points(context: CommandContext) -> list[tuple[str, str]]:
    return [(point.code, point.english) for point in context.library.points()]


def _routines(context: CommandContext) -> list[tuple[str, str]]:
    return [(routine.id, routine.name) for routine in context.library.routines()]
