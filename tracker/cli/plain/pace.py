"""The pace of a plain session: what is said when, so that a voice is never behind the hands."""

from typing import Final

from tracker.cli.plain.output import LineOutput
from tracker.core.session.breath import Breath, Part, Pattern, breath_at
from tracker.core.session.events import Event, bells, events
from tracker.core.session.live import LiveSession, Phase
from tracker.core.session.read_aloud import in_words, seconds_to_say
from tracker.core.session.spoken import BREATH_BELLS, BREATH_WORDS, Find, announcements

TICK: Final = 1.0
"""Maximum seconds between two samples; the next message can be due earlier."""
_SHORTEST: Final = 0.02
"""Minimum seconds of a wait, so that rounding cannot make it spin."""
WAITING: Final = "Enter when you have found it."
WAITS: Final = "Before each hold it waits for Enter."
_OPTIONAL: Final = frozenset({Event.HALF, Event.FIRST_MINUTE, Event.GOAL})
"""Left out where a voice has no time for them; their bells ring all the same."""
_NEW_HOLD: Final = frozenset({Event.SIDE, Event.POINT})


class Pace:
    """When a gap ends, and whether there is time to say something."""

    def __init__(self, output: LineOutput, *, paced: bool, waits: bool) -> None:
        self._output = output
        self._paced, self._waits = paced, waits
        self.is_waiting = False
        """Whether the gap waits for Enter."""
        self._part: Part | None = None

    @property
    def words(self) -> str:
        """The sentence about waiting for Enter; empty without it."""
        return WAITS if self._waits else ""

    def gap_begins(self, session: LiveSession) -> None:
        """Wait for Enter, if that is wanted and there is a gap to wait in."""
        self._part = None
        if self._waits and session.settling:
            self.is_waiting = True
            self._output.say(WAITING)

    def go(self, session: LiveSession) -> bool:
        """End the wait of this gap, as Enter does; whether there was one."""
        if not self.is_waiting or not session.running:
            return False
        self.is_waiting = False
        return True

    def passed(self, session: LiveSession, now: float) -> LiveSession:
        """The session at `now`; a gap stands still while it waits or a voice still speaks."""
        if session.running and session.settling and self._is_held(now):
            return session.leaving_out_until(now)
        return session.at(now)

    def _is_held(self, now: float) -> bool:
        return self.is_waiting or (self._paced and now < self._output.until)

    def announce(self, before: LiveSession, after: LiveSession, find: Find) -> None:
        """Say and ring what happened between two samples."""
        happened = events(before, after)
        for event in happened:
            for words in announcements(before, after, (event,), find):
                if event not in _OPTIONAL or self._has_time(words, after.left):
                    self._output.say(words)
        self._output.ring(bells(happened))
        if not after.done and (_NEW_HOLD & {*happened} or after.index != before.index):
            self.gap_begins(after)

    def breathe(self, session: LiveSession, pattern: Pattern) -> None:
        """Say and ring the part of the breath that has begun."""
        breath = _breath(session, pattern)
        if breath is None or breath.part is self._part:
            self._part = self._part if breath else None
            return
        self._part = breath.part
        words = BREATH_WORDS[breath.part]
        left = (
            breath.left if session.left is None else min(breath.left, session.left or breath.left)
        )
        if self._has_time(words, left):
            self._output.say(words)
            self._output.ring(BREATH_BELLS.get(breath.part, 0))

    def _has_time(self, words: str, left: float | None) -> bool:
        """Whether a voice is silent now and done with this before `left` seconds are over."""
        if not self._paced:
            return True
        said = self._output.until <= self._output.now()
        return said and (left is None or seconds_to_say(in_words(words)) <= left)

    def seconds_to_next(self, session: LiveSession, pattern: Pattern) -> float:
        """Seconds until the next message can be due, at most `TICK`."""
        now = self._output.now()
        due = [TICK]
        if (bell := self._output.next_bell) is not None:
            due.append(bell - now)
        if session.running and session.settling:
            held = self._is_held(now)
            due.append(TICK if self.is_waiting else self._output.until - now if held else TICK)
            due.append(TICK if held else session.settle_left)
        elif session.running:
            due += _ahead(session)
            if breath := _breath(session, pattern):
                due.append(breath.left)
        return max(_SHORTEST, min(due))


def _breath(session: LiveSession, pattern: Pattern) -> Breath | None:
    """The moment of the breath, in a hold that is paced."""
    if session.phase not in {Phase.HOLD, Phase.OVER}:
        return None
    return breath_at(pattern, session.held)


def _ahead(session: LiveSession) -> list[float]:
    """Seconds to the half and to the end of the hold, as far as they are still to come."""
    if not session.left:
        return []
    half = (session.planned_ms or 0) / 2000 - session.held
    return [session.left, half] if half > 0 else [session.left]
