"""The app as a program on a terminal: what it reads, what it paints, how it ends.

Everything that Textual gives no public way to is in this folder.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, cast

from rich.console import RenderableType

# There is no public way to a frame's parts.
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.command import CommandPalette
from textual.events import Event, Resize
from textual.filter import LineFilter
from textual.screen import Screen
from textual.theme import ThemeProvider

from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.terminal.command_palette import Palette
from tracker.ui.terminal.compositor import forget_closed
from tracker.ui.terminal.control_characters import VisibleCharacters
from tracker.ui.terminal.hangup import repaint_on_return
from tracker.ui.terminal.key_queue import KeyQueue
from tracker.ui.terminal.partial_updates import Cropped
from tracker.ui.terminal.stylesheets import Sheets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.ui.terminal.low_bandwidth import LowBandwidth

_OUT: Final = frozenset({"suspend_process", "screenshot"})
"""Actions that leave the app: to a shell, or with a file of their own."""


class TerminalApp(App[None]):
    """An app over SSH: few bytes, keys in order, nothing leaked, and a kiosk when asked for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "suspend", id="app.suspend", show=False),
    ]
    kiosk = False

    def __init__(self) -> None:
        super().__init__()
        forget_closed()
        self._line_filters: list[LineFilter] = [VisibleCharacters()]
        self._key_queue = KeyQueue(self)
        self._low_bandwidth: LowBandwidth | None = None
        self._colourless = self.no_color
        self.stylesheet = Sheets(self.get_css_variables())

    def get_line_filters(self) -> "Sequence[LineFilter]":
        """Textual's, then ours: no control character, and ASCII where nothing else is shown."""
        return [*super().get_line_filters(), *self._line_filters]

    def on_load(self) -> None:
        """See what the terminal can show."""
        if not speaks_unicode(self):
            from tracker.ui.terminal.ascii_characters import AsciiCharacters

            self._line_filters.append(AsciiCharacters())

    def on_mount(self) -> None:
        """Be whole again after Ctrl-Z and fg."""
        if not self.is_headless:
            repaint_on_return(self.paint_anew)

    async def on_event(self, event: Event) -> None:
        """Handle keys in their order."""
        await self._key_queue.take(event, super().on_event)

    # -- painting

    def spare(self, sparing: bool) -> None:
        """Go without colours, and send only the cells that differ; or not any more."""
        if sparing is (self._low_bandwidth is None):
            from tracker.ui.terminal.low_bandwidth import LowBandwidth

            self._low_bandwidth = LowBandwidth() if sparing else None
            self.no_color = sparing or self._colourless
            self.set_class(sparing, "-thin")
            self.paint_anew()

    def paint_anew(self) -> None:
        """Paint everything: somebody else has painted here."""
        if self._low_bandwidth is not None:
            self._low_bandwidth.forget()
        self.refresh(layout=True)

    def on_resize(self, event: Resize) -> None:
        """What a terminal makes of its screen at another size is its own affair."""
        if self._low_bandwidth is not None and not self._low_bandwidth.stands_at(*event.size):
            self._low_bandwidth.forget()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, self._spared(renderable))

    def _spared(self, update: RenderableType | None) -> RenderableType | None:
        if self._low_bandwidth is not None and (
            self._low_bandwidth.knows or isinstance(update, LayoutUpdate)
        ):
            from tracker.ui.terminal.low_bandwidth import ChangedCells

            if isinstance(update, LayoutUpdate | ChopsUpdate):
                ground = Color.parse(self.theme_variables["background"])
                return cast("RenderableType", ChangedCells(self._low_bandwidth, update, ground))
        if isinstance(update, ChopsUpdate):
            return cast("RenderableType", Cropped(update))
        return update

    def _begin_update(self) -> None:
        if self._low_bandwidth is None:
            super()._begin_update()

    def _end_update(self) -> None:
        if self._low_bandwidth is None:
            super()._end_update()

    # -- kiosk

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a kiosk what leaves does nothing, whatever asks for it."""
        if self.kiosk and action in _OUT:
            return False
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """Every action by name; one palette at a time, also while another screen lies above it."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            # Without Textual's id: one that was closed this moment may still bear it.
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """Every theme by name."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands; in a kiosk none that writes a file."""
        for command in super().get_system_commands(screen):
            if not (self.kiosk and command.title == "Screenshot"):
                yield command

    def deliver_text(self, *file: Any, **how: Any) -> str | None:
        """Hand a text to the person's machine, or write it to a folder of theirs."""
        return None if self.kiosk else super().deliver_text(*file, **how)

    def deliver_binary(self, *file: Any, **how: Any) -> str | None:
        """The same for a file that is no text."""
        return None if self.kiosk else super().deliver_binary(*file, **how)

    def save_screenshot(self, *where: Any, **how: Any) -> str:
        """Write a picture of the screen; gives where it is."""
        return "" if self.kiosk else super().save_screenshot(*where, **how)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start a browser on this machine."""
        if not self.kiosk:
            super().open_url(url, new_tab=new_tab)

    # -- crash report

    def _fatal_error(self) -> None:
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None, suppress=["textual", "rich"])
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()
