"""Derives the current answers, and the overrides that still count, from all answers given."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from tracker.core.points.guard import Answer, Answers, Flag, FlagAnswer, Override


def known_overrides(
    overrides: Iterable[Override], given: Iterable[FlagAnswer]
) -> tuple[Override, ...]:
    """The overrides that still count, each without the flags that were answered differently since.

    ``given`` is in the order the answers were made.
    """
    answers: dict[Flag, Answer] = {}
    since: dict[Flag, datetime] = {}
    for each in given:
        if answers.get(each.flag, Answer.NONE) is not each.answer:
            answers[each.flag], since[each.flag] = each.answer, each.made
    return tuple(
        replace(
            each,
            flags=tuple(flag for flag in each.flags if since.get(flag, each.made) <= each.made),
        )
        for each in overrides
    )


def answers_of(given: Iterable[FlagAnswer]) -> Answers:
    """The last answer to each flag; ``given`` is in the order the answers were made."""
    return {each.flag: each.answer for each in given}
