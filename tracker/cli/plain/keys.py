"""The keys of a plain session: a key and Enter, at any moment of a hold or a pause."""

from collections.abc import Callable
from functools import partial
from typing import Final

from tracker.cli.context import CommandContext
from tracker.cli.plain.output import LineOutput
from tracker.core.session.breath import Pattern, next_pattern
from tracker.core.session.live import LiveSession
from tracker.core.session.spoken import (
    length_change_words,
    pause_words,
    resume_words,
    time_words,
    where_lines,
)
from tracker.core.text.durations import duration_words
from tracker.core.text.visible import quoted
from tracker.practice.help_page import own_people, page_lines
from tracker.practice.pressing import find_pressed
from tracker.practice.signposts import signpost

KEYS: Final = (
    "A key and Enter: w where it is, t time left, n next, p previous, + and - 15 s more or less, "
    "= stay here, b breath, . ends and keeps, q pauses and asks, ! help now, ? these keys. "
    "Enter alone pauses and goes on."
)
HINT: Final = "Enter pauses and goes on. ? and Enter say all keys."
LEAVING: Final = "Enter goes on, k keeps it, l leaves it for later, d discards it."
UNKNOWN: Final = "is not a key. ? and Enter say them all."
_LONGEST: Final = 20
"""Characters of an unknown line that are said again."""


class PlainKeys:
    """Acts on typed lines; `ends` tells how the person left without a record."""

    def __init__(
        self,
        context: CommandContext,
        output: LineOutput,
        now: Callable[[], float],
        pattern: Pattern,
    ) -> None:
        self._context, self._output, self._now = context, output, now
        self.pattern = pattern
        """The breath to follow."""
        self.is_asking = False
        """Whether `q` has asked what then."""
        self._discards = False
        self.ends: str | None = None
        """`later` or `discard`, once the person has chosen it."""

    def obey(self, line: str, session: LiveSession) -> LiveSession:
        """The session after the typed line; a line that is not understood changes nothing."""
        key = line.casefold()
        if self.is_asking:
            return self._decide(key, session)
        now, say = self._now(), self._output.say
        match key:
            case "" if session.running:
                paused = session.pause(now)
                say(pause_words(paused))
                return paused
            case "" if not session.done:
                return self._go_on(session)
            case "n":
                return session.skip(now)
            case "p":
                return session.previous(now)
            case "+" | "-":
                after = session.longer(now) if key == "+" else session.shorter(now)
                say(length_change_words(session, after))
                return after
            case "=":
                say("Staying here. n and Enter go on.")
                return session.stay(now)
            case ".":
                return session.finish(now)
            case "q":
                return self._ask(session.pause(now))
            case "!" | "help":
                return self._help(session.pause(now))
            case _:
                self._tell(key, line, session)
                return session

    def _tell(self, key: str, line: str, session: LiveSession) -> None:
        """Answer a key that changes nothing of the session."""
        say = self._output.say
        match key:
            case "w":
                say(*where_lines(session, partial(find_pressed, self._context)))
            case "t":
                say(time_words(session))
            case "b":
                self.pattern = next_pattern(self.pattern)
                say(f"Breath: {breath_words(self.pattern)}.")
            case "?" | "h":
                say(KEYS)
            case _:
                self.say_signpost(line)
                say(f"{quoted(line, _LONGEST)} {UNKNOWN}")

    def say_signpost(self, line: str) -> None:
        """Say the signpost for the typed line, if there is one."""
        context = self._context
        if found := signpost(context.library, line, context.country):
            self._output.say(found.text)

    def _go_on(self, session: LiveSession) -> LiveSession:
        resumed = session.resume(self._now(), settle=True)
        self._output.say(resume_words(resumed))
        return resumed

    def _help(self, paused: LiveSession) -> LiveSession:
        context = self._context
        own = own_people(context.config, context.home)
        self._output.say(*page_lines(context.built_in.helplines(), context.country, own))
        self._output.say(pause_words(paused))
        return paused

    def _ask(self, paused: LiveSession) -> LiveSession:
        if paused.done:
            return paused
        self.is_asking = True
        self._output.say(f"Paused, {duration_words(paused.practised)} held so far. {LEAVING}")
        return paused

    def _decide(self, key: str, session: LiveSession) -> LiveSession:
        """Act on the answer to what then."""
        discards, self._discards = self._discards, False
        match key:
            case "":
                self.is_asking = False
                return self._go_on(session)
            case "k" | ".":
                self.is_asking = False
                return session.finish(self._now())
            case "l":
                self.ends = "later"
            case "d" if discards or not session.practised:
                self.ends = "discard"
            case "d":
                self._discards = True
                held = duration_words(session.practised)
                self._output.say(f"{held} would be gone. d once more discards it.")
            case _:
                self.say_signpost(key)
                self._output.say(f"{quoted(key, _LONGEST)} is not an answer. {LEAVING}")
        return session


def breath_words(pattern: Pattern) -> str:
    """`in 4 s, out 6 s`; `no breath pacing` for none."""
    parts = (f"{part} {seconds:g} s" for part, seconds in pattern.parts if seconds)
    return ", ".join(parts) or pattern.words
