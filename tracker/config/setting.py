"""A setting: the values it allows, in words, and the check of a value.

The app checks whether a theme exists.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from tracker.config.zone import has_zone, nearest_zone
from tracker.core.text.durations import DurationError, seconds
from tracker.core.text.refusals import Described, Expected, OneOf, refusal
from tracker.core.text.visible import visible

Value = str | int | bool | None

_SIZES: Final[Mapping[str, float]] = MappingProxyType({"ms": 0.001, "s": 1.0, "min": 60.0})


class SettingError(ValueError):
    """A value that a setting does not allow; its text says what is wrong and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. Only texts and the zone can be ``None``, which means not set."""

    key: str
    kind: Literal["choice", "number", "switch", "text", "zone"]
    default: Value
    label: str
    help: str
    choices: tuple[str, ...] = ()
    older: tuple[tuple[str, str], ...] = ()
    """Other words, as of earlier versions, and the choices that they mean."""
    low: int = 0
    high: int = 0
    unit: Literal["ms", "s", "min"] | None = None
    pattern: str = ""
    unset: str = ""
    """The value until the person sets it, in words, if it depends on something else."""

    @property
    def allowed(self) -> str:
        """The values it allows, in words."""
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
                return f"one such as {self.default or 'GB'}"

    def check(self, value: object) -> Value:
        """Return the value if this setting allows it. Raises SettingError."""
        if self.kind == "zone" and isinstance(value, str):
            self._check_zone(value)
            return value
        if isinstance(value, str):
            value = dict(self.older).get(value, value)
        if not self._takes(value):
            raise SettingError(self._refusal(value))
        return value  # type: ignore[return-value]  # _takes has looked at its type

    def read(self, text: str) -> Value:
        """Return the value of typed text; numbers can have a unit, switches are on or off.

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
        if self.kind == "text" and not self._takes(words) and self._takes(words.upper()):
            return words.upper()
        return self.check(words)

    def _number(self, words: str) -> int | str:
        if found := re.fullmatch(rf"([+-]?\d{{1,9}}) ?{self.unit or ''}", words, re.ASCII):
            return int(found[1])
        if re.fullmatch(r"[+-]?\d{1,9}", words, re.ASCII):
            return int(words)
        if self.unit:
            try:
                number = round(seconds(words) / _SIZES[self.unit], 6)
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
        meant = f"; did you mean {nearest}?" if nearest else ""
        raise SettingError(f"{shown(name)} is not a known time zone{meant}")

    def _refusal(self, value: object) -> str:
        found = Described(shown(value))
        match self.kind:
            case "number":
                if isinstance(value, int) and not isinstance(value, bool):
                    return f"{found} is out of range; {self.allowed}"
                return refusal("", found, Expected("a whole number", self.allowed))
            case "choice":
                return refusal("", found, OneOf(self.choices, "one of the choices"))
            case "switch":
                return refusal("", found, Expected("a switch", f"write {self.allowed}"))
            case _:
                return refusal("", found, Expected("such a text", f"write {self.allowed}"))


def shown(value: object) -> str:
    """A value of any type, shortened and safe in a message."""
    if isinstance(value, bool):
        return "true" if value else "false"
    try:
        text = f"“{value}”" if isinstance(value, str) else str(value)
    except ValueError:
        # Python refuses to write numbers of more than 4300 digits.
        return "a number too long to show"
    text = visible(text, lines=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
