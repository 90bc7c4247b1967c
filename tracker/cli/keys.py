"""``tsubo keys``: the app's keys, with the ids by which config.toml remaps them."""

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_table


@click.command("keys")
@json_option
@click.pass_obj
def keys_command(context: CommandContext, as_json: bool) -> None:
    """Every key of the app, with the id by which config.toml remaps it.

    \b
      tsubo keys
      tsubo config set keys.app.start f2
    """
    from tracker.config.keymap import key_table, keymap

    rows = key_table()
    chosen = context.config.keys
    if as_json:
        print_json({"keys": [row._asdict() for row in rows], "chosen": dict(chosen)})
        return
    taken = keymap(chosen, rows)
    for problem in taken.problems:
        say(f"{context.paths.config}: keys.{problem}")
    print_table([(row.id, taken.keys.get(row.id, row.keys), row.does) for row in rows])
