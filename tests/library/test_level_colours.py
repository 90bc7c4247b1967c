"""Distances: CIEDE2000 (Sharma, Wu and Dalal 2005, doi 10.1002/col.20070), in simulated vision by
the matrices of Machado, Oliveira and Fernandes (2009, doi 10.1109/TVCG.2009.113), severity 1.0,
on linear sRGB; "none" keeps luminance alone."""

import math
import unicodedata
from itertools import combinations, pairwise

import pytest

from tracker.characters import has_blocks
from tracker.config.settings import declared
from tracker.level_colours import (
    ASCII,
    BLOCKS,
    PALETTES,
    Cell,
    Glyphs,
    Look,
    Ramp,
    Symbol,
    has_colours,
    light,
    line,
    rgb,
)

Triple = tuple[float, float, float]

VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((0.2126, 0.7152, 0.0722),) * 3,
}
LEAST = 7.0
"""Between neighbouring levels; 2.3 (CIELAB) is the usual just noticeable difference, but of areas
side by side, and a cell is small."""
GROUNDS = {"dark": (233, 234, 235), "light": (231, 255)}

RAMPS = [
    pytest.param(ramp, ground, id=f"{name}-{kind}-{ground}")
    for name, palette in PALETTES.items()
    for kind, ramp in (("points", palette.points), ("mat", palette.mat))
    for ground in GROUNDS
]


def steps(ramp: Ramp, ground: str) -> tuple[int, ...]:
    return ramp.dark if ground == "dark" else ramp.light


def lab(index: int, vision: str) -> Triple:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in rgb(index))
    ]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True))))
        for row in VISIONS[vision]
    )
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883

    def cube(t: float) -> float:
        return t ** (1 / 3) if t > 216 / 24389 else float((24389 / 27 * t + 16) / 116)

    return 116 * cube(y) - 16, 500 * (cube(x) - cube(y)), 200 * (cube(y) - cube(z))


def ciede2000(one: Triple, other: Triple) -> float:
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean7 = ((math.hypot(a1, b1) + math.hypot(a2, b2)) / 2) ** 7
    stretch = 1.5 - 0.5 * math.sqrt(mean7 / (mean7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1 = math.degrees(math.atan2(b1, a1)) % 360
    h2 = math.degrees(math.atan2(b2, a2)) % 360
    grey = c1 * c2 == 0
    turn = 0.0 if grey else (h2 - h1 + 180) % 360 - 180
    hue = h1 + h2 if grey else (h1 + turn / 2) % 360
    chroma, lightness = (c1 + c2) / 2, (l1 + l2) / 2
    t = (
        1
        - 0.17 * math.cos(math.radians(hue - 30))
        + 0.24 * math.cos(math.radians(2 * hue))
        + 0.32 * math.cos(math.radians(3 * hue + 6))
        - 0.20 * math.cos(math.radians(4 * hue - 63))
    )
    off = (lightness - 50) ** 2
    by_l = (l2 - l1) / (1 + 0.015 * off / math.sqrt(20 + off))
    by_c = (c2 - c1) / (1 + 0.045 * chroma)
    by_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * t)
    tilt = 30 * math.exp(-(((hue - 275) / 25) ** 2))
    bend = -math.sin(math.radians(2 * tilt)) * 2 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    return math.sqrt(by_l**2 + by_c**2 + by_h**2 + bend * by_c * by_h)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_distance_is_the_published_one(one: Triple, other: Triple, expected: float) -> None:
    assert ciede2000(one, other) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize(("ramp", "ground"), RAMPS)
def test_every_two_levels_can_be_told_apart(ramp: Ramp, ground: str, vision: str) -> None:
    seen = [lab(index, vision) for index in steps(ramp, ground)]
    least = min(ciede2000(one, other) for one, other in combinations(seen, 2))
    assert least >= LEAST


def contrast(one: int, other: int) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("ramp", "ground"), RAMPS)
def test_more_practice_stands_out_more(ramp: Ramp, ground: str) -> None:
    for behind in GROUNDS[ground]:
        against = [contrast(index, behind) for index in steps(ramp, ground)]
        assert all(more > less for less, more in pairwise(against))
        assert against[1] >= 1.4
        assert against[3] >= 3


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("dark", [True, False])
@pytest.mark.parametrize("symbol", [Symbol.REST, Symbol.OPEN, Symbol.FIRST])
def test_a_symbol_can_be_read_on_every_level(name: str, dark: bool, symbol: Symbol) -> None:
    look = Look(palette=PALETTES[name], dark=dark)
    for cell in [*map(look.points, range(6), [symbol] * 6), *map(look.mat, range(6), [symbol] * 6)]:
        assert cell.glyph == BLOCKS.symbols[symbol]
        assert cell.foreground is not None
        assert cell.background is not None
        assert contrast(cell.foreground, cell.background) >= 4.5


@pytest.mark.parametrize("glyphs", [BLOCKS, ASCII])
def test_without_colour_each_level_and_symbol_has_a_glyph_of_its_own(glyphs: Glyphs) -> None:
    look = Look(colour=False, glyphs=glyphs)
    cells = [look.points(level) for level in range(6)]
    cells += [look.points(0, symbol) for symbol in Symbol]
    assert len({cell.glyph for cell in cells}) == len(cells)
    assert all(cell.escape == "" for cell in cells)
    halves = [look.both(points, mat).glyph for points in (0, 3) for mat in (0, 3)]
    assert len(set(halves)) == 4


def test_each_glyph_is_one_cell_and_on_a_linux_console() -> None:
    for glyphs in (BLOCKS, ASCII):
        for glyph in [*glyphs.levels, *glyphs.symbols.values(), *glyphs.halves]:
            assert len(glyph) == 1
            assert unicodedata.east_asian_width(glyph) not in {"W", "F"}
            assert glyph == "○" or glyph.encode("cp437")
    assert (ASCII.levels + ASCII.halves).isascii()


def test_both_kinds_share_a_cell() -> None:
    look = Look()
    moss = PALETTES["moss"]
    assert look.both(2, 5) == Cell("▀", moss.points.dark[2], moss.mat.dark[5])
    assert look.both(0, 0, Symbol.REST).glyph == "~"
    assert look.both(0, 0, Symbol.AHEAD) == Cell(" ")
    assert Look(glyphs=ASCII).both(2, 0) == Cell("^")


def test_a_light_ground_has_its_own_colours() -> None:
    assert Look(dark=False).points(1).background == PALETTES["moss"].points.light[1]


def test_a_line_changes_colour_only_where_it_changes() -> None:
    look = Look()
    cells = [look.points(1), look.points(1), Cell("x"), look.points(2)]
    assert line(cells) == "\x1b[48;5;22m  \x1b[0mx\x1b[48;5;28m \x1b[0m"
    assert line([Cell("a"), Cell("b")]) == "ab"
    assert line([]) == ""


def test_a_level_that_does_not_exist_is_a_programming_mistake() -> None:
    with pytest.raises(IndexError):
        Look().points(6)


def test_the_palettes_are_those_that_can_be_set() -> None:
    assert tuple(PALETTES) == declared()["levels"].choices
    assert all(name == palette.name for name, palette in PALETTES.items())


@pytest.mark.parametrize(
    ("index", "expected"),
    [(16, (0, 0, 0)), (231, (255, 255, 255)), (74, (95, 175, 215)), (232, (8, 8, 8))],
)
def test_colours_are_xterms(index: int, expected: tuple[int, int, int]) -> None:
    assert rgb(index) == expected


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color"}, True),
        ({"TERM": "xterm-kitty"}, True),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, True),
        ({"TERM": "xterm"}, False),
        ({"TERM": "linux"}, False),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, False),
        ({}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
    ],
)
def test_colours_are_used_where_there_are_enough(environ: dict[str, str], expected: bool) -> None:
    assert has_colours(environ, terminal=True) is expected
    assert has_colours(environ, terminal=False) is False


@pytest.mark.parametrize(
    ("environ", "encoding", "expected"),
    [
        ({"LANG": "en_GB.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.utf8@euro"}, "utf-8", True),
        ({"LANG": "C.UTF-8"}, "utf-8", True),
        ({"LANG": "en_GB.UTF-8"}, "latin-1", False),
        ({"LANG": "en_GB.UTF-8"}, None, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, "utf-8", False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "utf-8", False),
        ({"LC_CTYPE": "en_GB.UTF-8"}, "utf-8", True),
        ({"LANG": "de_DE.ISO-8859-1"}, "utf-8", False),
        ({}, "utf-8", False),
        ({"LANG": "en_GB.UTF-8", "TERM": "linux"}, "utf-8", False),
        ({"LANG": "en_GB.UTF-8", "TERM": "linux-16color"}, "utf-8", False),
    ],
)
def test_blocks_are_used_where_they_arrive(
    environ: dict[str, str], encoding: str | None, expected: bool
) -> None:
    assert has_blocks(environ, encoding) is expected


def test_the_setting_decides_about_blocks_wherever_they_can_be_written() -> None:
    here, console = {"LANG": "C.UTF-8"}, {"LANG": "C.UTF-8", "TERM": "linux"}
    assert not has_blocks(here, "utf-8", "ascii")
    assert has_blocks(console, "utf-8", "unicode")
    assert has_blocks({}, "utf-8", "unicode")
    assert not has_blocks(here, "latin-1", "unicode")
