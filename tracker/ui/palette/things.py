"""Routines, points and what other tabs do, by name, for the palette. What was typed stays text."""

from functools import partial
from typing import Final, cast

from textual.command import Hit, Hits, Provider
from textual.content import Content

from tracker.core.facts.points import Point, StandardPoint
from tracker.core.facts.routines import Routine
from tracker.core.text.durations import duration_words
from tracker.library import LibraryError
from tracker.practice.signposts import signpost
from tracker.ui.palette.other_tabs import FARTHER, Elsewhere, elsewhere
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.tracker import Tracker

_POINTS: Final = 12
"""As many as are looked through before one types on."""
_FIRST: Final = 2.0
"""Above every match, which is 1 at most."""
_FOUND: Final = 0.5
"""How good a point is that was found by another name than the one shown, from 0 to 1."""


class NamedThings(Provider):
    """``start Three calm minutes``, ``show PC6 Inner Pass``, ``calendar: read the year``.

    Offered from a tab only: nothing else is left through the palette.
    """

    async def search(self, query: str) -> Hits:
        """What starts or shows something of this name; first, a sentence for words of a crisis."""
        tracker = cast("Tracker", self.app)
        if sentence := signpost(tracker.library, query):
            yield Hit(_FIRST, Content(sentence), self._help_now, sentence, "Opens help now")
        if not isinstance(self.screen, TabScreen):
            return
        try:
            routines = tracker.library.routines()
            found = tracker.library.index().search(query.removeprefix("show "), limit=_POINTS)
        except LibraryError:
            return
        for routine in routines:
            title = f"start {routine.name}"
            if score := self.matcher(query).match(title):
                about = f"{duration_words(routine.total)}, {', '.join(routine.points)}"
                yield Hit(
                    score, self._lit(query, title), partial(self._start, routine), title, about
                )
        for place, hit in enumerate(found):
            title = f"show {_named(hit.found)}"
            score = self.matcher(query).match(title) or _FOUND - place / 100
            yield Hit(score, self._lit(query, title), partial(self._show, hit.found.code), title)
        for done in elsewhere(self.screen.TAB):
            if score := self.matcher(query).match(done.title):
                lit = self._lit(query, done.title)
                yield Hit(score * FARTHER, lit, partial(self._go, done), done.title)

    def _lit(self, query: str, title: str) -> Content:
        """The title with the letters that were asked for; markup in it is none."""
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

    async def _go(self, done: Elsewhere) -> None:
        await self.app.switch_mode(done.tab)
        there = self.app.screen
        there.call_after_refresh(self.app.run_action, done.action, there)

    def _show(self, code: str) -> None:
        from tracker.ui.points.point_page import PointScreen

        self.app.push_screen(PointScreen(code))


def _named(point: Point | StandardPoint) -> str:
    if isinstance(point, Point):
        return f"{point.code} {point.english or point.pinyin}".strip()
    return f"{point.code} {point.pinyin}"
