"""The actions of other tabs by name; the palette switches to the tab, then runs the action."""

from functools import cache
from typing import Final, NamedTuple

from textual.binding import Binding

from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import screen_class
from tracker.ui.widgets.tab_line import TABS

OTHER_TAB: Final = 0.8
"""The factor for the score of an action of another tab, so that those of this screen come first."""


class TabAction(NamedTuple):
    """An action that a tab has a key for."""

    id: str
    """The id of its binding."""
    title: str
    tab: str
    action: str


@cache
def actions_of_tab(tab: str) -> tuple[TabAction, ...]:
    """The actions of this tab that not every tab has. Imports the tab's module."""
    screen = screen_class(tab)
    actions: dict[str, TabAction] = {}
    for owner in screen.__mro__[: screen.__mro__.index(TabScreen)]:
        for binding in vars(owner).get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.id and binding.description:
                words = binding.tooltip or binding.description
                title = f"{TABS[tab].lower()}: {words[:1].lower()}{words[1:]}"
                actions[binding.id] = TabAction(binding.id, title, tab, binding.action)
    return tuple(actions.values())


def actions_of_other_tabs(here: str) -> tuple[TabAction, ...]:
    """The actions of all tabs but this one."""
    return tuple(action for tab in TABS if tab != here for action in actions_of_tab(tab))
