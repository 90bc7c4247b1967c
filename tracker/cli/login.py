"""A restricted login that speaks commands: the words of SSH_ORIGINAL_COMMAND, without a shell.

sshd puts there what was typed after `ssh home`, when the key's options or `ForceCommand` name the
program to run instead. Only verbs of a list are carried out, none takes a path of the machine, and
everything else is refused in one line.
"""

import os
import shlex
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Final

import click

from tracker.core.text.visible import quoted

COMMAND: Final = "SSH_ORIGINAL_COMMAND"
VERBS: Final = (
    *("status", "due", "streak", "calendar", "history", "show", "log", "undo", "redo", "edit"),
    *(
        "remove",
        "start",
        "check",
        "insights",
        "points",
        "point",
        "favourite",
        "routines",
        "routine",
    ),
    *("read", "about", "goal", "rest", "flags", "mat-plan", "remind", "help-now", "export"),
    *("report", "keys"),
)
"""The commands of a restricted login, in the order of its help."""
LONGEST: Final = 8192
"""Maximum characters of a command: a note of the greatest length fits."""
MOST_WORDS: Final = 256
SECONDS: Final = 120
"""Maximum time of a command, so that none is left behind when a line drops."""
TIMELESS: Final = frozenset({"start"})
"""Commands that last as long as a session does."""
_NEAR: Final = "'help' lists what it does"


class Refused(click.ClickException):
    """A command that this login does not carry out."""

    exit_code = 2


def typed_words(environ: Mapping[str, str]) -> list[str]:
    """The words of the login's command, split as a POSIX shell does; empty without a command.

    A first word `tsubo` is dropped. Raises Refused for a command that cannot be split.
    """
    text = environ.get(COMMAND, "")
    if len(text) > LONGEST:
        raise Refused(f"the command is too long; up to {LONGEST} characters")
    if any("\ud800" <= each <= "\udfff" for each in text):
        raise Refused("the command is not UTF-8; send it as UTF-8")
    try:
        words = shlex.split(text)
    except ValueError as wrong:
        raise Refused(f"the command is not complete: {wrong}") from wrong
    if len(words) > MOST_WORDS:
        raise Refused(f"{len(words)} words are too many; up to {MOST_WORDS}")
    return words[1:] if words[:1] == ["tsubo"] else words


def carry_out(ctx: click.Context, words: list[str]) -> object:
    """Carry out the words as a command of this login. Returns the exit code, or `None` for 0.

    Raises Refused for a verb that is not in the list, or for a path.
    """
    verb, *rest = words
    if verb in {"help", "--help", "-h"} and not rest:
        click.echo(f"This login does: {', '.join(VERBS)}. Each takes --help.")
        return None
    command = None
    if verb in VERBS and isinstance(ctx.command, click.Group):
        command = ctx.command.get_command(ctx, verb)
    if command is None:
        raise Refused(f"{quoted(verb)} is not a command of this login; {_NEAR}")
    if verb == "start" and not has_terminal():
        rest.append("--plain")
    with (
        nullcontext() if verb in TIMELESS else _within(SECONDS),
        command.make_context(verb, rest, parent=ctx) as called,
    ):
        _check_paths(called)
        return called.command.invoke(called)


def has_terminal() -> bool:
    """Whether there is a terminal for the app's keys and its picture."""
    return all(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _check_paths(called: click.Context) -> None:
    """Raise UsageError if a file is named: this login reads and writes only its home."""
    for parameter in called.command.params:
        if isinstance(parameter.type, click.Path):
            named = called.params.get(str(parameter.name))
            if named is not None and str(named) != "-":
                words = f"{quoted(str(named))}: this login takes no files; use - for the output"
                raise Refused(words)


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """End the process if it takes longer; the store is whole whenever it ends."""

    def stop(*_: object) -> None:
        os.write(2, b"tsubo: it took too long, so it was ended\n")
        os._exit(1)

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
