"""The settings, each declared once with default, bounds and words.

The settings screen, ``tsubo config`` and the checks of config.toml are built from them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from tracker.config.setting import Setting, Value


def _declared(kind: str, default: "Value", label: str, words: str, **bounds: object) -> Any:
    """A field with its default; its metadata describes the setting."""
    about = {"kind": kind, "label": label, "help": words, **bounds}
    return field(default=default, metadata=about)


def _choice(choices: str, label: str, words: str, **older: str) -> Any:
    """A field that takes one of these words; the first is the default.

    ``older`` are other words for them, as of earlier versions, and what they mean.
    """
    each = tuple(choices.split())
    return _declared("choice", each[0], label, words, choices=each, older=tuple(older.items()))


def _number(
    default: int,
    low: int,
    high: int,
    label: str,
    words: str,
    unit: str | None = None,
    unset: str = "",
) -> Any:
    bounds = {"low": low, "high": high, "unit": unit, "unset": unset}
    return _declared("number", default, label, words, **bounds)


def _switch(label: str, words: str, *, default: bool = False) -> Any:
    return _declared("switch", default, label, words)


def _text(default: str | None, label: str, words: str, pattern: str) -> Any:
    return _declared("text", default, label, words, pattern=pattern)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The value of every setting."""

    zone: str | None = _declared(
        "zone", None, "Time zone", "Yours, not the server's; decides which day a practice is of"
    )
    day_starts_at: int = _number(
        4, 0, 6, "Day starts at hour", "Practice before this hour counts for the previous day"
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
        60,
        5,
        600,
        "Hold",
        "For points pressed without a routine",
        unit="s",
        unset="each point's own",
    )
    settle_seconds: int = _number(
        5, 0, 60, "Settle", "Time to find the next point before its hold begins", unit="s"
    )
    breath: Literal["none", "even", "long-exhale", "box"] = _choice(
        "none even long-exhale box",
        "Breath",
        "The pacer beside a hold: even is 5/5, long-exhale 4/6, box 4/4/4/4",
        **{"5/5": "even", "4/6": "long-exhale", "4/4/4/4": "box"},
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
    ask: Literal["both", "after", "never"] = _choice(
        "both after never",
        "Mood and tension",
        "Asked before and after a session, only after it, or never; cautions always stay",
    )
    checks: bool = _switch(
        "Weekly checks", "PHQ-2 and GAD-2, two questions each; off, nothing is asked or shown"
    )
    ask_night: bool = _switch(
        "Ask for the night", "In the morning, 0 to 10; for Insights only, never for a streak"
    )
    streaks: Literal["shown", "hidden"] = _choice(
        "shown hidden",
        "Numbers that can fall",
        "Streaks, targets and comparisons; hidden, what was done and totals stay",
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
    picture: Literal["auto", "relief", "octants", "outline", "ascii", "none"] = _choice(
        "auto relief octants outline ascii none",
        "Picture",
        "How the body is drawn; auto asks the terminal, octants need a font that has them",
        colour="relief",
    )
    glyphs: Literal["auto", "ascii", "unicode"] = _choice(
        "auto ascii unicode",
        "Signs",
        "ascii if the font lacks some or their widths differ; auto asks the terminal",
    )
    skin: Literal["stone", "sand", "umber"] = _choice(
        "stone sand umber", "Skin", "Colours of the body; stone is neutral"
    )
    animations: Literal["auto", "on", "off"] = _choice(
        "auto on off", "Animations", "With auto off over SSH"
    )
    ring_breathes: bool = _switch(
        "Breathing ring",
        "In a hold, with the breath that is shown, else slowly; still without animations",
        default=True,
    )
    low_bandwidth: bool = _switch(
        "Low bandwidth", "No colours, outlines that stand still, small digits"
    )
    keyboard: str = _choice(
        "auto fr ru de il gr es pt it se no dk fi br latam ch ch-fr be ca ua by bg bg-phonetic rs "
        "mk kz kg mn tj ru-phonetic cz sk hu hr si tr tr-f lt ee is vn al az ara ir pk am ge th la "
        "kh mm in in-ben in-tam lk np jp-kana",
        "Keyboard",
        "Letters and digits do what a Latin keyboard has there; decides where layouts disagree",
    )
    cursor: Literal["hidden", "shown"] = _choice(
        "hidden shown",
        "Cursor",
        "The terminal's own; shown or hidden, it stands on what is focused",
    )
    mouse: bool = _switch("Mouse", "Works everywhere, is needed nowhere", default=True)
    escape_delay: int = _number(
        100,
        10,
        2000,
        "Esc waits",
        "For the rest of a key that lags; Esc alone acts after it",
        unit="ms",
        unset="100, over SSH 600",
    )
    plain: bool = _switch(
        "Lines", "Line by line instead of a screen, for screen readers; so does ACCESSIBLE=1"
    )
    kiosk: bool = _switch("Kiosk", "Nothing outside the home is read or written")

    @property
    def drawn_as(self) -> str:
        """How the body is drawn: as set, or as an outline with low bandwidth and ``auto``."""
        return "outline" if self.low_bandwidth and self.picture == "auto" else self.picture

    @property
    def asks_before(self) -> bool:
        """Whether mood and tension are asked before a session."""
        return self.ask == "both"

    @property
    def asks_after(self) -> bool:
        """Whether anything is asked after a session."""
        return self.ask != "never"

    @property
    def hides_streaks(self) -> bool:
        """Whether streaks and other numbers that can fall are hidden."""
        return self.streaks == "hidden"

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
        "Checks": ("ask", "checks", "ask_night"),
        "Numbers": ("streaks",),
        "Screen": (
            *("theme", "levels", "picture", "glyphs", "skin", "animations"),
            *("ring_breathes", "low_bandwidth", "keyboard", "cursor", "mouse", "escape_delay"),
            *("plain", "kiosk"),
        ),
    }
)
"""Groups of the settings screen."""

LATER: Final = frozenset({"zone", "mouse", "plain", "kiosk"})
"""Settings that take effect at the next start; all others take effect at once."""


@cache
def declared() -> "Mapping[str, Setting]":
    """The settings by key, in the order of the settings screen."""
    from tracker.config.setting import Setting  # needed only to check or to show a setting

    usual = Settings()
    return MappingProxyType(
        {
            each.name: Setting(key=each.name, default=getattr(usual, each.name), **each.metadata)
            for each in fields(Settings)
        }
    )
