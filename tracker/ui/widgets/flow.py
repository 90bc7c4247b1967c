"""Text that flows round a picture in the upper right corner, wrapped once and drawn by rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Final

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

_GAP: Final = 2
"""Columns between the text and the picture."""
_MORE: Final = " …"
_LEAST: Final = 12
"""Minimum width of the text beside the picture; with less it stays empty."""


class Tone(StrEnum):
    """The style of a paragraph."""

    PLAIN = "plain"
    HEAD = "head"
    QUIET = "quiet"
    CARE = "care"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text in one tone. A mark, such as a number, precedes its first row in quiet letters."""

    text: str
    tone: Tone = Tone.PLAIN
    mark: str = ""
    hangs: bool = False
    """Whether the other rows are indented to where the text of the first starts."""


_TONED: Final = (Tone.HEAD, Tone.QUIET, Tone.CARE)

Row = tuple[str, Tone, str]
"""A mark (or blanks of its width), the tone of the text, the text."""


class Flow(ScrollView, can_focus=False):
    """Paragraphs; an empty one is a blank row. Their text is never read as markup.

    Component classes: ``flow--head``, ``flow--quiet``, ``flow--care``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"flow--head", "flow--quiet", "flow--care"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "up", id="flow.up", show=False),
        Binding("down,j", "scroll_down", "down", id="flow.down", show=False),
        Binding("pageup", "page_up", "page up", id="flow.page-up", show=False),
        Binding("pagedown,space", "page_down", "page down", id="flow.page-down", show=False),
        Binding("home", "scroll_home", "start", id="flow.start", show=False),
        Binding("end", "scroll_end", "end", id="flow.end", show=False),
    ]

    def __init__(self, *, scrolls: bool = False, id: str | None = None) -> None:
        """Without ``scrolls``, text is set closer where room is short, then cut at the end."""
        super().__init__(id=id)
        self.can_focus = scrolls
        self._scrolls = scrolls
        self._paragraphs: tuple[Paragraph, ...] = ()
        self._hole = Size(0, 0)
        self._rows: list[Row] = []
        self._tones: dict[Tone, Style] = {}

    def show(self, paragraphs: Iterable[Paragraph], hole: Size = Size(0, 0)) -> None:  # noqa: B008
        """Show these; ``hole`` is the size of the picture in the upper right corner."""
        self._paragraphs, self._hole = tuple(paragraphs), hole
        self._wrap()

    def on_resize(self, _: Resize) -> None:
        """Wrap to the new width."""
        self._wrap()

    def _wrap(self) -> None:
        width, height = self.size.width - self._scrolls, self.size.height
        before = len(self._rows)
        if width < 1:
            return
        for tighter in (tuple, closed, run_in):
            self._rows = flowed(tighter(self._paragraphs), width, self._hole)
            if self._scrolls or len(self._rows) <= height:
                break
        else:
            mark, tone, text = self._rows[height - 1]
            room = width - cell_len(mark) - cell_len(_MORE)
            self._rows[height - 1 :] = [
                (mark, tone, f"{set_cell_size(text, min(room, cell_len(text)))}{_MORE}")
            ]
        if self._scrolls:
            self.virtual_size = Size(width, len(self._rows))
        self.refresh(Region(0, 0, self.size.width, min(max(before, len(self._rows)), height)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region; styles are looked up once for all of them."""
        self._tones = {tone: self.get_component_rich_style(f"flow--{tone}") for tone in _TONED}
        self._tones[Tone.PLAIN] = self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        place = y + self.scroll_offset.y
        plain = self._tones[Tone.PLAIN]
        if not 0 <= place < len(self._rows):
            return Strip.blank(width, plain)
        mark, tone, text = self._rows[place]
        said = set_cell_size(text, max(0, width - cell_len(mark)))
        pieces = [Segment(mark, self._tones[Tone.QUIET]), Segment(said, self._tones[tone])]
        return Strip(pieces).adjust_cell_length(width, plain)


def closed(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs without blank rows."""
    return tuple(each for each in paragraphs if each.text or each.mark)


def run_in(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The paragraphs without blank rows, the numbered ones joined into one."""
    found: list[Paragraph] = []
    for each in closed(paragraphs):
        last = found[-1] if found else None
        if last and last.mark[:1].isdigit() and each.mark[:1].isdigit():
            found[-1] = replace(last, text=f"{last.text} {each.mark}{each.text}")
        else:
            found.append(each)
    return tuple(found)


def _words(text: str, room: int) -> Iterator[str]:
    """The words; a word wider than any row is cut into pieces."""
    for word in text.split():
        rest = word
        while cell_len(rest) > room:
            cut = len(rest)
            while cell_len(rest[:cut]) > room:
                cut -= 1
            yield rest[:cut]
            rest = rest[cut:]
        if rest:
            yield rest


def flowed(paragraphs: Sequence[Paragraph], width: int, hole: Size = Size(0, 0)) -> list[Row]:  # noqa: B008
    """The paragraphs in rows; beside the hole they are shorter, or empty where it is narrow."""
    rows: list[Row] = []
    beside = width - hole.width - _GAP

    def room(place: int) -> int:
        return beside if hole.width and place < hole.height else width

    while hole.width and beside < _LEAST and len(rows) < hole.height:
        rows.append(("", Tone.PLAIN, ""))
    for paragraph in paragraphs:
        mark = paragraph.mark
        indent = " " * cell_len(mark) if paragraph.hangs else ""
        line = ""
        for part in paragraph.text.split("\n"):
            for word in _words(part, max(4, width - cell_len(mark))):
                whole = f"{line} {word}" if line else word
                if line and cell_len(mark) + cell_len(whole) > room(len(rows)):
                    rows.append((mark, paragraph.tone, line))
                    mark, line = indent, word
                else:
                    line = whole
            rows.append((mark, paragraph.tone, line))
            mark, line = indent, ""
    return rows
