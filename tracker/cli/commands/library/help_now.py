"""`tsubo help-now`: whom to call in a hard moment. Nothing is recorded."""

from typing import TYPE_CHECKING

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_lines

if TYPE_CHECKING:
    from tracker.config.people import OwnHelp


@click.command("help-now")
@click.option("--country", metavar="CODE", help="Two letters; default: from your zone.")
@click.option("--add", metavar="PERSON", help="Keep someone of your own: name, number, a word.")
@click.option("--remove", metavar="NAME", help="Take someone of your own off the page.")
@click.option("--words", metavar="TEXT", help="A sentence to yourself; - takes it away.")
@json_option
@click.pass_obj
def help_now_command(
    context: CommandContext,
    country: str | None,
    add: str | None,
    remove: str | None,
    words: str | None,
    as_json: bool,
) -> None:
    """Show helplines for hard moments. Nothing is recorded.

    Up to five people of your own stand above them. They stay in config.toml and in no export.

    \b
      tsubo help-now
      tsubo help-now --country DE
      tsubo help-now --add "Anna, 0170 123456, my sister"
    """
    from tracker.practice.help_page import page_lines

    if add is not None or remove is not None or words is not None:
        _change(context, add, remove, words)
    found, here = context.built_in.helplines(), country or context.country
    own = _own(context)
    if not as_json:
        print_lines(page_lines(found, here, own))
        return
    from dataclasses import asdict

    print_json(
        {
            "country": here,
            "emergency": found.emergency(here),
            "people": [asdict(each) for each in own.people],
            "words": own.words,
            "directory": found.directory,
            "checked": found.checked and found.checked.isoformat(),
            "lines": [asdict(each) for each in found.of(here)],
        }
    )


def _change(
    context: CommandContext, add: str | None, remove: str | None, words: str | None
) -> None:
    from tracker.config.people import own_help
    from tracker.practice.help_page import keep_own_people

    own = _own(context)
    people = list(own.people)
    if remove is not None:
        people = [each for each in people if each.name.casefold() != remove.strip().casefold()]
        if len(people) == len(own.people):
            named = ", ".join(each.name for each in own.people) or "nobody is there"
            raise click.ClickException(f"“{remove}” is not among your people; choose {named}")
    typed = [*(each.typed for each in people), *([] if add is None else [add])]
    sentence = own.words if words is None else words.strip().removeprefix("-")
    context.config = keep_own_people(context.config, own_help(typed, sentence))
    say("kept in config.toml; shown here and on F1, in no export")


def _own(context: CommandContext) -> "OwnHelp":
    """The person's own people; nobody without a folder, which `country` has reported."""
    from tracker.config.people import NOBODY
    from tracker.practice.help_page import own_people
    from tracker.store import StoreError

    try:
        return own_people(context.config, context.paths.data)
    except StoreError:
        return NOBODY
