"""After any key the terminal shows the same as a full repaint would."""

from __future__ import annotations

import asyncio

import pyte
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from terminal_cells import visible_rows
from textual.app import App, ComposeResult
from textual.containers import Container, Horizontal
from textual.screen import Screen
from textual.widgets import Input, Static
from textual_inside import ChopsUpdate, LayoutUpdate, compositor, repainted, strips

from tracker.app import TrackerApp
from tracker.ui.terminal.compositor import SparingCompositor
from tracker.ui.terminal.painting import Painting
from tracker.ui.widgets.rows import Column, Rows

pytestmark = pytest.mark.painted

KEYS = ("down", "up", "slash", "h", "t", "7", "escape", "z", "right", "left", "f", "end", "2", "5")


class Terminal:
    """Keeps what an app writes, as a terminal would."""

    def __init__(self, app: App[None], monkeypatch: pytest.MonkeyPatch) -> None:
        self.screen = pyte.Screen(*app.size)
        self._stream = pyte.Stream(self.screen)
        self._painting = Painting(app)
        self._app = app
        monkeypatch.setattr(app, "_display", self._write)
        app.refresh(layout=True)

    def _write(self, _: Screen[object], update: object) -> None:
        if isinstance(update, ChopsUpdate | LayoutUpdate):
            self._stream.feed(self._painting.output(update))

    @property
    def seen(self) -> list[str]:
        return [line.rstrip() for line in self.screen.display]

    def compare_with_a_full_repaint(self) -> None:
        """Every cell and its colours are as Textual paints them."""
        update = repainted(self._app)
        assert isinstance(update, LayoutUpdate)
        whole = pyte.Screen(*self._app.size)
        pyte.Stream(whole).feed(update.render_segments(self._app.console))
        assert visible_rows(self.screen) == visible_rows(whole)

    @property
    def meant(self) -> list[str]:
        rows = strips(self._app.screen)
        return ["".join(segment.text for segment in strip).rstrip() for strip in rows]


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_the_terminal_shows_what_the_screen_means(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        terminal = Terminal(app, monkeypatch)
        await pilot.press("2")
        for key in KEYS:
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(compositor(app.screen), SparingCompositor)
            assert terminal.seen == terminal.meant, key
            terminal.compare_with_a_full_repaint()


DIALOGS = ("m", "7", "tab", "right", "escape", "enter", *"345612", "s", "escape", "question_mark")


@pytest.mark.slow
async def test_dialogs_and_tabs_are_painted_with_their_colours(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = Terminal(app, monkeypatch)
        for key in DIALOGS:
            await pilot.press(key)
            await pilot.pause()
            terminal.compare_with_a_full_repaint()


class Layers(Screen[None]):
    """Widgets above and beside each other, one of them wider than what holds it."""

    CSS = """
    Layers { layers: below above; }
    #below { layer: below; height: 8; width: 30; overflow: hidden; }
    #wide { width: 50; height: 3; }
    #above { layer: above; dock: right; width: 12; height: 4; background: blue; }
    #list { width: 12; height: 5; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._compositor = SparingCompositor()

    def compose(self) -> ComposeResult:
        with Container(id="below"):
            yield Static("w" * 50, id="wide")
            with Horizontal():
                yield Rows[str]((Column(),), lambda text: (text,), id="list")
                yield Input("typed", id="typed")
        yield Static("above", id="above")


class LayersApp(App[None]):
    def on_mount(self) -> None:
        self.push_screen(Layers())


changes = st.lists(
    st.tuples(st.sampled_from(["wide", "above", "list", "typed"]), st.integers(0, 40)), max_size=6
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
@given(changes)
def test_layers_are_painted_as_they_lie(
    monkeypatch: pytest.MonkeyPatch, made: list[tuple[str, int]]
) -> None:
    async def walk() -> None:
        app = LayersApp()
        async with app.run_test(size=(40, 10)) as pilot:
            await pilot.pause()
            terminal = Terminal(app, monkeypatch)
            await pilot.pause()
            for name, number in made:
                if name == "list":
                    app.screen.query_one(Rows).show([f"row {each}" for each in range(number)])
                elif name == "typed":
                    app.screen.query_one(Input).value = "x" * number
                else:
                    text = f"{number} " * (number % 9)
                    app.screen.query_one(f"#{name}", Static).update(text, layout=False)
                await pilot.pause()
                assert terminal.seen == terminal.meant

    asyncio.run(walk())
