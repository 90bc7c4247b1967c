"""The plain session: a routine line by line, on any terminal or pipe.

It says each hold, half-way, each change, the next point and the end. Nothing moves a cursor,
nothing is coloured. The checkpoint and the record are the same as the screen's, so either can go
on with what the other began.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final, Protocol

import click

from tracker.checkpoint import CheckpointError, TakenOver
from tracker.checkpoint.autosave import Autosave
from tracker.cli.context import CommandContext, say
from tracker.cli.output import print_lines
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import SCALE
from tracker.core.session.events import bells, events
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.plan import Plan
from tracker.core.session.routine_plan import plan_of
from tracker.core.session.running import Answer, Running
from tracker.core.session.spoken import coming, opening, paused, resumed, said
from tracker.core.text.durations import duration_words
from tracker.journal.journal import JournalError
from tracker.practice import sessions
from tracker.practice.signposts import signpost

TICK: Final = 1.0
"""Seconds between two samples when nothing is due earlier."""

KEYS: Final = (
    "Enter pauses and goes on, n Enter is next, p Enter previous, q Enter stops and keeps."
)


DECIDE: Final = "Enter goes on, k Enter keeps what was done, d Enter discards it."
TAKE_OVER: Final = "Enter leaves it there, t Enter takes it over: it stops there and goes on here."


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

    def open(self) -> None:
        """Say what the person ought to know before anything is pressed.

        Raises JournalError when nothing may be recorded, ClickException when there is an unfinished
        session.
        """
        self._make_ready()
        unfinished = self._unfinished()
        if unfinished is not None:
            self._refuse_running(unfinished)
            raise click.ClickException(
                f"there is an unfinished session ({unfinished.held}); "
                "continue, keep or discard it with 'tsubo start --plain'"
            )

    def start_routine(self, routine: Routine) -> int:
        """Lead through a routine, once ``open`` has refused nothing; the exit code."""
        plan = plan_of(routine, self._context.library.find)
        return self._start(
            routine.name, plan, partial(sessions.begin_routine, self._context, routine)
        )

    def start_mat(self, plan: Plan) -> int:
        """Lead through time on the mat, once ``open`` has refused nothing; the exit code."""
        return self._start("Mat", plan, partial(sessions.begin, self._context, plan))

    def _start(self, title: str, plan: Plan, begin: Callable[[dict[str, Answer]], Running]) -> int:
        print_lines([opening(title, plan), *self._hints()])
        return self._lead(begin(dict(self._asked("before"))), LiveSession.start)

    def go_on(self, choice: str | None) -> int:
        """Continue the unfinished session, keep it or discard it; asks without a choice.

        Raises UsageError when there is none, ClickException when nothing is chosen or it runs
        elsewhere.
        """
        unfinished = self._unfinished()
        if unfinished is None:
            raise click.UsageError("name a routine (calm) or points (PC6 HT7)")
        if choice or not self._line_input.interactive:
            self._refuse_running(unfinished)
        print_lines(sessions.unfinished_lines(self._context, unfinished))
        if choice is None and self._line_input.interactive:
            print_lines([TAKE_OVER if unfinished.runs_elsewhere else DECIDE])
            choice = self._choice(unfinished)
        if choice == "leave":
            return 0
        if choice not in {"go", "keep", "discard"}:
            raise click.ClickException(
                "it stays unfinished; decide with --waiting go, keep or discard"
            )
        if choice == "discard":
            claimed = sessions.claim(self._context, unfinished)
            sessions.discard(sessions.new_autosave(self._context, claimed))
            print_lines(["Discarded."])
            return 0
        self._make_ready()
        mine = sessions.resume(self._context, unfinished)
        if choice == "keep" or mine.session.done:
            self._autosave = sessions.new_autosave(self._context, mine)
            return self._end(mine.session.finish(self._context.monotonic()))
        print_lines(self._hints())
        return self._lead(mine, lambda session, now: session.resume(now, settle=True))

    def _make_ready(self) -> None:
        context = self._context
        if refusal := sessions.refusal(context):
            raise JournalError(refusal)
        context.journal.begin(context.today)
        context.say_left()

    def _unfinished(self) -> sessions.Unfinished | None:
        try:
            return sessions.unfinished(self._context)
        except CheckpointError as wrong:
            say(str(wrong))
            return None

    def _choice(self, unfinished: sessions.Unfinished) -> str:
        line = self._line_input.read_line(None) or ""
        if unfinished.runs_elsewhere:
            return {"t": "go"}.get(line.casefold(), "leave")
        return {"": "go", "k": "keep", "d": "discard"}.get(line.casefold(), "")

    def _refuse_running(self, unfinished: sessions.Unfinished) -> None:
        if unfinished.runs_elsewhere:
            raise click.ClickException(
                f"a session is already running in {unfinished.running.where}"
            )

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
            self._answer_first(heard)
            if heard.isascii() and heard.isdigit() and int(heard) in SCALE:
                yield f"{name}_{when}", int(heard)

    def _lead(self, running: Running, begin: Callable[[LiveSession, float], LiveSession]) -> int:
        autosave = self._autosave = sessions.new_autosave(self._context, running)
        now, find = self._context.monotonic, self._context.library.find
        before = running.session
        session = begin(before, now())
        print_lines([coming(session, find)])
        while True:
            self._tell(before, session)
            autosave.sample(session)
            if autosave.taken_over:
                raise TakenOver(autosave.taken_over)
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
                self._answer_first(heard)
                say(f"{heard[:40]}: not understood. {KEYS}")
        return session

    def _answer_first(self, heard: str) -> None:
        """Say the sentence for words that ask for more than a session."""
        if sentence := signpost(self._context.library, heard):
            say(sentence)

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
        if session.practised:
            over = "Stopped" if session.stopped_early else "Done"
            print_lines([f"{over}: {duration_words(session.practised)} held."])
            if form := dict(self._asked("after")):
                autosave.answer(form)
        summary = sessions.end(context, autosave)
        if summary is None:
            print_lines([sessions.NOTHING_HELD])
            return 0
        context.daily_maintenance()
        print_lines(summary.lines())
        return 0


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
