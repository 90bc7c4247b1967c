"""``tsubo config``: show the settings and their folders, change a setting, restore a default."""

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.commands.completion import complete_setting, complete_value
from tracker.cli.context import CommandContext
from tracker.cli.output import json_option, print_json, print_lines, print_table

if TYPE_CHECKING:
    from tracker.config.setting import Setting


@click.group("config", invoke_without_command=True)
@json_option
@click.pass_context
def config_command(ctx: click.Context, as_json: bool) -> None:
    """Show the settings and where they are kept, or change one.

    \b
      tsubo config
      tsubo config paths
      tsubo config set zone Europe/Berlin
      tsubo config unset zone
      tsubo config check
      tsubo config restore
    """
    if ctx.invoked_subcommand is not None:
        return
    from tracker.config.settings import declared

    context: CommandContext = ctx.obj
    config = context.config
    values = {key: getattr(config.settings, key) for key in declared()}
    if as_json:
        print_json(
            {
                "data": str(context.paths.data),
                "config": str(context.paths.config),
                "zone": context.zone.name,
                "settings": values,
                "chosen": sorted(config.chosen),
            }
        )
        return
    rows = [
        (key, _shown(values[key]), "" if key in config.chosen else "(default)", _about(setting))
        for key, setting in declared().items()
    ]
    print_table(rows)


def _about(setting: "Setting") -> str:
    return f"{setting.help}; default: {setting.unset}" if setting.unset else setting.help


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


@config_command.command("paths")
@json_option
@click.pass_obj
def paths_command(context: CommandContext, as_json: bool) -> None:
    """Show where data and settings are kept, and your time zone."""
    zone = context.zone
    answer = {
        "data": str(context.paths.data),
        "config": str(context.paths.config),
        "zone": zone.name,
        "zone_source": zone.source,
    }
    if as_json:
        print_json(answer)
        return
    named = f"{zone.name or 'no name, an offset only'} (from {zone.source})"
    print_table(
        [("data", answer["data"] or ""), ("config", answer["config"] or ""), ("zone", named)]
    )


@config_command.command("set")
@click.argument("key", shell_complete=complete_setting)
@click.argument("value", shell_complete=complete_value)
@click.pass_obj
def set_command(context: CommandContext, key: str, value: str) -> None:
    """Change a setting; comments in the file stay.

    \b
      tsubo config set day_starts_at 5
      tsubo config set keys.app.start f2
    """
    if key.startswith("keys."):
        _check_key(context, key.removeprefix("keys."), value)
    config = context.config.set(key, value)
    print_lines([f"{key} = {value}  ({config.path})"])


def _check_key(context: CommandContext, id: str, value: str) -> None:
    """Raise ClickException if the app would refuse this key for this binding id."""
    from tracker.config.keymap import keymap

    others = {known: keys for known, keys in context.config.keys.items() if known != id}
    # keymap() refuses the first of two ids with the same key, so put the new one first.
    for problem in keymap({id: value, **others}).problems:
        if problem.startswith(f"{id}: "):
            raise click.ClickException(f"keys.{problem}")


@config_command.command("unset")
@click.argument("key", shell_complete=complete_setting)
@click.pass_obj
def unset_command(context: CommandContext, key: str) -> None:
    """Reset a setting to its default."""
    config = context.config.unset(key)
    print_lines([f"{key} is at its default  ({config.path})"])


@config_command.command("check")
@json_option
@click.pass_context
def check_command(ctx: click.Context, as_json: bool) -> None:
    """Name every problem of the settings file; exit 1 if there is one.

    \b
      tsubo config check
    """
    from tracker.config import last_good
    from tracker.config.config import Config
    from tracker.config.keymap import keymap

    context: CommandContext = ctx.obj
    config = Config.load(context.paths.config)
    keys = (f"{config.path}: keys.{problem}" for problem in keymap(config.keys).problems)
    problems = [*config.problems, *keys]
    offered = bool(problems) and last_good.is_kept(config)
    if as_json:
        print_json({"problems": problems, "last_good": offered})
    else:
        print_lines(problems or [f"no problem  ({config.path})"])
        if offered:
            print_lines(["tsubo config restore puts the last good settings back."])
    ctx.exit(1 if problems else 0)


@config_command.command("restore")
@click.pass_obj
def restore_command(context: CommandContext) -> None:
    """Put the last settings without a problem back; the present file is set aside.

    \b
      tsubo config restore
    """
    from tracker.config import last_good
    from tracker.config.config import Config

    config, aside = last_good.restore(Config.load(context.paths.config))
    kept = f"; what was there is {aside}" if aside else ""
    print_lines([f"the last good settings are back  ({config.path}){kept}"])
