"""Finds our style sheets, and parses each of them once.

Textual parses all sheets again whenever a screen or a kind of widget brings rules of its own: four
times before the first frame, and again when each tab is first opened.
"""

from pathlib import Path
from typing import Any, Final

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_PACKAGE: Final = Path(__file__).parents[2]
_FIRST: Final = ("base", "today")
_PARSED: Final[LRUCache[tuple[Any, ...], list[RuleSet]]] = LRUCache(1024)
"""Rules parsed so far, for every app of this process; the colours are part of the key."""

# Textual hashes every rule by its identity whenever a widget gets its styles. The same hash from C
# makes a screen 5 % cheaper.
RuleSet.__hash__ = object.__hash__  # type: ignore[method-assign]


def style_sheets() -> list[Path]:
    """Our sheets, base first: inside the package when installed, next to it in a checkout."""
    installed = _PACKAGE / "styles"
    folder = installed if installed.is_dir() else _PACKAGE.parent / "styles"
    return sorted(folder.glob("*.tcss"), key=lambda sheet: (sheet.stem != "base", sheet.stem))


FIRST_SHEETS: Final = tuple(sheet for sheet in style_sheets() if sheet.stem in _FIRST)
OTHER_SHEETS: Final = tuple(sheet for sheet in style_sheets() if sheet.stem not in _FIRST)


class Sheets(Stylesheet):
    """Textual's stylesheet, without parsing an unchanged sheet twice."""

    def __init__(self, variables: dict[str, str]) -> None:
        super().__init__(variables=variables)
        self._colours = tuple(sorted(variables.items()))

    def set_variables(self, variables: dict[str, str]) -> None:
        """Take the colours of a theme; setting the same ones again changes nothing."""
        if variables != self._variables:
            super().set_variables(variables)
            self._colours = tuple(sorted(variables.items()))

    def reparse(self) -> None:
        """Parse the sheets that were added since the last time."""
        self.parse()

    def _parse_rules(self, css: str, *where: Any, **what: Any) -> list[RuleSet]:
        key = (css, where, tuple(sorted(what.items())), self._colours)
        rules = _PARSED.get(key)
        if rules is None:
            rules = _PARSED[key] = super()._parse_rules(css, *where, **what)
        return rules
