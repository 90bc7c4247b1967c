"""Begins, continues, ends and discards a session.

The app's screens and the plain session both call these. A session is recorded once, under the id
that it was given at its start, whichever process ends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tracker.checkpoint import CheckpointError, TakenOver, is_living, this_process
from tracker.checkpoint.autosave import Autosave
from tracker.core.days.practice_days import practice_day
from tracker.core.entry.practice_line import MatUse
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.routines import Routine
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan, mat_plan
from tracker.core.session.routine_plan import TYPED, plan_of
from tracker.core.session.running import Answer, Running
from tracker.core.session.spoken import stands_at
from tracker.core.session.to_record import record_of
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import moment_words
from tracker.journal.journal import JournalError
from tracker.practice.context import Context
from tracker.practice.names import record_label, session_title
from tracker.practice.summary import Summary, summary

NOTHING_HELD: Final = "Nothing was held, so nothing is kept."
"""The message when a session ends without a record."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that stopped before it was recorded, or that runs in another terminal."""

    running: Running
    runs_elsewhere: bool
    """Whether it is running in another living process; continuing it here takes it over."""

    @property
    def held(self) -> str:
        """The time held so far, `1 min 18 s`."""
        return duration_words(self.running.session.practised)

    @property
    def stands_at(self) -> str:
        """The hold at which it continues, `HT7 left, 0:42 to go`."""
        return stands_at(self.running.session)


def refusal(context: Context) -> str | None:
    """Why a session cannot start or continue now; `None` if it can.

    In an unknown time zone a record would get the wrong day. Check before anything is pressed.
    """
    unknown = context.zone.refusal
    return f"{unknown}. No session can be recorded: its day would be wrong" if unknown else None


def begin(
    context: Context, plan: Plan, form: Mapping[str, Answer], routine: str | None = None
) -> Running:
    """Start a session of this plan.

    `form` has the answers given so far; `routine` is the id for its record. Raises JournalError if
    recording is refused.
    """
    _check(context)
    now = context.now()
    return Running(
        id=ulid(now),
        started=now,
        zone=context.zone.name,
        day=practice_day(now, context.settings.day_starts_at),
        routine=routine,
        session=LiveSession(plan),
        form=dict(form),
        where=context.place,
        saved=now,
        owner=this_process(),
    )


def begin_routine(context: Context, routine: Routine, form: Mapping[str, Answer]) -> Running:
    """Start a session of this routine; errors as in `begin`.

    The record names the routine, unless it was made from typed points.
    """
    named = None if routine.id == TYPED else routine.id
    return begin(context, plan_of(routine, context.library.find), form, named)


def begin_mat(context: Context, plan: Plan, use: MatUse, form: Mapping[str, Answer]) -> Running:
    """Start a session on the mat, in this position and layer; errors as in `begin`."""
    setting = {"position": use.position, "layer": use.layer}
    return begin(context, plan, {**{name: to for name, to in setting.items() if to}, **form})


def plan_mat(context: Context, seconds: float | None) -> Plan:
    """The plan of a mat session, after the usual gap to lie down.

    It counts down from `seconds`; with `None` it counts up and marks the usual goal. Raises
    ValueError if it is longer than a mat session can be.
    """
    settings = context.settings
    goal = settings.mat_goal_minutes * 60.0 if seconds is None else None
    return mat_plan(seconds, goal=goal, settle=float(settings.settle_seconds))


def unfinished(context: Context) -> Unfinished | None:
    """The unfinished session in the checkpoint; `None` without one.

    If it is recorded already, its process died before it cleared the checkpoint: that is done here.
    Raises CheckpointError if it cannot be read.
    """
    running = context.checkpoint.read()
    if running is None:
        return None
    if context.journal.practice(running.id) is None:
        return Unfinished(running, runs_elsewhere(context, running))
    owner = this_process()
    context.checkpoint.claim(running.id, owner, running.where, context.now(), take_over=True)
    context.checkpoint.clear(owner.token)
    return None


def runs_elsewhere(context: Context, running: Running) -> bool:
    """Whether this session is running in another living process."""
    return is_living(running, this_process(), context.now())


def unfinished_lines(context: Context, session: Unfinished) -> tuple[str, str, str]:
    """Three lines about it: a heading, how far it is, and where and when it ran."""
    running, now = session.running, context.now()
    order = context.settings.date_order
    started, saved = (moment_words(at, now, order) for at in (running.started, running.saved))
    if session.runs_elsewhere:
        heading = "A session runs in another terminal"
        where = f"Started {started}. Running in {running.where}, last active {saved}."
    else:
        heading = "There is an unfinished session"
        where = f"Started {started}, stopped {saved} in {running.where}."
    title = session_title(context.library, running)
    on_mat = running.session.plan.kind is Kind.MAT  # which the title names
    stands = stands_at(running.session, place=not on_mat)
    return heading, f"{title}: {session.held} done, {stands}", where


def resume(context: Context, session: Unfinished) -> Running:
    """Claim an unfinished session, to continue or keep it.

    Raises JournalError if recording is refused; other errors as in `claim`.
    """
    _check(context)
    return claim(context, session)


def claim(context: Context, session: Unfinished) -> Running:
    """Make this process the owner of an unfinished session. Returns it as the checkpoint has it.

    Raises TakenOver if it is no longer there, Living if another process has continued it since
    `session` was read, CheckpointError if the disk refuses.
    """
    return context.checkpoint.claim(
        session.running.id,
        this_process(),
        context.place,
        context.now(),
        take_over=session.runs_elsewhere,
    )


def new_autosave(context: Context, running: Running) -> Autosave:
    """The autosave of a session that this process owns."""
    return Autosave(context.checkpoint, running, now=context.now, monotonic=context.monotonic)


def end(context: Context, autosave: Autosave) -> Summary | None:
    """Record the session once, as it was last sampled, and clear its checkpoint.

    Returns its summary; `None`, without a record, if nothing was held. Raises TakenOver if another
    terminal has the session by now. Raises JournalError or StoreError if the record is refused;
    then the session stays in its checkpoint, to be ended later.
    """
    running = autosave.running
    autosave.sample(running.session)  # finds out who has it by now
    if autosave.taken_over is not None:
        raise TakenOver(autosave.taken_over)
    if not running.session.practised:
        autosave.end()
        return None
    record = context.journal.practice(running.id)
    if record is None:
        record = record_of(running, context.now())
        context.journal.record(record, label=record_label(context, record))
    autosave.end()
    return summary(context, record)


def discard(autosave: Autosave) -> None:
    """Remove the session without a record.

    Raises CheckpointError if the disk refuses; then it stays unfinished.
    """
    autosave.end()
    if autosave.problem is not None:
        raise CheckpointError(autosave.problem)


def _check(context: Context) -> None:
    if refused := refusal(context):
        raise JournalError(refused)
