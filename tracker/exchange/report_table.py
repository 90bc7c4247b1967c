"""Text and tables of the report, as HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from tracker.core.text.visible import visible


def text(words: object) -> str:
    """A value as text of HTML, without control characters."""
    return escape(visible(str(words)))


def table(
    head: Sequence[str], rows: Iterable[Sequence[object]], numbers: int = 0, named: str = "whole"
) -> str:
    """A table, on one page if possible; the last ``numbers`` columns are right-aligned."""
    from_right = len(head) - numbers

    def cells(tag: str, row: Sequence[object]) -> str:
        return "".join(
            f"<{tag}{' class=number' if at >= from_right else ''}>{text(cell)}</{tag}>"
            for at, cell in enumerate(row)
        )

    lines = "\n".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    top = f"<thead><tr>{cells('th', head)}</tr></thead>"
    return f"<table class={named}>\n{top}\n<tbody>\n{lines}\n</tbody></table>"
