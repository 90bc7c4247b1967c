"""What a person may set, declared once: its default, its bounds, its words.

The settings screen, ``tsubo config`` and the check of config.toml are all made from these. A
setting is checked against its own bounds here; whether a theme exists is the app's to say.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import Any, Final, Literal

from tracker.core.durations import DurationError, seconds
from tracker.core.text import visible
from tracker.zone import has_zone, nearest_zone

Value = str | int | bool | None

_SIZES: Final[Mapping[str, float]] = MappingProxyType({"s": 1.0, "min": 60.0})


class SettingError(ValueError):
    """A value that a setting does not take; its text says what was found and what is allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing to set. ``None`` as a value is only for texts: nothing set."""

    key: str
    kind: Literal["choice", "number", "switch", "text", "zone"]
    default: Value
    label: str
    help: str
    choices: tuple[str, ...] = ()
    low: int = 0
    high: int = 0
    unit: Literal["s", "min"] | None = None
    pattern: str = ""

    @property
    def allowed(self) -> str:
        """What it takes, in words."""
        match self.kind:
            case "choice":
                return ", ".join(self.choices)
            case "number":
                return f"{self.low} to {self.high}" + (f" {self.unit}" if self.unit else "")
            case "switch":
                return "true or false"
            case "zone":
                return "the name of a time zone, such as Europe/Berlin"
            case "text":
                return f"text such as {self.default or 'GB'}"

    def check(self, value: object) -> Value:
        """The value, if it is one of this setting. Raises SettingError."""
        if self.kind == "zone" and isinstance(value, str):
            self._check_zone(value)
            return value
        if not self._takes(value):
            raise SettingError(self._refusal(value))
        return value  # type: ignore[return-value]  # _takes has looked at its type

    def read(self, text: str) -> Value:
        """The value of typed text: numbers may carry their unit, switches are on or off.

        Raises SettingError.
        """
        words = text.strip()
        if self.kind == "switch":
            known = {"on": True, "true": True, "yes": True, "off": False, "false": False}
            return self.check({**known, "no": False}.get(words.casefold(), words))
        if self.kind == "number":
            return self.check(self._number(words))
        if self.kind == "choice":
            return self.check(words.casefold())
        return self.check(words)

    def _number(self, words: str) -> int | str:
        if found := re.fullmatch(rf"([+-]?\d{{1,9}}) ?{self.unit or ''}", words, re.ASCII):
            return int(found[1])
        if re.fullmatch(r"[+-]?\d{1,9}", words, re.ASCII):
            return int(words)
        if self.unit:
            try:
                number = seconds(words) / _SIZES[self.unit]
            except DurationError:
                return words
            return int(number) if number.is_integer() else words
        return words

    def _takes(self, value: object) -> bool:
        match self.kind:
            case "switch":
                return isinstance(value, bool)
            case "number":
                whole = isinstance(value, int) and not isinstance(value, bool)
                return whole and self.low <= value <= self.high  # type: ignore[operator]
            case "choice":
                return isinstance(value, str) and value in self.choices
            case _:
                return isinstance(value, str) and bool(re.fullmatch(self.pattern, value, re.ASCII))

    def _check_zone(self, name: str) -> None:
        if has_zone(name):
            return
        nearest = nearest_zone(name)
        meant = f"; {nearest}?" if nearest else ""
        raise SettingError(f"{shown(name)} is no time zone that is known here{meant}")

    def _refusal(self, value: object) -> str:
        return f"{shown(value)} found, {self.allowed} allowed"


def shown(value: object) -> str:
    """A value of any type, short and safe in a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        text = f"“{value}”" if isinstance(value, str) else str(value)
    except ValueError:
        # Python writes out no number of more than some thousand digits.
        return "a number too long to show"
    text = visible(text, lines=False)
    return text if len(text) <= 60 else f"{text[:59]}…"


def _declared(kind: str, default: Value, label: str, words: str, **bounds: object) -> Any:
    """The default of a field, with everything else about its setting beside it."""
    about = {"kind": kind, "label": label, "help": words, **bounds}
    return field(default=default, metadata=about)


def _choice(choices: str, label: str, words: str) -> Any:
    """One of these words; the first is the default."""
    each = tuple(choices.split())
    return _declared("choice", each[0], label, words, choices=each)


def _number(
    default: int, low: int, high: int, label: str, words: str, unit: str | None = None
) -> Any:
    return _declared("number", default, label, words, low=low, high=high, unit=unit)


def _switch(label: str, words: str, *, default: bool = False) -> Any:
    return _declared("switch", default, label, words)


def _text(default: str | None, label: str, words: str, pattern: str) -> Any:
    return _declared("text", default, label, words, pattern=pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting with its value, by default what a person gets who sets nothing."""

    zone: str | None = _declared(
        "zone", None, "Time zone", "Yours, not the server's; decides which day a practice is of"
    )
    day_starts_at: int = _number(
        4, 0, 6, "Day starts at", "Hour; before it a practice is of the day before"
    )
    week_starts: Literal["monday", "saturday", "sunday"] = _choice(
        "monday saturday sunday",
        "Week starts on",
        "The first day of weekly goals and of the calendar's columns",
    )
    date_order: Literal["dmy", "mdy", "ymd"] = _choice(
        "ymd dmy mdy", "Order of dates", "How 5/4 is read; with ymd it is refused, not guessed"
    )
    country: str | None = _text(
        None, "Country", "Two letters; whose helplines come first", r"[A-Z]{2}(-[A-Z0-9]{1,3})?"
    )
    hold_seconds: int = _number(
        60, 5, 600, "Hold", "For points pressed without a routine", unit="s"
    )
    settle_seconds: int = _number(
        5, 0, 60, "Settle", "Time to find the next point before its hold begins", unit="s"
    )
    breath: Literal["none", "even", "long", "box"] = _choice(
        "none even long box", "Breath", "The pacer beside a hold: none, 5/5, 4/6 or 4/4/4/4"
    )
    bell: Literal["on", "flash", "off"] = _choice(
        "on flash off", "Bell", "Half-way 1, change side 2, next point 3, end 4; or a flash"
    )
    notice: Literal["off", "osc9", "osc777"] = _choice(
        "off osc9 osc777", "Notice", "A desktop notice at the end, if the terminal knows the escape"
    )
    reminder_bell: bool = _switch(
        "Reminder bell", "Once, when a reminder comes while tsubo is open; in a session never"
    )
    mat_start_minutes: int = _number(
        5, 1, 40, "Mat timer starts at", "Short at first; lengthen it slowly", unit="min"
    )
    mat_goal_minutes: int = _number(
        20, 1, 60, "Mat goal", "Where the mat timer marks its end", unit="min"
    )
    checks: bool = _switch(
        "Weekly checks", "PHQ-2 and GAD-2, two questions each; off, nothing is asked or shown"
    )
    theme: str = _text(
        "tsubo-dark",
        "Theme",
        "The name of a theme; ansi-dark and ansi-light for 16 colours",
        r"[a-z0-9][a-z0-9_-]{0,39}",
    )
    levels: Literal["moss", "ember", "dusk", "ink"] = _choice(
        "moss ember dusk ink",
        "Calendar colours",
        "Steps that can be told apart with any kind of colour vision",
    )
    picture: Literal["auto", "colour", "outline", "ascii"] = _choice(
        "auto colour outline ascii", "Picture", "How the body is drawn; auto asks the terminal"
    )
    skin: Literal["stone", "sand", "umber"] = _choice(
        "stone sand umber", "Skin", "Colours of the body; stone is neutral and follows the theme"
    )
    animations: Literal["auto", "on", "off"] = _choice(
        "auto on off", "Animations", "With auto off over SSH"
    )
    low_bandwidth: bool = _switch("Low bandwidth", "Plain pictures and fewer borders")
    mouse: bool = _switch("Mouse", "Works everywhere, is needed nowhere", default=True)
    kiosk: bool = _switch("Kiosk", "Nothing outside the home is read or written")

    @property
    def drawn_as(self) -> str:
        """How the body is drawn: as was chosen, on a thin line as its outline."""
        return "outline" if self.low_bandwidth and self.picture == "auto" else self.picture

    @property
    def first_weekday(self) -> int:
        """The day weeks start on; Monday is 0."""
        return {"monday": 0, "saturday": 5, "sunday": 6}[self.week_starts]


GROUPS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Days": ("zone", "day_starts_at", "week_starts", "date_order", "country"),
        "Points": ("hold_seconds", "settle_seconds", "breath"),
        "Mat": ("mat_start_minutes", "mat_goal_minutes"),
        "Bells": ("bell", "notice", "reminder_bell"),
        "Checks": ("checks",),
        "Screen": (
            *("theme", "levels", "picture", "skin", "animations"),
            *("low_bandwidth", "mouse", "kiosk"),
        ),
    }
)
"""What belongs together on the settings screen."""

LATER: Final = frozenset({"zone", "mouse", "kiosk"})
"""What counts from the next start on; everything else counts at once."""


@cache
def declared() -> Mapping[str, Setting]:
    """The settings by key, in the order of the settings screen."""
    usual = Settings()
    return MappingProxyType(
        {
            each.name: Setting(key=each.name, default=getattr(usual, each.name), **each.metadata)
            for each in fields(Settings)
        }
    )
