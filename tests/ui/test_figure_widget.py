"""The body on the screen: it shows what it is told, at the size it has, and is quiet otherwise."""

from __future__ import annotations

from io import StringIO
from typing import ClassVar

import pytest
from rich.console import Console
from textual.app import App, ComposeResult
from textual.strip import Strip

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import Mode
from tracker.ui.widgets.figure import Figure, short_caption

pytestmark = pytest.mark.painted


class Sheet(App[None]):
    """A figure and nothing else."""

    def __init__(self, figure: Figure, colours: str = "truecolor") -> None:
        super().__init__()
        self.figure = figure
        self.console = Console(
            file=StringIO(),
            force_terminal=True,
            color_system=colours,  # type: ignore[arg-type]
            legacy_windows=False,
        )

    def compose(self) -> ComposeResult:
        yield self.figure


class Counting(Figure):
    """It counts how often it is painted."""

    painted: ClassVar[int] = 0

    def render_line(self, y: int) -> Strip:
        type(self).painted += 1
        return super().render_line(y)


def rows(figure: Figure) -> list[str]:
    return [figure.render_line(y).text for y in range(figure.size.height)]


async def test_it_fills_the_size_it_has() -> None:
    figure = Figure("PC6", Side.LEFT)
    async with Sheet(figure).run_test(size=(60, 31)) as pilot:
        assert [len(row) for row in rows(figure)] == [60] * 31
        assert rows(figure)[-1].strip() == "Left hand and forearm, palm up"
        assert any("●" in row for row in rows(figure))
        await pilot.resize_terminal(24, 12)
        await pilot.pause()
        assert [len(row) for row in rows(figure)] == [24] * 12
        assert rows(figure)[-1].strip() == "Left hand and forearm"
        await pilot.resize_terminal(16, 12)
        await pilot.pause()
        assert rows(figure)[-1].endswith("…")


async def test_it_follows_point_side_and_zoom() -> None:
    figure = Figure("PC6", Side.LEFT)
    async with Sheet(figure).run_test(size=(60, 31)) as pilot:
        left = rows(figure)
        figure.side = Side.RIGHT
        await pilot.pause()
        right = rows(figure)
        assert any("PC6 right" in row for row in right)
        figure.toggle_zoom()
        await pilot.pause()
        assert rows(figure)[:-1] != right[:-1]
        figure.toggle_zoom()
        figure.side = Side.LEFT
        await pilot.pause()
        assert rows(figure) == left
        figure.point = "KI27"
        await pilot.pause()
        assert "KI27" in "".join(rows(figure))


async def test_it_is_quiet_until_something_changes() -> None:
    figure = Counting("PC6")
    async with Sheet(figure).run_test(size=(40, 20)) as pilot:
        first = figure.render_line(3)
        Counting.painted = 0
        await pilot.pause(0.05)
        assert Counting.painted == 0
        figure.refresh()
        await pilot.pause()
        assert Counting.painted
        assert figure.render_line(3) is first


async def test_a_breath_paints_only_the_row_of_the_ring() -> None:
    figure = Counting("PC6")
    figure.waves = 0
    async with Sheet(figure).run_test(size=(40, 20)) as pilot:
        for waves, brackets in ((1, "()"), (2, "(())"), (1, "()"), (0, "")):
            Counting.painted = 0
            figure.waves = waves
            await pilot.pause()
            assert Counting.painted == 1
            assert "".join(c for row in rows(figure) for c in row if c in "()") == brackets


@pytest.mark.parametrize(
    ("colours", "mode"),
    [("truecolor", Mode.RELIEF), ("256", Mode.RELIEF), ("standard", Mode.OUTLINE)],
)
async def test_its_mode_is_what_the_terminal_can_show(colours: str, mode: Mode) -> None:
    figure = Figure("SP6")
    async with Sheet(figure, colours).run_test(size=(40, 20)):
        assert figure.shown_mode is mode


async def test_without_colour_it_is_an_outline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    figure = Figure("SP6")
    async with Sheet(figure).run_test(size=(40, 20)):
        assert figure.shown_mode is Mode.OUTLINE


async def test_the_setting_is_followed() -> None:
    figure = Figure("SP6", mode="ascii")
    async with Sheet(figure).run_test(size=(40, 20)) as pilot:
        assert all(row.isascii() for row in rows(figure))
        figure.mode = "outline"
        await pilot.pause()
        assert any(0x2800 <= ord(character) < 0x2900 for row in rows(figure) for character in row)


@pytest.mark.parametrize("skin", ["stone", "sand", "umber"])
async def test_the_ground_is_the_theme_s(skin: str) -> None:
    figure = Figure("SP6", skin=skin)
    async with Sheet(figure).run_test(size=(40, 20)) as pilot:
        for theme in ("textual-dark", "textual-light", "nord"):
            pilot.app.theme = theme
            await pilot.pause()
            _, ground = figure.background_colors
            style = next(iter(figure.render_line(0)))[1]
            assert style is not None
            assert style.bgcolor is not None
            assert style.bgcolor.get_truecolor() == ground.rich_color.get_truecolor()


async def test_it_says_in_words_what_it_shows() -> None:
    figure = Figure("GB20", Side.LEFT)
    async with Sheet(figure).run_test(size=(40, 20)):
        assert figure.description == ("Neck and shoulders, from behind; GB20 marked on the left")


async def test_nothing_to_show_is_an_empty_place() -> None:
    figure = Figure()
    async with Sheet(figure).run_test(size=(40, 20)):
        assert "".join(rows(figure)).strip() == ""
        assert figure.description == ""


async def test_an_own_point_without_a_picture_says_so() -> None:
    figure = Figure("ME1")
    async with Sheet(figure).run_test(size=(40, 20)):
        assert "no picture of ME1" in "".join(rows(figure))


@pytest.mark.parametrize(
    ("words", "width", "shown"),
    [
        ("Left hand and forearm, palm up", 32, "Left hand and forearm, palm up"),
        ("Left hand and forearm, palm up", 29, "Left hand and forearm"),
        ("Neck and shoulders, from behind: left", 30, "Neck and shoulders: left"),
        ("Back of the left hand", 9, "Back of the left hand"),
    ],
)
def test_a_caption_too_long_leaves_out_from_where_it_is_seen(
    words: str, width: int, shown: str
) -> None:
    assert short_caption(words, width) == shown
