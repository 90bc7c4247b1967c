"""Examples of what can be typed, for messages, help and hints; a test types each of them."""

from typing import Final

MOMENTS: Final = ("now", "21:30", "yesterday 21:30", "sat 8pm", "2h ago", "18 nov 7:05")
DAYS: Final = ("today", "yesterday", "sat", "18 nov", "nov 18 2025", "18.11.", "2026-11-18")
LENGTHS: Final = ("20m", "60s", "1h05")
HOLDS: Final = ("60s", "1m30", "1:30")

MOMENT: Final = MOMENTS[2]
LENGTH: Final = LENGTHS[0]
HOLD: Final = HOLDS[0]
SETTLE: Final = "5s"

MAT: Final = f"{LENGTH} back thin"
MAT_EARLIER: Final = f"{MAT} {MOMENT}"
POINTS_EARLIER: Final = f"PC6 HT7 {HOLD} {MOMENT}"
STEPS: Final = "PC6 left 90s, HT7"
HELD: Final = "HT7 left 40s, PC6 right 35s of 60s"

GOAL: Final = "twice a day mon-fri, least 5m, from 1 dec"
REST: Final = "3 nov to 9 nov ill"
REMINDERS: Final = ("daily 21:00", "mat mon wed fri 7:30, from 1 dec")

MEANINGS: Final = (f"Mat=mat {LENGTH}", "Press=calm")
"""What a habit or tag of another program is here."""
COLUMNS: Final = ("started=Date", "minutes=Length")
"""What the columns of any CSV have."""


def write_one_of(examples: tuple[str, ...]) -> str:
    """``write 20m, 60s or 1h05``."""
    return f"write {', '.join(examples[:-1])} or {examples[-1]}"
