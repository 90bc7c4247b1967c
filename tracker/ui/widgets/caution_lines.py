"""Caution lines as text for widgets; the words and their order are those of practice/cautions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from tracker.practice.cautions import CautionLine, LineKind
from tracker.ui.widgets.flow import Paragraph, Tone

_QUIET: Final = (LineKind.OPEN, LineKind.GENERAL)
_LEAST: Final = 24
"""Columns of a reason that say enough to begin it in one row."""


def caution_text(lines: Iterable[CautionLine], sources: Mapping[str, str] | None = None) -> Content:
    """The lines, one below the other; each with its sources when `sources` names them."""
    shown: list[Content] = []
    for line in lines:
        if line.kind in _QUIET:
            shown.append(Content.styled(line.text, "$quiet"))
        elif line.head:
            shown.append(Content.assemble((line.head, "$warning"), line.reason))
        else:
            shown.append(Content.styled(line.reason, "$warning"))
        shown += [Content.styled(text, "$quiet") for text in _named(line, sources or {})]
    return Content("\n").join(shown)


def first_caution(lines: Sequence[CautionLine], room: int, key: str) -> Content:
    """The most serious line in one row, and how to read what is not in it: ``^o all 3``.

    `key` opens all of them. Empty without lines. Where little of the reason would be left, only
    what to do and for which points is said.
    """
    if not lines:
        return Content("")
    first, head, reason, left = lines[0], lines[0].head, lines[0].reason, room - 1
    more = f"all {len(lines)}" if len(lines) > 1 else "all of it"
    if len(lines) == 1 and cell_len(first.text) <= left:
        return Content.assemble((f"▌{head}", "$warning"), reason)
    left -= len(key) + len(more) + 3
    if first.severity and left - cell_len(head) < min(_LEAST, cell_len(reason)):
        asked = first.severity.words_for(several=len(first.subjects) > 1).capitalize()
        head, reason = ": ".join(filter(None, (asked, ", ".join(first.subjects)))), ""
    said = _cut(f"{head}{reason}", left)
    return Content.assemble(
        (f"▌{said[: len(head)]}", "$warning"),
        f"{said[len(head) :]}  ",
        (key, "$primary"),
        (f" {more}", "$quiet"),
    )


def _cut(text: str, room: int) -> str:
    """With an ellipsis where it does not fit."""
    if cell_len(text) <= room:
        return text
    return f"{set_cell_size(text, max(0, room - 1)).rstrip()}…"


def caution_paragraphs(
    lines: Iterable[CautionLine], sources: Mapping[str, str] | None = None
) -> Iterator[Paragraph]:
    """The same as paragraphs."""
    for line in lines:
        yield Paragraph(line.text, Tone.QUIET if line.kind in _QUIET else Tone.CARE)
        for text in _named(line, sources or {}):
            yield Paragraph(text, Tone.QUIET, "Source: ")


def _named(line: CautionLine, sources: Mapping[str, str]) -> list[str]:
    return [sources[source] for source in line.sources if source in sources]
