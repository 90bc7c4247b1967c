"""Routines, points, settings and the actions of other tabs by name, for the command palette.

The typed text and the names are shown as text, never as markup.
"""

from functools import partial
from typing import Final, cast

from textual.command import Hit, Hits, Provider
from textual.content import Content

from tracker.config.settings import declared
from tracker.core.facts.points import Point, StandardPoint
from tracker.core.facts.routines import Routine
from tracker.core.text.durations import duration_words
from tracker.library import LibraryError
from tracker.practice.signposts import signpost
from tracker.ui.palette.other_tabs import OTHER_TAB, TabAction, actions_of_other_tabs
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.screens.tracker import Tracker

_POINTS: Final = 12
"""Maximum number of points that a query offers."""
_FIRST: Final = 2.0
"""The score of a signpost, above that of every match (1 at most)."""
_FOUND: Final = 0.5
"""The score, from 0 to 1, of a point that was found by another name than the one shown."""


class NamedThings(Provider):
    """`start Three calm minutes`, `show PC6 Inner Pass`, `setting: Country`, `calendar: why`.

    Only tabs offer these, because the palette must not leave another screen. Signposts are shown
    everywhere.
    """

    async def search(self, query: str) -> Hits:
        """The commands whose name matches; before them the signpost, for words of a crisis."""
        tracker = cast("Tracker", self.app)
        if found := signpost(tracker.library, query, tracker.country):
            yield Hit(_FIRST, Content(found.text), self._help_now, found.text, "Opens help now")
        if not isinstance(self.screen, TabScreen):
            return
        try:
            routines = tracker.library.routines()
            hits = tracker.library.index().search(query.removeprefix("show "), limit=_POINTS)
        except LibraryError:
            return
        for routine in routines:
            title = f"start {routine.name}"
            if score := self.matcher(query).match(title):
                about = f"{duration_words(routine.total)}, {', '.join(routine.points)}"
                yield Hit(
                    score, self._lit(query, title), partial(self._start, routine), title, about
                )
        for place, hit in enumerate(hits):
            title = f"show {_named(hit.found)}"
            score = self.matcher(query).match(title) or _FOUND - place / 100
            yield Hit(score, self._lit(query, title), partial(self._show, hit.found.code), title)
        for setting in declared().values():
            title = f"setting: {setting.label}"
            if score := self.matcher(query).match(title):
                lit = self._lit(query, title)
                yield Hit(score, lit, partial(self._set, setting.key), title, setting.help)
        for there in actions_of_other_tabs(self.screen.TAB):
            if score := self.matcher(query).match(there.title):
                lit = self._lit(query, there.title)
                yield Hit(score * OTHER_TAB, lit, partial(self._go, there), there.title)

    def _lit(self, query: str, title: str) -> Content:
        """The title with the matching letters highlighted; markup in it stays text."""
        score, places = self.matcher(query).fuzzy_search.match(query, title)
        lit = Content(title)
        style = self.matcher(query).match_style
        for place in places if score else ():
            lit = lit.stylize(style, place, place + 1)
        return lit

    async def _help_now(self) -> None:
        await self.app.run_action("app.help_now")

    def _start(self, routine: Routine) -> None:
        cast("Tracker", self.app).begin(routine)

    def _set(self, key: str) -> None:
        self.app.push_screen(lazy_screen("settings", key)())

    async def _go(self, there: TabAction) -> None:
        await self.app.switch_mode(there.tab)
        tab = self.app.screen
        tab.call_after_refresh(self.app.run_action, there.action, tab)

    def _show(self, code: str) -> None:
        from tracker.ui.points.point_page import PointScreen

        self.app.push_screen(PointScreen(code))


def _named(point: Point | StandardPoint) -> str:
    if isinstance(point, Point):
        return f"{point.code} {point.english or point.pinyin}".strip()
    return f"{point.code} {point.pinyin}"
