"""``tsubo help-now``: helplines for hard moments. Nothing is recorded."""

import os

import click

from tracker.cli.context import CommandContext, say
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

    found, here = context.built_in.helplines(), country or _country(context)
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


def _country(context: CommandContext) -> str | None:
    """The country by settings, zone or locale; a broken file is reported and passed over."""
    from tracker.config.toml_text import ConfigError
    from tracker.core.points.helplines import country_of
    from tracker.store import StoreError

    locale = os.environ.get("LC_ALL") or os.environ.get("LANG")
    try:
        return context.settings.country or country_of(context.zone.name, locale)
    except (ConfigError, StoreError) as broken:
        say(str(broken))
        return country_of(os.environ.get("TZ"), locale)
