"""Examples of times as they can be typed, for messages and help; a test reads every one of them."""

from typing import Final

MOMENTS: Final = ("now", "21:30", "yesterday 21:30", "sat 8pm", "2h ago", "18 nov 7:05")
DAYS: Final = ("today", "yesterday", "sat", "18 nov", "nov 18 2025", "18.11.", "2026-11-18")
LENGTHS: Final = ("20m", "60s", "1h05")
HOLDS: Final = ("60s", "1m30", "1:30")


def write_one_of(examples: tuple[str, ...]) -> str:
    """``write 20m, 60s or 1h05``."""
    return f"write {', '.join(examples[:-1])} or {examples[-1]}"
