"""Writes the man pages of tsubo from its commands: one for all, and one for each command."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import click


def man_pages(command: click.Group, version: str) -> Mapping[str, str]:
    """The pages by their file names: `tsubo.1`, `tsubo-log.1`."""
    context = click.Context(command, info_name="tsubo")
    own = {
        name: found
        for name in command.list_commands(context)
        if (found := command.get_command(context, name))
    }
    also = [f"tsubo-{name}" for name in own]
    pages = {"tsubo.1": _page(context, "tsubo", version, also, within=False)}
    for name, found in own.items():
        inner = click.Context(found, parent=context, info_name=name)
        pages[f"tsubo-{name}.1"] = _page(inner, f"tsubo-{name}", version, ["tsubo"], within=True)
    return pages


def _page(context: click.Context, name: str, version: str, also: list[str], *, within: bool) -> str:
    about = context.command.get_short_help_str(200).rstrip(".")
    lines = [
        f'.TH {name.upper()} 1 "" "tsubo {version}" "tsubo"',
        *(".SH NAME", f"{name} \\- {_text(about)}"),
        *(".SH SYNOPSIS", _usage(context)),
        *(".SH DESCRIPTION", *_help(context.command)),
        *_options(context),
    ]
    if within and isinstance(context.command, click.Group):
        for each in context.command.list_commands(context):
            found = context.command.get_command(context, each)
            if found is not None:
                inner = click.Context(found, parent=context, info_name=each)
                lines += [
                    f".SH {inner.command_path.upper()}",
                    _usage(inner),
                    *_help(found),
                    *_options(inner, ".SS"),
                ]
    lines += [
        ".SH SEE ALSO",
        ", ".join(f".BR {each} (1)" if at == 0 else f"{each}(1)" for at, each in enumerate(also)),
    ]
    return "\n".join(lines) + "\n"


def _usage(context: click.Context) -> str:
    usage = " ".join(context.command.collect_usage_pieces(context))
    return f"\\fB{_text(context.command_path)}\\fR {_text(usage)}"


def _help(command: click.Command) -> Iterator[str]:
    r"""The help text; a paragraph after ``\b`` keeps its lines."""
    for paragraph in (command.help or "").strip().split("\n\n"):
        yield ".PP"
        first, _, rest = paragraph.partition("\n")
        if first.strip() == "\b":
            yield from (".nf", *(_text(line) for line in rest.splitlines()), ".fi")
        else:
            yield _text(re.sub(r"\s+", " ", paragraph))


def _options(context: click.Context, heading: str = ".SH") -> Iterator[str]:
    rows = [
        row
        for each in context.command.get_params(context)
        if (row := each.get_help_record(context))
    ]
    if rows:
        yield f"{heading} OPTIONS"
    for option, about in rows:
        yield from (".TP", f"\\fB{_text(option)}\\fR", _text(about))


def _text(words: str) -> str:
    """Text for roff, in which a backslash, a minus and a line's first dot or quote are special."""
    escaped = words.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped


def write(folder: Path, command: click.Group, version: str) -> None:
    """Write the pages into a folder."""
    for name, page in man_pages(command, version).items():
        (folder / name).write_text(page, encoding="utf-8")
