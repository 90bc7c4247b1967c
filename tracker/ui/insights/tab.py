"""The insights tab: one section at a time over a period, as a drawing and as sentences."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from tracker.core.facts.sessions import Kind, Practice
from tracker.core.insights.periods import Length, Period
from tracker.core.text.dates import day_words
from tracker.ui.insights.balance import BalanceSection
from tracker.ui.insights.checks import ChecksSection
from tracker.ui.insights.over_time import OverTimeSection
from tracker.ui.insights.practice import HoursSection, WeeksSection
from tracker.ui.insights.ratings import MatSection, MoodSection
from tracker.ui.insights.section import Section, View
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.section_line import SectionLine

_SECTIONS: tuple[type[Section], ...] = (
    WeeksSection,
    HoursSection,
    MoodSection,
    OverTimeSection,
    BalanceSection,
    MatSection,
    ChecksSection,
)


class InsightsScreen(TabScreen):
    """Sections on practice, balance, ratings and checks. None gives advice or claims a cause."""

    TAB = "insights"
    HELP = (
        "What you practised and what you rated, looked at from further off. Ratings are compared"
        " before and after; from five on something is drawn. A line is the interval that holds the"
        " average with 95 % confidence, the square is the average. None of it shows a cause."
    )
    CURSOR_AT = ("#sections",)
    KEYS = (
        "insights.next",
        "insights.measure",
        "insights.period",
        "insights.group",
        "insights.read",
        "insights.earlier",
        "insights.later",
        "insights.today",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,l,tab",
            "section(1)",
            "section",
            id="insights.next",
            key_display="←→",
            tooltip="Next section",
        ),
        Binding(
            "left,h,shift+tab",
            "section(-1)",
            "section before",
            id="insights.previous",
            show=False,
        ),
        Binding("o", "group", "group", id="insights.group", tooltip="By what it is grouped"),
        Binding("v", "measure", "measure", id="insights.measure", tooltip="Mood or tension"),
        Binding(
            "y", "period", "period", id="insights.period", tooltip="A longer or a shorter period"
        ),
        Binding("x", "read", "in words", id="insights.read", tooltip="The same in sentences"),
        Binding(
            "pageup,left_square_bracket,less_than_sign",
            "move(-1)",
            "earlier",
            id="insights.earlier",
        ),
        Binding(
            "pagedown,right_square_bracket,greater_than_sign",
            "move(1)",
            "later",
            id="insights.later",
        ),
        Binding("t", "today", "today", id="insights.today", show=False, tooltip="Up to today"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._sections: list[Section] = []
        """The sections that are offered now."""
        self._place = 0
        self._last: date | None = None
        """The last day shown; ``None``: today."""
        self._read: tuple[tuple[int, Period], Sequence[Practice]] | None = None

    def compose_body(self) -> ComposeResult:
        """The line of sections, and the sections; one is visible."""
        yield SectionLine([], id="sections")
        yield from (section() for section in _SECTIONS)

    def redraw(self) -> None:
        """Draw the open section; keys are handled while records are read."""
        self._sections = [each for each in self.query(Section) if each.offered(self.tracker)]
        self.query_one("#sections", SectionLine).offer([each.NAME for each in self._sections])
        self._place = min(self._place, len(self._sections) - 1)
        for each in self.query(Section):
            each.display = each is self._section
        self.refresh_bindings()
        self._draw()

    def on_resize(self) -> None:
        """Redraw: another size has room for more or less."""
        if self._shown is not None:
            self.redraw()

    @property
    def key_words(self) -> Mapping[str, str]:
        """What the keys of the open section lead to."""
        return self._section.key_words if self._sections else {}

    @property
    def _section(self) -> Section:
        return self._sections[self._place]

    @property
    def _earliest(self) -> date:
        """The day of the first record; today without records."""
        tracker = self.tracker
        firsts = [*(tracker.days(kind).first_record for kind in Kind), self._section.first(tracker)]
        return min(filter(None, firsts), default=tracker.today)

    @property
    def _period(self) -> Period:
        return Period.until(self._last or self.tracker.today, self._section.length, self._earliest)

    @property
    def _step(self) -> int:
        """Days from one period to the next; 0 if the period is all records."""
        return self._section.length.days or 0

    @work(exclusive=True, group="insights")
    async def _draw(self) -> None:
        section, period = self._section, self._period
        line = self.query_one("#sections", SectionLine)
        records: Sequence[Practice] = ()
        if section.READS:
            records = await self._records(period)
        line.show(self._place, "")
        look = look_of(self.app, self.tracker.settings)
        await section.draw(View(self.tracker, period, records, look, self._covers(section)))

    async def _records(self, period: Period) -> Sequence[Practice]:
        """The records of a period, read year by year and cached until something changes."""
        tracker = self.tracker
        state = (tracker.journal.revision, period)
        if self._read is not None and self._read[0] == state:
            return self._read[1]
        line, now = self.query_one("#sections", SectionLine), tracker.now()
        records: list[Practice] = []
        for part in period.years:
            line.show(self._place, f"reading {part.first.year}")
            await asyncio.sleep(0)
            for kind in Kind:
                read = tracker.journal.between(kind, part.first, part.last)
                records += [record for record in read if record.started <= now]
        self._read = (state, records)
        return records

    def _covers(self, section: Section) -> str:
        length = section.length
        if self._last is None:
            return length.value if length is Length.ALL else f"last {length.value}"
        order = self.tracker.settings.date_order
        return f"{length.value} to {day_words(self._last, order)}"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide keys that would change nothing."""
        if not self._sections:
            return True
        section = self._section
        match action:
            case "group":
                return section.GROUPS > 1
            case "measure":
                return section.MEASURES > 1
            case "period":
                return len(section.LENGTHS) > 1
            case "today":
                return self._last is not None
            case "move" if parameters == (1,):
                return self._last is not None and self._step > 0
            case "move":
                last = self._last or self.tracker.today
                return self._step > 0 and last - timedelta(days=self._step) >= self._earliest
        return True

    def action_section(self, by: int) -> None:
        """Open another section."""
        self._open((self._place + by) % len(self._sections))

    @on(SectionLine.Chosen)
    def _choose(self, chosen: SectionLine.Chosen) -> None:
        self._open(chosen.place)

    def _open(self, place: int) -> None:
        self._place = place
        self.redraw()

    def action_group(self) -> None:
        """Group by the next property."""
        self._section.take_next("group")
        self.redraw()

    def action_measure(self) -> None:
        """Show the next measure."""
        self._section.take_next("measure")
        self.redraw()

    def action_period(self) -> None:
        """Take the section's next period; after the last the first."""
        self._section.take_next("span")
        self.redraw()

    def action_move(self, by: int) -> None:
        """Go a period earlier or later, not beyond today."""
        last = (self._last or self.tracker.today) + timedelta(days=by * self._step)
        self._last = last if last < self.tracker.today else None
        self.redraw()

    def action_today(self) -> None:
        """Go back to the period that ends today."""
        self._last = None
        self.redraw()

    def action_read(self) -> None:
        """Show the section as sentences."""
        from tracker.ui.screens.text_page import ReadingScreen

        section = self._section
        title = f"{section.NAME}, {self._covers(section)}"
        self.app.push_screen(ReadingScreen(title, section.lines))
