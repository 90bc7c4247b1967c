"""Fills the template of ``tsubo status --format``: placeholders, and colours by name."""

from collections.abc import Mapping
from string import Formatter
from typing import Final

import click

from tracker.core.text.refusals import OneOf, refusal
from tracker.core.text.visible import visible

COLOUR: Final = "colour"
_SGR: Final[Mapping[str, int]] = {
    **{name: 30 + at for at, name in enumerate(("black", "red", "green", "yellow", "blue"))},
    "magenta": 35,
    "cyan": 36,
    "white": 37,
    "grey": 90,
    "default": 39,
}
"""The colours, by the numbers of ECMA-48 and, for grey, of aixterm."""
_IN_TMUX: Final[Mapping[str, str]] = {"grey": "brightblack"}
"""Names that tmux has another word for; ``man tmux``, STYLES."""


def filled(template: str, known: Mapping[str, str], *, tmux: bool, colours: bool) -> str:
    """The template with the values of its placeholders, in one line for a terminal or for tmux.

    ``{colour:green}`` colours what follows, until the next one; without ``colours`` it is left out.
    For tmux a ``#`` in a value is doubled, since it begins a style there. Raises UsageError, naming
    the placeholder, for one that is unknown or asks for more than its value.
    """
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as wrong:
        raise click.UsageError(f"--format: {wrong}; write {{{{ and }}}} for braces") from wrong
    words: list[str] = []
    coloured = False
    for text, field, spec, conversion in pieces:
        words.append(visible(text, lines=False))
        if field is None:
            continue
        if field == COLOUR and not conversion:
            words.append(_colour(spec or "default", tmux=tmux) if colours or tmux else "")
            coloured = (spec or "default") != "default"
            continue
        if field not in known:
            fields = OneOf((*sorted(known), f"{COLOUR}:NAME"), "a field")
            raise click.UsageError(refusal("--format", field, fields))
        if spec or conversion:
            given = (
                f"{{{field}{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}}}"
            )
            raise click.UsageError(
                f"--format: {given} asks for more than a value; write {{{field}}}"
            )
        value = visible(known[field], lines=False)
        words.append(value.replace("#", "##") if tmux else value)
    if coloured and (colours or tmux):
        words.append(_colour("default", tmux=tmux))
    return "".join(words)


def _colour(name: str, *, tmux: bool) -> str:
    if name not in _SGR:
        raise click.UsageError(refusal(f"--format: {COLOUR}", name, OneOf(tuple(_SGR), "a colour")))
    return f"#[fg={_IN_TMUX.get(name, name)}]" if tmux else f"\x1b[{_SGR[name]}m"
