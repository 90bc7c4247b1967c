"""Words for a hard moment: before and after a session, and with a high score of a check.

They are never recorded or counted, and they block nothing.
"""

from dataclasses import dataclass
from typing import Final

from tracker.core.facts.checks import LOOK_FURTHER, Check, Instrument
from tracker.core.facts.sessions import Practice
from tracker.core.points.helplines import UNKNOWN_NUMBER, emergency_words
from tracker.core.points.signposts import SignpostKind
from tracker.practice.context import Context
from tracker.practice.signposts import signpost

IN_APP: Final = "F1"
IN_SHELL: Final = "`tsubo help-now`"
"""The key or command that opens the help, as the subject of a sentence."""

_LOWEST: Final = 1
"""Maximum mood after a session that makes the line name the help."""
_FALLEN: Final = 3
"""Minimum fall of the mood, in steps, that makes the line name the help."""
_HIGH: Final = 5
"""Minimum score of a check that puts people to call before the explanation."""


def aim_words(opens: str) -> str:
    """Words for someone who looks for the pain, shown with instructions for points and mats.

    `opens` as in `quiet_line`.
    """
    return (
        "Pain is not the aim. If you find you are looking for it, stop. "
        f"{opens} shows whom to talk to."
    )


def quiet_line(context: Context, record: Practice, opens: str) -> str | None:
    """One sentence after a hard session, the gravest that applies; `None` if none does.

    `opens` is the key or command that opens the help: `IN_APP` or `IN_SHELL`.
    """
    country = context.country
    found = signpost(context.library, record.note, country) if record.note else None
    kind = found.kind if found else None
    before, after = record.mood_before, record.mood_after
    if kind is SignpostKind.CRISIS:
        return f"That sounds very hard. Please talk to someone now: {opens} shows whom to call."
    if kind is SignpostKind.EMERGENCY:
        number = emergency_words(context.library.helplines(), country)
        return f"If that is happening now, call {number}."
    if after is not None and after <= _LOWEST:
        return f"If it is this hard now: {opens} shows whom to call."
    if before is not None and after is not None and before - after >= _FALLEN:
        return (
            "It got harder. That can happen, and it is not your doing. "
            f"{opens} shows people who listen."
        )
    if kind is SignpostKind.GENTLE:
        return f"If it is this heavy now: {opens} shows people who listen."
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckWords:
    """The words about a score, in the order they are shown."""

    first: tuple[str, ...] = ()
    """Shown before the score: whom to call."""
    suggested: str = ""
    limits: str
    last: str = ""

    def after_score(self) -> tuple[str, ...]:
        """The words that follow the score."""
        return tuple(filter(None, (self.suggested, self.limits, self.last)))


def check_words(context: Context, check: Check, opens: str) -> CheckWords:
    """The words about the score of a check; `opens` as in `quiet_line`.

    Raises LibraryError if the texts cannot be read.
    """
    texts = context.library.checks
    if check.score < LOOK_FURTHER:
        return CheckWords(limits=texts.limits)
    if check.score < _HIGH:
        listen = f"{opens} shows people who listen."
        return CheckWords(suggested=texts.further, limits=texts.limits, last=listen)
    if check.instrument is Instrument.GAD2:
        tired = (
            "Two weeks of that wear anyone out. A doctor or therapist can help; "
            f"{opens} shows people who listen now."
        )
        return CheckWords(first=(tired,), limits=texts.limits)
    return CheckWords(
        first=(
            "These two weeks sound very hard. You do not have to stay alone with it.",
            *_numbers(context, opens),
        ),
        limits=texts.limits,
        last="It would be good to talk to a doctor this week.",
    )


def _numbers(context: Context, opens: str) -> tuple[str, ...]:
    helplines, country = context.library.helplines(), context.country
    line, emergency = helplines.line(country), helplines.emergency(country)
    found = []
    if line is not None:
        hours = "day and night" if line.hours == "24/7" else line.hours
        service = "" if line.service == line.contact else f"{line.service}, "
        found.append(f"{line.name}: {service}{line.contact}, {hours}.")
    every = "All numbers" if country else "Whom to call in your country"
    found.append(f"In danger: {emergency or UNKNOWN_NUMBER}. {every}: {opens}.")
    return tuple(found)
