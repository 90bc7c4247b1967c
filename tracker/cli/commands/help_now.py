"""`tsubo help-now`: helplines for hard moments. Nothing is recorded."""

import click

from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines


@click.command("help-now")
@click.option("--country", metavar="CODE", help="Two letters; default: from your zone.")
@json_option
@click.pass_obj
def help_now_command(context: CommandContext, country: str | None, as_json: bool) -> None:
    """Show helplines for hard moments. Nothing is recorded.

    \b
      tsubo help-now
      tsubo help-now --country DE
    """
    from tracker.core.points.helplines import help_lines

    found, here = context.built_in.helplines(), country or context.country
    if not as_json:
        print_lines(help_lines(found, here))
        return
    from dataclasses import asdict

    print_json(
        {
            "country": here,
            "directory": found.directory,
            "checked": found.checked and found.checked.isoformat(),
            "lines": [asdict(each) for each in found.of(here)],
        }
    )
