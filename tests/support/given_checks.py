"""Taken checks for tests, and the words that no check may say."""

import re
from datetime import timedelta

from conftest import SUNDAY

from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.ulid import ulid
from tracker.library import Library

TEXTS = Library().checks
VERDICTS = re.compile(
    r"\b(depress(ion|ive)|disorder|mild|moderate|severe|positive|negative|normal|symptoms?|"
    r"diagnosed|improv\w+|worse|better|well done|good job)\b",
    re.IGNORECASE,
)
"""Words that would name an illness, or praise, or blame."""


def check_of(
    instrument: Instrument = Instrument.PHQ2, answers: tuple[int, int] = (1, 2), days_ago: int = 0
) -> Check:
    taken = SUNDAY - timedelta(days=days_ago)
    return Check(
        id=ulid(taken),
        made=taken,
        taken=taken,
        zone="Europe/Berlin",
        day=taken.date(),
        instrument=instrument,
        answers=answers,
        wording=TEXTS.wording,
    )
