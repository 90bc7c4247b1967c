"""Where the sheets lie, and a stylesheet that reads each of them once.

Textual reads all of its sheets anew whenever a screen or a kind of widget brings rules of its own:
four times before the first frame, and again at the first look at each tab.
"""

from pathlib import Path
from typing import Any, Final

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_HERE: Final = Path(__file__).parents[2]
_FIRST: Final = ("base", "today")
_READ: Final[LRUCache[tuple[Any, ...], list[RuleSet]]] = LRUCache(1024)
"""What was read so far, for every app of this process, with the colours it was read with."""


def style_sheets() -> list[Path]:
    """Our sheets, base first: in the package when installed, beside it in a checkout."""
    installed = _HERE / "styles"
    folder = installed if installed.is_dir() else _HERE.parent / "styles"
    return sorted(folder.glob("*.tcss"), key=lambda sheet: (sheet.stem != "base", sheet.stem))


FIRST_SHEETS: Final = tuple(sheet for sheet in style_sheets() if sheet.stem in _FIRST)
OTHER_SHEETS: Final = tuple(sheet for sheet in style_sheets() if sheet.stem not in _FIRST)


class Sheets(Stylesheet):
    """Textual's stylesheet, without reading twice what stayed the same."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = tuple(sorted(variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; the same ones again change nothing."""
        if variables != self._variables:
            super().set_variables(variables)
            self._colours = tuple(sorted(variables.items()))

    def reparse(self) -> None:
        """Rules of what came to it since the last time."""
        self.parse()

    def _parse_rules(self, css: str, *where: Any, **what: Any) -> list[RuleSet]:
        key = (css, where, tuple(sorted(what.items())), self._colours)
        rules = _READ.get(key)
        if rules is None:
            rules = _READ[key] = super()._parse_rules(css, *where, **what)
        return rules
