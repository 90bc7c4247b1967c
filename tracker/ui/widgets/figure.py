"""The picture of a part of the body with a point marked, at any size."""

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import Ink, Mode, Role
from tracker.ui.figure.picture import Rows, caption, description, mode_for, picture
from tracker.ui.figure.scene import PictureError
from tracker.ui.figure.skins import Palette, palette
from tracker.ui.terminal.capabilities import speaks_unicode

AUTO: Final = "auto"
_KEPT: Final = 8
"""Pictures to remember, for neighbouring points, the other side, the whole view."""

_LEAST_ROWS: Final = 8
"""Minimum height, in rows, for a caption in the last row."""


class Figure(Widget):
    """One view of the body with a point on it; drawn again only when it changes.

    Component classes: ``figure--quiet`` the caption, ``figure--mark`` and ``figure--label`` the
    marker and its label where the picture is an outline.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "figure--quiet",
        "figure--mark",
        "figure--label",
    }
    DEFAULT_CSS = """
    Figure {
        width: 1fr;
        height: 1fr;
        &.-none { display: none !important; }
        .figure--quiet { color: $text-muted; }
        .figure--mark { color: $accent; text-style: bold; }
        .figure--label { color: $accent; text-style: bold reverse; }
    }
    """
    ALLOW_SELECT = False

    point: reactive[str] = reactive("")
    """The code of a point or the name of a view; nothing is drawn for an empty string."""

    side: reactive[Side | None] = reactive["Side | None"](None)
    """The side to draw; the right limb is the mirrored left one."""

    near: reactive[bool] = reactive(default=True)
    """Whether the part around the point is shown, not the whole view."""

    measured: reactive[bool] = reactive(default=True)
    """Whether fingers that measure the way to the point are drawn."""

    others: reactive[tuple[str, ...] | None] = reactive["tuple[str, ...] | None"](None)
    """Codes of points that are marked too, if the view is theirs; with any, nothing is named."""

    mode: reactive[str] = reactive(AUTO)
    """A mode's name, ``none``, or ``auto`` for the best that the terminal can show."""

    skin: reactive[str] = reactive("stone")
    """One of ``tracker.ui.figure.skins.SKINS``."""

    waves: reactive[int | None] = reactive["int | None"](None, repaint=False)
    """Pairs of brackets beside the ring, which breathes by them; `None` leaves it still."""

    part: reactive[str] = reactive("")
    """Name of what is shown near the point, for the caption; empty for the whole limb's."""

    captioned: reactive[bool] = reactive(True)
    """Whether the last row is a caption."""

    def __init__(
        self,
        point: str = "",
        side: Side | None = None,
        *,
        mode: str = AUTO,
        skin: str = "stone",
        captioned: bool = True,
        measured: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.watch_mode(mode)
        self.set_reactive(Figure.point, point)
        self.set_reactive(Figure.side, side)
        self.set_reactive(Figure.mode, mode)
        self.set_reactive(Figure.skin, skin)
        self.set_reactive(Figure.captioned, captioned)
        self.set_reactive(Figure.measured, measured)
        self._drawn_before: LRUCache[object, list[Strip]] = LRUCache(_KEPT)
        self._strips: list[Strip] = []

    @property
    def description(self) -> str:
        """The picture in one line, for screen-reader users."""
        return description(self.point, self.side) if self.point else ""

    @property
    def shown_mode(self) -> Mode:
        """The drawing mode: the one that is set, or the best that this terminal can show."""
        console = self.app.console
        return mode_for(
            self.mode,
            colours=console.color_system,
            encoding="utf-8" if speaks_unicode(self.app) else "ascii",
            no_color=self.app.no_color or console.no_color,
        )

    def watch_mode(self, mode: str) -> None:
        """Take no room where no picture is wanted."""
        self.set_class(mode == "none", "-none")

    def watch_waves(self) -> None:
        """Paint only the rows that the brackets are in."""
        if self.point and self._strips and self.size:
            before, now = self._strips, self._shown()
            for y, (one, other) in enumerate(zip(before, now, strict=False)):
                if one != other:
                    self.refresh(Region(0, y, self.size.width, 1))

    def toggle_zoom(self) -> None:
        """Show the whole view, or the part around the point again."""
        self.near = not self.near

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of the picture; it is drawn again only if something in it has changed."""
        self._strips = self._shown()
        return super().render_lines(crop)

    def _shown(self) -> list[Strip]:
        width, height = self.size
        mode = self.shown_mode
        shown = (
            *(width, height, self.point, self.side, self.near, self.captioned, mode),
            *(
                self.others,
                self.measured,
                self.part,
                self.waves,
                self._palette(),
                self.rich_style,
                self.app.theme,
            ),
        )
        strips = self._drawn_before.get(shown)
        if strips is None:
            strips = self._drawn_before[shown] = self._drawn(width, height, mode)
        return strips

    def render_line(self, y: int) -> Strip:
        """One row of the picture as it was last drawn."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, self.rich_style)

    def _palette(self) -> Palette:
        theme = self.app.current_theme
        exact = self.app.console.color_system == "256"
        _, ground = self.background_colors
        return palette(
            self.skin,
            background=ground.rich_color.get_truecolor().hex,
            dark=theme.dark,
            exact=exact,
        )

    def _drawn(self, width: int, height: int, mode: Mode) -> list[Strip]:
        """The whole picture, with its caption below."""
        if not self.point or width < 1:
            return []
        said = self.captioned and height >= _LEAST_ROWS
        rows: Rows
        try:
            rows = picture(
                self.point,
                width,
                height - said,
                mode=mode,
                palette=self._palette(),
                side=self.side,
                near=self.near,
                fingers=self.measured,
                waves=self.waves,
                others=self.others,
            )
            part = self.part if self.near else ""
            words = short_caption(caption(self.point, self.side, part), width)
        except PictureError as wrong:
            rows = [[(str(wrong)[:width].ljust(width), Ink(Role.QUIET))]]
            words = ""
        plain = self.rich_style
        named = {
            Role.BODY: plain,
            Role.QUIET: self.get_component_rich_style("figure--quiet"),
            Role.MARK: self.get_component_rich_style("figure--mark"),
            Role.LABEL: self.get_component_rich_style("figure--label"),
        }
        styles: dict[Ink, Style] = {}
        strips: list[Strip] = []
        for row in rows:
            segments: list[Segment] = []
            for text, ink in row:
                style = styles.get(ink)
                if style is None:
                    style = named[ink.role]
                    if ink.ground is not None:
                        style = Style(color=ink.colour, bgcolor=ink.ground)
                    styles[ink] = style
                segments.append(Segment(text, style))
            strips.append(Strip(segments, width))
        if said:
            if len(words) > width:
                words = words[: width - 1] + ("." if mode is Mode.ASCII else "…")
            strips.append(Strip([Segment(words.center(width), named[Role.QUIET])], width))
        return strips


def short_caption(words: str, width: int) -> str:
    """The caption, without the direction of view if that would be cut off."""
    if len(words) <= width:
        return words
    what, _, seen = words.partition(", ")
    return what + "".join(seen.partition(": ")[1:])
