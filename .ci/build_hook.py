"""Makes the man pages and the completions for the shells when a wheel is built."""

import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SharedFiles(BuildHookInterface):
    """Adds `share/man` and the folders where bash, zsh and fish look for completions."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """What the commands need, so that their help texts can be read."""
        return list(self.metadata.core.dependencies)

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files and add them to the wheel."""
        if self.target_name != "wheel" or version == "editable":
            return
        sys.path[:0] = [self.root, str(Path(self.root) / ".ci")]
        from click.shell_completion import get_completion_class
        from man_pages import man_pages

        from tracker.cli import tsubo
        from tracker.cli.commands.completion import script

        made = Path(mkdtemp())
        files = {
            f"man/man1/{name}": page
            for name, page in man_pages(tsubo, self.metadata.version).items()
        }
        for shell, name in _COMPLETIONS.items():
            found = get_completion_class(shell)
            if found is None:
                raise ValueError(f"click has no completion for {shell}")
            files[name] = script(tsubo, shell, found)
        for name, text in files.items():
            file = made / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            build_data["shared_data"][str(file)] = f"share/{name}"


_COMPLETIONS = {
    "bash": "bash-completion/completions/tsubo",
    "zsh": "zsh/site-functions/_tsubo",
    "fish": "fish/vendor_completions.d/tsubo.fish",
}
