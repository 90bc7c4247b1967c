"""How a record is named in lists, in the app and in the commands alike."""

from collections.abc import Callable

from tracker.core.facts.sessions import MatSession, Practice, Session
from tracker.core.text.durations import duration_words


def practice_name(practice: Practice, routine_name: Callable[[str], str | None]) -> str:
    """``Three calm minutes``, ``HT7, PC6``, ``Mat, back, thin``."""
    if isinstance(practice, MatSession):
        return ", ".join(filter(None, ("Mat", practice.position, practice.layer)))
    named = practice.routine and routine_name(practice.routine)
    return named or practice.routine or points_words(practice) or "Points"


def practice_label(practice: Practice, routine_name: Callable[[str], str | None]) -> str:
    """``Three calm minutes, 2 min``: said when it is kept, changed, and taken back."""
    return f"{practice_name(practice, routine_name)}, {duration_words(practice.seconds)}"


def points_words(session: Session) -> str:
    """The codes that were pressed, each once, in order."""
    return ", ".join(dict.fromkeys(hold.point for hold in session.holds))


def practice_detail(practice: Practice) -> str:
    """Mood, why it ended early, the note: what there is of it, in one line."""
    parts = [mood_words(practice.mood_before, practice.mood_after)]
    if practice.stopped_early:
        parts.append("ended early" + (f": {practice.stopped_why}" if practice.stopped_why else ""))
    parts.append(" ".join(practice.note.split()))
    return " · ".join(filter(None, parts))


def mood_words(before: int | None, after: int | None, scale: str = "mood") -> str:
    """``mood 4 → 6``; one of them alone is said too, neither gives nothing."""
    if before is None and after is None:
        return ""
    if after is None:
        return f"{scale} {before} before"
    if before is None:
        return f"{scale} {after} after"
    return f"{scale} {before} → {after}"
