"""The plain session: a routine line by line, on any terminal or pipe.

It says each hold, half-way, each change, the next point and the end. Nothing moves a cursor,
nothing is coloured. The checkpoint and the record are the same as the screen's, so either can go
on with what the other began.
"""

import os
from collections.abc import Callable, Iterator
from typing import Final, Protocol

import click

from tracker.checkpoint import Checkpoint, is_living, this_place, this_process
from tracker.checkpoint.autosave import Autosave
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.days.practice_days import practice_day
from tracker.core.facts.sessions import SCALE, Kind
from tracker.core.facts.ulid import ulid
from tracker.core.session.events import bells, events
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.plan import Plan
from tracker.core.session.running import Answer, Running
from tracker.core.session.spoken import coming, opening, paused, resumed, said
from tracker.core.session.to_record import recorded
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import describe
from tracker.practice.names import record_label

TICK: Final = 1.0
"""Seconds between two samples when nothing is due earlier."""

KEYS: Final = (
    "Enter pauses and goes on, n Enter is next, p Enter previous, q Enter stops and keeps."
)


class LineSource(Protocol):
    """Where lines come from; ``tracker.cli.ears.LineInput`` is one."""

    @property
    def interactive(self) -> bool:
        """Whether someone can be asked."""

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""

    def read_line(self, seconds: float | None) -> str | None:
        """The next line, or none in this time."""


class PlainSession:
    """One session on one desk, led through by lines."""

    def __init__(
        self, context: CommandContext, line_input: LineSource, *, ring: bool = False
    ) -> None:
        self._context = context
        self._line_input = line_input
        self._ring = ring
        self._checkpoint = Checkpoint(context.paths.data)
        self._autosave: Autosave | None = None
        self._problem: str | None = None
        self._stop = False
        """Ctrl-C was pressed: end here and keep."""

    def stop(self) -> None:
        """End and keep at the next chance; before anything runs, give up."""
        if self._autosave is None or self._stop:
            raise KeyboardInterrupt
        self._stop = True

    def save_now(self) -> None:
        """Save what runs, from any thread."""
        if self._autosave is not None:
            self._autosave.save_now()

    def start(self, plan: Plan, title: str, routine: str | None) -> int:
        """Lead through a plan; the exit code."""
        self._refuse_interrupted()
        print_lines([opening(title, plan), *self._hints()])
        now = self._context.now()
        form: dict[str, Answer] = dict(self._asked("before"))
        running = Running(
            id=ulid(now),
            started=now,
            zone=self._context.zone.name,
            day=practice_day(now, self._context.settings.day_starts_at),
            routine=routine,
            session=LiveSession(plan),
            form=form,
            where=this_place(os.environ),
            saved=now,
            owner=this_process(),
        )
        return self._lead(running, LiveSession.start)

    def go_on(self, choice: str | None) -> int:
        """Go on with the session that waits, keep it or discard it; asks unless told.

        Raises ClickException when none waits, or one is counted elsewhere.
        """
        found = self._context.interrupted
        if found is None:
            raise click.UsageError("what? A routine such as calm, or points such as PC6 HT7")
        self._refuse_living(found)
        session = found.session
        order = self._context.settings.date_order
        begun = describe(found.started, self._context.now(), order)
        print_lines([f"A session waits: {duration_words(session.practised)} held, begun {begun}."])
        if choice is None and self._line_input.interactive:
            print_lines(["Enter goes on, k Enter keeps it as it is, d Enter discards it."])
            choice = {"": "go", "k": "keep", "d": "discard"}.get(
                self._line_input.read_line(None) or "", ""
            )
        if choice not in {"go", "keep", "discard"}:
            raise click.ClickException("it goes on waiting; --waiting go, keep or discard decides")
        mine = self._checkpoint.claim(
            found.id,
            this_process(),
            this_place(os.environ),
            self._context.now(),
            take_over=True,
        )
        if choice == "discard":
            self._checkpoint.clear(mine.owner.token)
            print_lines(["Discarded."])
            return 0
        if choice == "keep" or mine.session.done:
            self._autosave = self._kept(mine)
            return self._end(mine.session.finish(self._context.monotonic()))
        print_lines(self._hints())
        return self._lead(mine, lambda session, now: session.resume(now, settle=True))

    def _refuse_interrupted(self) -> None:
        found = self._context.interrupted
        if found is None or self._context.journal.practice(found.id) is not None:
            return
        self._refuse_living(found)
        raise click.ClickException(
            f"a session of {duration_words(found.session.practised)} waits; "
            "'tsubo start --plain' goes on with it, keeps it or discards it"
        )

    def _refuse_living(self, found: Running) -> None:
        if is_living(found, this_process(), self._context.now()):
            raise click.ClickException(f"a session runs already, counted by {found.where}")

    def _hints(self) -> Iterator[str]:
        if not self._line_input.closed:
            yield KEYS

    def _asked(self, when: str) -> Iterator[tuple[str, Answer]]:
        """Two questions, each passed by with Enter; none when nobody is there to answer."""
        if not self._line_input.interactive:
            return
        for name, words in (("mood", "0 worst, 10 best"), ("tension", "0 none, 10 worst")):
            print_lines([f"{name.capitalize()} {when}, {words}; Enter passes it by."])
            heard = self._line_input.read_line(None) or ""
            if heard.isascii() and heard.isdigit() and int(heard) in SCALE:
                yield f"{name}_{when}", int(heard)

    def _kept(self, running: Running) -> Autosave:
        context = self._context
        return Autosave(self._checkpoint, running, now=context.now, monotonic=context.monotonic)

    def _lead(self, running: Running, begin: Callable[[LiveSession, float], LiveSession]) -> int:
        autosave = self._autosave = self._kept(running)
        now, find = self._context.monotonic, self._context.library.find
        before = running.session
        session = begin(before, now())
        print_lines([coming(session, find)])
        while True:
            self._tell(before, session)
            autosave.sample(session)
            if autosave.taken_over:
                print_lines([f"It went on elsewhere: {autosave.taken_over}."])
                return 1
            self._complain(autosave.problem)
            if session.done:
                return self._end(session)
            before = session
            heard = self._line_input.read_line(_until_next(session))
            session = session.at(now())
            if self._stop:
                heard = "q"
            if heard is None and self._line_input.closed:
                heard = _alone(session)
            if heard is not None:
                self._tell(before, session)
                before, session = session, self._answered(session, heard)

    def _answered(self, session: LiveSession, heard: str) -> LiveSession:
        now = self._context.monotonic()
        match heard.casefold():
            case "" if session.running:
                stopped = session.pause(now)
                print_lines([paused(stopped)])
                return stopped
            case "" if not session.done:
                going = session.resume(now, settle=True)
                print_lines([resumed(going)])
                return going
            case "n":
                return session.skip(now)
            case "p":
                return session.previous(now)
            case "q":
                return session.finish(now)
            case "?" | "h":
                print_lines([KEYS])
            case _:
                say(f"{heard[:40]}: not understood. {KEYS}")
        return session

    def _tell(self, before: LiveSession, after: LiveSession) -> None:
        happened = events(before, after)
        print_lines(said(before, after, happened, self._context.library.find))
        if self._ring and (count := bells(happened)):
            click.echo("\a" * count, nl=False)

    def _complain(self, problem: str | None) -> None:
        if problem and problem != self._problem:
            say(problem)
        self._problem = problem

    def _end(self, session: LiveSession) -> int:
        """Record what was held, once."""
        autosave, context = self._autosave, self._context
        if autosave is None:
            raise ValueError("nothing was begun")
        autosave.sample(session)
        if not session.practised:
            autosave.end()
            print_lines(["Nothing was held, so nothing is kept."])
            return 0
        over = "Stopped" if session.stopped_early else "Done"
        print_lines([f"{over}: {duration_words(session.practised)} held."])
        if form := dict(self._asked("after")):
            autosave.answer(form)
        running = autosave.running
        before = context.days(session.plan.kind)
        if context.journal.practice(running.id) is None:
            made = recorded(running, context.now())
            context.journal.record(made, label=record_label(context, made))
        autosave.end()
        context.daily_maintenance()
        print_lines(["Kept.", *self._streak(session.plan.kind, before.goal(before.today))])
        return 0

    def _streak(self, kind: Kind, goal: object) -> Iterator[str]:
        from tracker.core.days.streaks import streaks

        run = streaks(self._context.days(kind)).current
        if goal is not None and run is not None:
            yield f"{kind.value.capitalize()}: {run.words}."


def _alone(session: LiveSession) -> str | None:
    """What happens to a pause that nobody can end: one by itself goes on, one asked for ends."""
    if session.running or session.done:
        return None
    return "" if session.why is Pause.GAP else "q"


def _until_next(session: LiveSession) -> float:
    """Seconds until something is to be said, at most ``TICK``."""
    if not session.running:
        return TICK
    if session.settling:
        return min(TICK, session.settle_left)
    due = [TICK]
    if session.left:
        due.append(session.left)
        half = (session.planned_ms or 0) / 2000 - session.held
        if half > 0:
            due.append(half)
    return min(due)
