"""``tsubo keys``: the app's keys, with the ids that remap them in config.toml."""

import click

from tracker.cli.context import CommandContext, say
from tracker.cli.output import json_option, print_json, print_table


@click.command("keys")
@json_option
@click.pass_obj
def keys_command(context: CommandContext, as_json: bool) -> None:
    """List the keys of the app, each with the id that remaps it in config.toml.

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
