"""Turns a running session into its record, from what was held and answered."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from tracker.core.facts.sessions import (
    LONGEST_NOTE,
    SCALE,
    Effect,
    Kind,
    Layer,
    MatSession,
    Position,
    PressedWith,
    Pressure,
    Session,
    Skin,
)
from tracker.core.session.running import Answer, Running

Word = TypeVar("Word", bound=StrEnum)


def record_of(running: Running, made: datetime) -> Session | MatSession:
    """The record of this session as it is now, entered at `made`.

    An answer of the wrong type or range is left out.
    """
    return _mat(running, made) if running.session.plan.kind is Kind.MAT else _points(running, made)


def _points(running: Running, made: datetime) -> Session:
    form = running.form
    effects = form.get("effects")
    felt = effects if isinstance(effects, list) else []
    return Session(
        id=running.id,
        made=made,
        started=running.started,
        zone=running.zone,
        day=running.day,
        routine=running.routine,
        holds=running.session.holds(),
        mood_before=_scale(form, "mood_before"),
        mood_after=_scale(form, "mood_after"),
        tension_before=_scale(form, "tension_before"),
        tension_after=_scale(form, "tension_after"),
        pressed_with=_word(form, "pressed_with", PressedWith),
        pressure=_word(form, "pressure", Pressure),
        effects=tuple(effect for effect in Effect if effect.value in felt),
        note=_text(form, "note"),
        stopped_early=running.session.stopped_early,
        stopped_why=_text(form, "stopped_why"),
    )


def _mat(running: Running, made: datetime) -> MatSession:
    form = running.form
    return MatSession(
        id=running.id,
        made=made,
        started=running.started,
        zone=running.zone,
        day=running.day,
        planned=running.session.plan.steps[0].seconds,
        lain=running.session.practised,
        position=_word(form, "position", Position),
        layer=_word(form, "layer", Layer),
        surface=_text(form, "surface"),
        discomfort_start=_scale(form, "discomfort_start"),
        discomfort_end=_scale(form, "discomfort_end"),
        mood_before=_scale(form, "mood_before"),
        mood_after=_scale(form, "mood_after"),
        tension_before=_scale(form, "tension_before"),
        tension_after=_scale(form, "tension_after"),
        skin=_word(form, "skin", Skin),
        mat=_text(form, "mat"),
        note=_text(form, "note"),
        stopped_early=running.session.stopped_early,
        stopped_why=_text(form, "stopped_why"),
    )


def _scale(form: Mapping[str, Answer], field: str) -> int | None:
    value = form.get(field)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and value in SCALE else None  # type: ignore[return-value]


def _text(form: Mapping[str, Answer], field: str) -> str:
    value = form.get(field)
    return value[:LONGEST_NOTE] if isinstance(value, str) else ""


def _word(form: Mapping[str, Answer], field: str, words: type[Word]) -> Word | None:
    value = form.get(field)
    return next((word for word in words if word.value == value), None)
