"""Text in exactly so many columns."""

from rich.cells import cell_len, set_cell_size


def fit(text: str, room: int, *, right: bool = False) -> str:
    """The text, padded; what is cut ends with an ellipsis. ``right`` pads before it."""
    left = room - cell_len(text)
    if left < 0:
        return set_cell_size(text, max(0, room - 1)) + "…"[:room]
    return " " * left + text if right else text + " " * left
