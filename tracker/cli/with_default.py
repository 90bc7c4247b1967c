"""A command with subcommands that also takes words of its own: `point PC6` beside `point new`."""

from collections.abc import Sequence
from typing import Any

import click


class WithDefault(click.Group):
    """Subcommands by their names; all other words are those of the default command."""

    def __init__(self, default: click.Command, commands: Sequence[click.Command]) -> None:
        """The default gives the name and the help; its examples show the subcommands too."""
        super().__init__(default.name, commands, help=default.help)
        self.default = default

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """The context of a subcommand's group, or of the default command."""
        if args and args[0] in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        return self.default.make_context(info_name, args, parent, **extra)
