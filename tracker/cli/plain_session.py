"""The plain session: leads through a session line by line, on any terminal or pipe.

It prints each hold, its half, each change, the next point and the end. It never moves the cursor
and prints no colours. It uses the app's checkpoint and record, so each can continue a session that
the other started.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import click

from tracker.checkpoint import CheckpointError, TakenOver
from tracker.checkpoint.autosave import Autosave
from tracker.cli.context import CommandContext, say
from tracker.cli.line_input import LineSource
from tracker.cli.output import print_lines
from tracker.core.entry.practice_line import NOT_SAID, MatUse
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import SCALE
from tracker.core.session.events import bells, events
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.plan import Plan
from tracker.core.session.routine_plan import plan_of
from tracker.core.session.running import Answer, Running
from tracker.core.session.spoken import (
    announcements,
    hold_words,
    pause_words,
    plan_words,
    resume_words,
)
from tracker.core.text.durations import duration_words
from tracker.journal.journal import JournalError
from tracker.practice import sessions
from tracker.practice.hard_moments import IN_SHELL, aim_words, quiet_line
from tracker.practice.pressing import find_pressed
from tracker.practice.signposts import signpost
from tracker.suspension import RunningTime

TICK: Final = 1.0
"""Maximum seconds between two samples; the next message can be due earlier."""

KEYS: Final = (
    "Enter pauses and goes on, n Enter is next, p Enter previous, q Enter stops and keeps."
)
DECIDE: Final = "Enter goes on, k Enter keeps what was done, d Enter discards it."
TAKE_OVER: Final = "Enter leaves it there, t Enter takes it over: it stops there and goes on here."


class PlainSession:
    """Leads one person through a session, line by line; with `ring`, changes ring the bell."""

    def __init__(
        self, context: CommandContext, line_input: LineSource, *, ring: bool = False
    ) -> None:
        self._context = context
        self._line_input = line_input
        self._ring = ring
        self._autosave: Autosave | None = None
        self._problem: str | None = None
        self._stop = False
        """Whether Ctrl-C asked to end here and keep what was done."""
        self.clock = RunningTime(context.monotonic)
        """Seconds of the session, without the time that the process was stopped."""

    def stop(self) -> None:
        """End soon and keep what was done. Raises KeyboardInterrupt if no session runs yet."""
        if self._autosave is None or self._stop:
            raise KeyboardInterrupt
        self._stop = True

    def save_now(self) -> None:
        """Save the running session; safe to call from any thread."""
        if self._autosave is not None:
            self._autosave.save_now()

    def open(self) -> None:
        """Check that a session can start, before anything is pressed.

        Raises JournalError if recording is refused, ClickException if there is an unfinished
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
        """Lead through a routine; call `open` first. Returns the exit code."""
        plan = plan_of(routine, self._context.library.find)
        return self._start(
            routine.name, plan, partial(sessions.begin_routine, self._context, routine)
        )

    def start_mat(self, plan: Plan, use: MatUse = NOT_SAID) -> int:
        """Lead through time on the mat; call `open` first. Returns the exit code."""
        begin = partial(sessions.begin_mat, self._context, plan, use)
        return self._start("Mat", plan, begin, aim_words(IN_SHELL))

    def _start(
        self, title: str, plan: Plan, begin: Callable[[dict[str, Answer]], Running], *more: str
    ) -> int:
        print_lines([plan_words(title, plan), *more, *self._hints()])
        return self._lead(begin(dict(self._asked("before"))), LiveSession.start)

    def go_on(self, choice: str | None) -> int:
        """Continue the unfinished session (`go`), `keep` it or `discard` it.

        Without a choice the person is asked. Returns the exit code. Raises UsageError if there is
        no unfinished session, ClickException if nothing is chosen or it runs elsewhere.
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
            return self._end(mine.session.finish(self.clock.now()))
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
        """Ask for mood and tension if a person can be asked; yields each field and its answer."""
        settings = self._context.settings
        asks = settings.asks_before if when == "before" else settings.asks_after
        if not (asks and self._line_input.interactive):
            return
        for name, words in (("mood", "0 worst, 10 best"), ("tension", "0 none, 10 worst")):
            print_lines([f"{name.capitalize()} {when}, {words}; Enter passes it by."])
            line = self._line_input.read_line(None) or ""
            self._say_signpost(line)
            if line.isascii() and line.isdigit() and int(line) in SCALE:
                yield f"{name}_{when}", int(line)

    def _lead(self, running: Running, start: Callable[[LiveSession, float], LiveSession]) -> int:
        autosave = self._autosave = sessions.new_autosave(self._context, running)
        now, find = self.clock.now, partial(find_pressed, self._context)
        before, session = running.session, start(running.session, now())
        print_lines([hold_words(session, find)])
        while True:
            self._announce(before, session)
            autosave.sample(session)
            if autosave.taken_over:
                raise TakenOver(autosave.taken_over)
            self._say_problem(autosave.problem)
            if session.done:
                return self._end(session)
            before = session
            line = self._line_input.read_line(_seconds_to_next(session))
            session = session.at(now())
            if self._stop:
                line = "q"
            if line is None and self._line_input.closed:
                line = _unattended(session)
            if line is not None:
                self._announce(before, session)
                before, session = session, self._obey(line, session)

    def _obey(self, line: str, session: LiveSession) -> LiveSession:
        """The session after the typed line; a line that is not understood changes nothing."""
        now = self.clock.now()
        match line.casefold():
            case "" if session.running:
                paused = session.pause(now)
                print_lines([pause_words(paused)])
                return paused
            case "" if not session.done:
                resumed = session.resume(now, settle=True)
                print_lines([resume_words(resumed)])
                return resumed
            case "n":
                return session.skip(now)
            case "p":
                return session.previous(now)
            case "q":
                return session.finish(now)
            case "?" | "h":
                print_lines([KEYS])
            case _:
                self._say_signpost(line)
                say(f"“{line[:40]}” is not understood. {KEYS}")
        return session

    def _say_signpost(self, line: str) -> None:
        """Print the signpost for the typed line, if there is one."""
        context = self._context
        if found := signpost(context.library, line, context.country):
            say(found.text)

    def _announce(self, before: LiveSession, after: LiveSession) -> None:
        happened = events(before, after)
        find = partial(find_pressed, self._context)
        print_lines(announcements(before, after, happened, find))
        if self._ring and (count := bells(happened)):
            click.echo("\a" * count, nl=False)

    def _say_problem(self, problem: str | None) -> None:
        if problem and problem != self._problem:
            say(problem)
        self._problem = problem

    def _end(self, session: LiveSession) -> int:
        """Record what was held and print the summary. Returns the exit code."""
        autosave, context = self._autosave, self._context
        if autosave is None:
            raise ValueError("no session was started")
        autosave.sample(session)
        if session.practised:
            how = "Stopped" if session.stopped_early else "Done"
            print_lines([f"{how}: {duration_words(session.practised)} held."])
            if form := dict(self._asked("after")):
                autosave.answer(form)
        summary = sessions.end(context, autosave)
        if summary is None:
            print_lines([sessions.NOTHING_HELD])
            return 0
        context.daily_maintenance()
        print_lines(summary.lines(quiet_line(context, summary.record, IN_SHELL)))
        return 0


def _unattended(session: LiveSession) -> str | None:
    """The line to act on during a pause if the input has ended, so that the session ends too.

    After a gap the session continues; after a pause that the person asked for it ends.
    """
    if session.running or session.done:
        return None
    return "" if session.why is Pause.GAP else "q"


def _seconds_to_next(session: LiveSession) -> float:
    """Seconds until the next message can be due, at most `TICK`."""
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
