"""Reads the log of harsh, a line for each day and habit: ``2025-01-01 : Habit : y : comment : 5``.

Of two lines with the same day and habit the later one counts, as in harsh.
Source of the format: wakatara/harsh, internal/storage/log.go.
"""

import math
from collections.abc import Iterable
from datetime import date
from typing import Final

from tracker.core.text.refusals import Described, Expected, refusal
from tracker.exchange.from_other_programs import Done

BETWEEN: Final = " : "
_MOST: Final = 500_000


def read(text: str, origin: str) -> tuple[list[Done], list[str]]:
    """The entries, and a line for each one that cannot be used; amounts are minutes."""
    found: dict[tuple[date, str], Done] = {}
    refused: list[str] = []
    skipped = 0
    for number, line in enumerate(_lines(text), 1):
        where = f"{origin} line {number}"
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(BETWEEN)]
        wrong = _wrong(parts)
        if wrong:
            refused.append(f"{where}: {wrong}")
            continue
        day, name = date.fromisoformat(parts[0]), parts[1]
        found.pop((day, name), None)
        skipped += parts[2] == "s"
        if parts[2] == "y":
            minutes = float(parts[4]) if len(parts) == 5 and parts[4] else 0.0
            note = parts[3] if len(parts) > 3 else ""
            found[day, name] = Done(where, (name,), day, minutes * 60 or None, note)
    if skipped:
        refused.append(f"{origin}: {skipped} skipped days are left out; 'tsubo rest DAY' sets one")
    return list(found.values()), refused


def _lines(text: str) -> Iterable[str]:
    return text.split("\n", _MOST)[:_MOST]


def _wrong(parts: list[str]) -> str | None:
    """Why these parts are not an entry, or ``None``."""
    form = "write DATE : HABIT : y, n or s : COMMENT : AMOUNT"
    if not 3 <= len(parts) <= 5:
        found = Described(f"a line of {len(parts)} {'part' if len(parts) == 1 else 'parts'}")
        return refusal("", found, Expected("an entry", form))
    try:
        whole = len(parts[0]) == 10 and date.fromisoformat(parts[0])
    except ValueError:
        whole = False
    if not whole:
        return refusal("", parts[0], Expected("a date", form))
    if not parts[1]:
        return refusal("", None, Expected("a habit", form))
    if parts[2] not in {"y", "n", "s"}:
        return refusal("", parts[2], Expected("y, n or s", form))
    if len(parts) == 5 and parts[4]:
        try:
            amount = float(parts[4])
        except ValueError:
            amount = math.nan
        if not 0 <= amount < 1e9:
            return refusal("", parts[4], Expected("an amount"))
    return None
