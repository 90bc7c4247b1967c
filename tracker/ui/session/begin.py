"""From what a person chose to a session that runs."""

import os
from collections.abc import Mapping

from tracker.checkpoint import this_place, this_process
from tracker.core.days.practice_days import practice_day
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Kind
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan
from tracker.core.session.routine_plan import TYPED, plan_of
from tracker.core.session.running import Answer, Running
from tracker.ui.screens.tracker import Tracker


def begun(
    tracker: Tracker, plan: Plan, form: Mapping[str, Answer], routine: str | None = None
) -> Running:
    """A session of this plan that begins now; its record's id is made here."""
    now = tracker.now()
    return Running(
        id=ulid(now),
        started=now,
        zone=tracker.zone.name,
        day=practice_day(now, tracker.settings.day_starts_at),
        routine=routine,
        session=LiveSession(plan),
        form=dict(form),
        where=this_place(os.environ),
        saved=now,
        owner=this_process(),
    )


def begun_routine(tracker: Tracker, routine: Routine, form: Mapping[str, Answer]) -> Running:
    """A session of this routine that begins now; points that were typed name none."""
    named = None if routine.id == TYPED else routine.id
    return begun(tracker, plan_of(routine, tracker.library.find), form, named)


def mat_words(running: Running) -> str | None:
    """Where and on what one lies; none when it is points that are pressed."""
    if running.session.plan.kind is not Kind.MAT:
        return None
    return ", ".join(_texts(running, "position", "layer"))


def _texts(running: Running, *fields: str) -> list[str]:
    return [text for field in fields if isinstance(text := running.form.get(field), str) and text]
