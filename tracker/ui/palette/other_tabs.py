"""What the other tabs can do, by name: the palette goes there, then does it."""

from functools import cache
from typing import Final, NamedTuple

from textual.binding import Binding

from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import screen_class
from tracker.ui.widgets.tab_line import TABS

FARTHER: Final = 0.8
"""How good a name of another tab is beside one that can be done here, from 0 to 1."""


class Elsewhere(NamedTuple):
    """One thing that a tab does on a key of its own."""

    id: str
    """That of its binding."""
    title: str
    tab: str
    action: str


@cache
def of_tab(tab: str) -> tuple[Elsewhere, ...]:
    """Everything that this tab adds to what every tab does; its module is loaded for that."""
    screen = screen_class(tab)
    found: dict[str, Elsewhere] = {}
    for owner in screen.__mro__[: screen.__mro__.index(TabScreen)]:
        for binding in vars(owner).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.description:
                words = binding.tooltip or binding.description
                title = f"{TABS[tab].lower()}: {words[:1].lower()}{words[1:]}"
                found[binding.id] = Elsewhere(binding.id, title, tab, binding.action)
    return tuple(found.values())


def elsewhere(here: str) -> tuple[Elsewhere, ...]:
    """What the tabs other than this one do."""
    return tuple(each for tab in TABS if tab != here for each in of_tab(tab))
