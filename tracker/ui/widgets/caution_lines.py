"""Caution lines as text for widgets; the words and their order are those of practice/cautions."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from textual.content import Content

from tracker.practice.cautions import CautionLine, LineKind
from tracker.ui.widgets.flow import Paragraph, Tone

_QUIET: Final = (LineKind.OPEN, LineKind.GENERAL)


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
