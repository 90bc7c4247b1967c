"""The plain session: leads through a session line by line, on any terminal or pipe.

It tells each hold, its half, each change, the next point and the end, and the cautions before. It
never moves the cursor and prints no colours. It uses the app's checkpoint and record, so each can
continue a session that the other started.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Final

import click

from tracker.checkpoint import TakenOver
from tracker.checkpoint.autosave import Autosave
from tracker.cli.context import CommandContext
from tracker.cli.line_input import LineSource
from tracker.cli.plain.keys import HINT, PlainKeys
from tracker.cli.plain.output import LineOutput
from tracker.cli.plain.pace import Pace
from tracker.cli.plain.questions import Left, ask
from tracker.cli.plain.typed_lines import TypedLines
from tracker.cli.plain.unfinished import decide, find_unfinished, refuse_second
from tracker.core.entry.fields import Field
from tracker.core.entry.practice_line import NOT_SAID, MatUse
from tracker.core.entry.record_fields import AFTER, BEFORE, SETTING, STOPPED
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Kind, Layer, Position
from tracker.core.session.breath import PATTERNS
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.plan import Plan
from tracker.core.session.routine_plan import plan_of
from tracker.core.session.running import Answer, Running
from tracker.core.session.spoken import coming_words, hold_words, plan_words
from tracker.core.text.durations import duration_words
from tracker.journal.journal import JournalError
from tracker.practice import sessions
from tracker.practice.answers import override, override_label
from tracker.practice.cautions import NO_CAUTIONS, Cautions
from tracker.practice.hard_moments import IN_SHELL, aim_words, quiet_line
from tracker.practice.pressing import find_pressed
from tracker.suspension import RunningTime

BEAT: Final = 5.0
"""Seconds between two polls of the checkpoint while a question is open."""
PASSING: Final = "Enter passes a question by, q leaves; nothing is kept then."
KEEPING: Final = "Enter passes a question by, q passes all of them by."
ANYWAY: Final = "Lie down all the same? y or why, and Enter, and it is remembered; Enter leaves."
WHY: Final = replace(STOPPED[1], label="Why it ended early")
NOT_BEGUN: Final = "Not begun; nothing is kept."
LATER: Final = "It stays unfinished. `tsubo start --plain` goes on with it."


class PlainSession:
    """Leads one person through a session, line by line.

    With `rings`, changes ring. With `paced`, a gap lasts until a voice has said where to press, and
    a line that a voice has no time for is left out; with `waits`, a gap lasts until Enter.
    """

    def __init__(
        self,
        context: CommandContext,
        line_input: LineSource,
        *,
        rings: bool = False,
        paced: bool = False,
        waits: bool = False,
    ) -> None:
        self._context = context
        self._autosave: Autosave | None = None
        self._stop = False
        """Whether Ctrl-C asked to end here and keep what was done."""
        self.clock = RunningTime(context.monotonic)
        """Seconds of the session, without the time that the process was stopped."""
        self._output = LineOutput(self.clock.now, rings=rings)
        self._lines = TypedLines(line_input, self._output)
        pattern = PATTERNS[context.settings.breath]
        self._keys = PlainKeys(context, self._output, self.clock.now, pattern)
        self._pace = Pace(self._output, paced=paced, waits=waits)

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
        if unfinished := find_unfinished(self._context):
            refuse_second(unfinished)

    def start_routine(self, routine: Routine, cautions: Iterable[str] = ()) -> int:
        """Lead through a routine, its cautions first; call `open` first. Returns the exit code."""
        plan = plan_of(routine, self._context.library.find)
        self._output.say(plan_words(routine.name, plan), coming_words(plan), self._standing())
        self._output.say(*cautions, self._key_words(), self._pace.words)
        begin = partial(sessions.begin_routine, self._context, routine)
        return self._start(begin, BEFORE[Kind.POINTS])

    def start_mat(
        self,
        plan: Plan,
        use: MatUse = NOT_SAID,
        cautions: Callable[[MatUse], Cautions] = lambda _: NO_CAUTIONS,
    ) -> int:
        """Lead through time on the mat; call `open` first. Returns the exit code.

        The cautions depend on the position and the layer, so those are asked first.
        """
        self._output.say(plan_words("Mat", plan))
        where = self._asked([each for each in SETTING if getattr(use, each.name) is None], PASSING)
        if where is None:
            return 0
        position, layer = where.get("position"), where.get("layer")
        use = use._replace(
            position=Position(str(position)) if position else use.position,
            layer=Layer(str(layer)) if layer else use.layer,
        )
        found = cautions(use)
        self._output.say(self._standing(), *(line.text for line in found.lines()))
        self._output.say(aim_words(IN_SHELL), self._key_words(), self._pace.words)
        if found.held_back and not self._is_used_anyway(found):
            self._output.say(NOT_BEGUN)
            return 0
        begin = partial(sessions.begin_mat, self._context, plan, use)
        return self._start(begin, [each for each in BEFORE[Kind.MAT] if each not in SETTING])

    def _is_used_anyway(self, found: Cautions) -> bool:
        """Ask whether to lie down all the same, and record the choice; without a person, go on."""
        if not self._lines.interactive:
            return True
        self._output.say(ANYWAY)
        why = self._read()
        if not why or why in {"q", "Q", "n", "no"}:
            return False
        why = "" if why.casefold() in {"y", "yes"} else why
        overrides = override(self._context, found, why)
        self._context.journal.record(*overrides, label=override_label(overrides))
        return True

    def _standing(self) -> str:
        """The standing line if nothing was recorded yet."""
        is_used = any(self._context.days(kind).summaries for kind in Kind)
        return "" if is_used else self._context.built_in.about.standing

    def _key_words(self) -> str:
        return "" if self._lines.closed else HINT

    def _start(self, begin: Callable[[dict[str, Answer]], Running], fields: Iterable[Field]) -> int:
        form = self._asked(fields if self._context.settings.asks_before else (), PASSING)
        return 0 if form is None else self._lead(begin(form), LiveSession.start)

    def go_on(self, choice: str | None) -> int:
        """Continue the unfinished session (`go`), `keep` it or `discard` it.

        Without a choice the person is asked. Returns the exit code. Raises UsageError if there is
        no unfinished session, ClickException if nothing is chosen or it runs elsewhere.
        """
        unfinished = find_unfinished(self._context)
        if unfinished is None:
            raise click.UsageError("name a routine (calm) or points (PC6 HT7)")
        choice = decide(self._context, unfinished, self._lines, self._output, choice)
        if choice == "leave":
            return 0
        if choice == "discard":
            claimed = sessions.claim(self._context, unfinished)
            return self._discard(sessions.new_autosave(self._context, claimed))
        self._make_ready()
        mine = sessions.resume(self._context, unfinished)
        if choice == "keep" or mine.session.done:
            self._autosave = sessions.new_autosave(self._context, mine)
            return self._end(mine.session.finish(self.clock.now()))
        self._output.say(self._key_words())
        return self._lead(mine, lambda session, now: session.resume(now, settle=True))

    def _make_ready(self) -> None:
        context = self._context
        if refusal := sessions.refusal(context):
            raise JournalError(refusal)
        context.journal.begin(context.today)
        context.say_left()

    def _asked(self, fields: Iterable[Field], leaving: str) -> dict[str, Answer] | None:
        """The answers to these fields if a person can be asked; `None` if the person left."""
        asked = [*fields]
        if not self._lines.interactive or not asked:
            return {}
        self._output.say(leaving)
        try:
            return ask(asked, self._read, self._output)
        except Left as left:
            if leaving == KEEPING:
                return left.answers
            self._output.say(NOT_BEGUN)
            return None

    def _read(self) -> str | None:
        """Wait for a line; `None` at the end of the input. The checkpoint is kept meanwhile."""
        while True:
            line = self._lines.read(None if self._autosave is None else BEAT)
            if line is not None:
                self._output.heard()
                self._keys.say_signpost(line)
                return line
            if self._lines.closed or self._stop:
                return None
            if self._autosave is not None:
                self._autosave.sample(self._autosave.running.session)

    def _lead(self, running: Running, start: Callable[[LiveSession, float], LiveSession]) -> int:
        autosave = self._autosave = sessions.new_autosave(self._context, running)
        now, keys, pace, problem = self.clock.now, self._keys, self._pace, None
        before, session = running.session, start(running.session, now())
        self._output.say(hold_words(session, partial(find_pressed, self._context)))
        pace.gap_begins(session)
        while keys.ends is None:
            pace.announce(before, session, partial(find_pressed, self._context))
            pace.breathe(session, keys.pattern)
            autosave.sample(session)
            if autosave.taken_over:
                raise TakenOver(autosave.taken_over)
            if autosave.problem and autosave.problem != problem:
                self._output.say(autosave.problem)
            problem = autosave.problem
            if session.done:
                return self._end(session)
            before = session
            line = self._lines.read(pace.seconds_to_next(session, keys.pattern))
            session = pace.passed(session, now())
            if self._stop:
                session = session.finish(now())
                continue
            if line is None and self._lines.closed:
                line = self._unattended(session)
            if line is not None:
                self._output.heard()
                pace.announce(before, session, partial(find_pressed, self._context))
                before = session
                if line or not pace.go(session):
                    session = keys.obey(line, session)
        return self._leave(autosave)

    def _leave(self, autosave: Autosave) -> int:
        if self._keys.ends == "discard":
            return self._discard(autosave)
        if refused := autosave.save_now():
            raise click.ClickException(refused)
        self._output.say(LATER)
        return 0

    def _discard(self, autosave: Autosave) -> int:
        sessions.discard(autosave)
        self._output.say("Discarded.")
        return 0

    def _unattended(self, session: LiveSession) -> str | None:
        """The line to act on during a pause if the input has ended, so that the session ends too.

        After a gap the session continues; after a pause that the person asked for it ends.
        """
        if session.done:
            return None
        if session.running:
            return "" if self._pace.is_waiting else None
        return "" if session.why is Pause.GAP and not self._keys.is_asking else "."

    def _end(self, session: LiveSession) -> int:
        """Record what was held and print the summary. Returns the exit code."""
        autosave, context = self._autosave, self._context
        if autosave is None:
            raise ValueError("no session was started")
        autosave.sample(session)
        self._lines.ring_out()
        if session.practised:
            how = "Stopped" if session.stopped_early else "Done"
            self._output.say(f"{how}: {duration_words(session.practised)} held.")
            fields = [*([WHY] if session.stopped_early else []), *AFTER[session.plan.kind]]
            asks = context.settings.asks_after and not self._stop
            if form := self._asked(fields if asks else (), KEEPING):
                autosave.answer(form)
        summary = sessions.end(context, autosave)
        if summary is None:
            self._output.say(sessions.NOTHING_HELD)
            return 0
        context.daily_maintenance()
        self._output.say(*summary.lines(quiet_line(context, summary.record, IN_SHELL)))
        return 0
