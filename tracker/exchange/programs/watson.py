"""Reads the frames of Watson: its file, a list of lists, and the objects of ``watson log --json``.

A frame has start and stop in seconds since 1970, a project, an id, tags, the time of its change.
Source of the format: TailorDev/Watson, watson/frames.py.
"""

from datetime import UTC, datetime
from typing import Any, Final

from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.files import ExchangeError
from tracker.exchange.programs.json_text import parsed
from tracker.exchange.programs.rows import NO_NAME, Done, Rows

PROGRAM: Final = "watson"
_FIELDS: Final = ("start", "stop", "project", "id", "tags")


def is_frame(value: object) -> bool:
    """Whether a JSON value has the form of a frame."""
    if isinstance(value, dict):
        return {"start", "stop", "project"} <= value.keys()
    return (
        isinstance(value, list)
        and len(value) >= 4
        and all(isinstance(each, int | float) for each in value[:2])
        and isinstance(value[2], str)
    )


def read(text: str, origin: str) -> Rows:
    """The frames. Raises ExchangeError if it is not a list."""
    found = parsed(text, origin)
    if not isinstance(found, list):
        raise ExchangeError(f"{origin}: not the frames of Watson, which are a list")
    rows = Rows(PROGRAM)
    for number, frame in enumerate(found, 1):
        where = f"{origin}: frame {number}"
        names: tuple[str, ...] = ()
        try:
            parts = _parts(frame)
            names = _names(parts)
            rows.done.append(_done(where, names, parts))
        except ValueError as wrong:
            rows.refuse(where, wrong, *names)
    return rows


def _parts(frame: Any) -> dict[str, Any]:
    if isinstance(frame, dict):
        return {name: frame.get(name) for name in _FIELDS}
    if not isinstance(frame, list) or len(frame) < 4:
        raise ValueError(refusal("", None, Expected("a frame")))
    return dict(zip(_FIELDS, [*frame[:5], None], strict=False))


def _names(parts: dict[str, Any]) -> tuple[str, ...]:
    tags = parts.get("tags") or []
    if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
        raise ValueError(refusal("tags", tags, Expected("a list of words")))
    project = parts["project"]
    if project is not None and not isinstance(project, str):
        raise ValueError(refusal("project", project, Expected("text")))
    return tuple(filter(None, (project, *tags))) or (NO_NAME,)


def _done(where: str, names: tuple[str, ...], parts: dict[str, Any]) -> Done:
    start, stop = _moment("start", parts["start"]), _moment("stop", parts["stop"])
    seconds = (stop - start).total_seconds()
    if seconds <= 0:
        raise ValueError("the stop is before the start")
    return Done(where, names, start, seconds)


def _moment(field: str, said: object) -> datetime:
    try:
        if isinstance(said, str):
            found = datetime.fromisoformat(said)
            if found.tzinfo is not None:
                return found
        elif isinstance(said, int | float) and not isinstance(said, bool):
            return datetime.fromtimestamp(said, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise ValueError(refusal(field, said, Expected("a moment")))
