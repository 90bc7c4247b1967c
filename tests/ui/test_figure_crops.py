"""Every point, near by, at the sizes of the screens: what is seen, what it costs, what is kept."""

from __future__ import annotations

import re
from itertools import product
from time import process_time

import pytest
from rich.color import ColorSystem
from rich.style import Style
from write_reliefs import relief_of
from write_sheets import BOXES, FOLDER, KEPT, LOOKS, sheet

from tracker.core.facts.sessions import Side
from tracker.library import Library
from tracker.ui.figure.captions import LONGEST_LEADER
from tracker.ui.figure.cells import Mode, Role
from tracker.ui.figure.octants import OCTANTS
from tracker.ui.figure.picture import Rows, picture
from tracker.ui.figure.raster import Planes
from tracker.ui.figure.relief import brightness, relief, unpacked
from tracker.ui.figure.scene import VIEWS, index, view, view_names
from tracker.ui.figure.skins import LEVELS, SKINS, contrast, palette, rgb
from tracker.ui.figure.window import fit_of
from tracker.ui.terminal.cell_diff import ShownCells
from tracker.ui.terminal.painting import cells_of

POINTS = sorted(index())
SIZES = (6, 15, 18, 20, 26, 34, 44, 56, 90, 120)
"""Columns; half of each are rows."""


def text(rows: Rows) -> list[str]:
    return ["".join(run for run, _ in row) for row in rows]


def test_each_crop_holds_the_point_and_two_landmarks_at_every_size_and_on_both_sides() -> None:
    for code in POINTS:
        seen = view(index()[code])
        crop = seen.crops[code]
        assert len(crop.landmarks) == 2, code
        places = [seen.spots[code].at, *(seen.landmarks[name] for name in crop.landmarks)]
        for wide, high in product(SIZES, [each // 2 for each in SIZES]):
            for side in (Side.LEFT, Side.RIGHT, Side.BOTH):
                fit = fit_of(seen, code, wide, high, side, near=True)
                for x, y in places:
                    # Of a landmark on both sides, one is enough.
                    cells = [fit.cell((x, y))]
                    cells += [fit.cell((100 - x, y))] if seen.paired else []
                    inside = [0 <= a < wide and 0 <= b < high for a, b in cells]
                    assert any(inside), (code, wide, high, side, x, y)


def test_a_crop_shows_less_than_the_whole_view_unless_the_landmarks_are_its_ends() -> None:
    wide = [code for code in POINTS if view(index()[code]).crops[code].width > 85]
    assert wide == ["GV20", "KI1"]


def test_a_point_of_whose_steps_one_measures_has_its_fingers() -> None:
    for point in Library().points():
        steps = " ".join(point.find_steps)
        measured = "fingers" in steps and ("Lay" in steps or "closed" in steps)
        seen = view(index()[point.code])
        if measured and point.code != "GV24":
            fingers = seen.fingers[point.code]
            assert point.measure is not None
            count = point.measure.fingers or point.measure.thumb_widths
            assert fingers.count == count, point.code


@pytest.mark.parametrize("code", POINTS)
def test_fingers_reach_from_the_landmark_to_the_point(code: str) -> None:
    seen = view(index()[code])
    if code not in seen.fingers:
        return
    fingers, (x, y) = seen.fingers[code], seen.spots[code].at
    (x0, y0), (x1, y1) = fingers.low, fingers.high
    ends = (y0, y1) if fingers.across else (x0, x1)
    away = min(abs((y if fingers.across else x) - end) for end in ends)
    assert away < 1, "the point is at the edge of the last finger"
    if fingers.across:
        assert x0 <= x <= x1
    else:
        assert y0 <= y <= y1


def test_words_are_whole_or_left_out_and_lead_to_what_they_name() -> None:
    for code in POINTS:
        seen = view(index()[code])
        for wide, high in BOXES:
            rows = picture(code, wide, high, side=Side.LEFT, palette=palette("stone", exact=True))
            fit = fit_of(seen, code, wide, high, Side.LEFT, near=True)
            named = {note.words for note in seen.notes}
            for run, ink in (each for row in rows for each in row):
                words = run.strip(" ┄")
                if ink.role is Role.LABEL:
                    assert words in {code, f"{code} left"}
                elif words.isascii() and words:
                    assert words in named, (code, run)
            for y, line in enumerate(text(rows)):
                for words in named:
                    at = line.find(words)
                    targets = [fit.cell(note.target) for note in seen.notes if note.words == words]
                    ends = [int(x) for x, row in targets if int(row) == y]
                    if at >= 0 and ends:
                        away = [abs(x - end) for x in ends for end in (at, at + len(words) - 1)]
                        assert min(away) <= LONGEST_LEADER + 1, (code, words)


@pytest.mark.parametrize("dark", [True, False])
def test_words_rings_and_markers_stand_out_from_what_is_behind_them(dark: bool) -> None:
    for code in POINTS:
        for wide, high in ((26, 13), (38, 19)):
            shown = palette("stone", dark=dark, exact=True)
            for row in picture(code, wide, high, side=Side.LEFT, palette=shown, fingers=False):
                for run, ink in row:
                    if ink.role is not Role.BODY and run.strip() and ink.colour and ink.ground:
                        assert contrast(ink.colour, ink.ground) >= 3, (code, run, ink)


def test_no_marker_is_covered() -> None:
    for code in POINTS:
        spot = view(index()[code]).spots[code]
        for wide, high in BOXES:
            rows = text(picture(code, wide, high, mode=Mode.OUTLINE, side=Side.LEFT))
            assert "".join(rows).count("●") == 1 + len(spot.more), (code, wide, high)


def test_the_small_body_is_marked_on_the_side_that_is_pressed() -> None:
    def marked(side: Side) -> list[int]:
        rows = picture("PC6", 34, 18, side=side)
        found = []
        for row in rows:
            x = 0
            for run, ink in row:
                if ink.role is Role.MARK and run.strip() in set("▌▐"):
                    found.append(x)
                x += len(run)
        return found

    assert marked(Side.LEFT)
    assert marked(Side.RIGHT)
    assert marked(Side.LEFT) != marked(Side.RIGHT)


def test_light_comes_from_the_upper_left_on_both_limbs() -> None:
    for side in (Side.LEFT, Side.RIGHT):
        seen = view("wrist_palm")
        fit = fit_of(seen, "PC6", 40, 20, side, near=True)
        planes = Planes(40, 20)
        planes.fill(seen, fit)
        light = brightness("wrist_palm", fit, 40, 20)
        row = [level for x, level in enumerate(light[30]) if planes.grid[60][2 * x]]
        third = len(row) // 3
        assert sum(row[:third]) > 1.2 * sum(row[-third:])


# Cost


def test_the_reliefs_are_small_and_there_is_one_for_each_view() -> None:
    sizes = {file.stem: file.stat().st_size for file in VIEWS.glob("*.relief")}
    assert set(sizes) == set(view_names())
    assert max(sizes.values()) <= 8000


@pytest.mark.parametrize("name", ["sole", "ear"])
def test_the_reliefs_are_those_of_the_outlines_and_read_faster_than_computed(name: str) -> None:
    start = process_time()
    computed = unpacked(relief_of(view(name)))
    took = process_time() - start
    relief.cache_clear()
    start = process_time()
    kept = (relief(name), relief(name, mirrored=True))
    assert process_time() - start < took / 10
    for one, other in zip(computed, kept, strict=False):
        steps = [abs(a - b) for a, b in zip(b"".join(one), b"".join(other), strict=True)]
        assert max(steps) <= 1, "python tests/generate/write_reliefs.py renews them"
        assert sum(steps) < len(steps) / 100
    assert max(map(max, kept[0])) < LEVELS


def sent(rows: Rows, system: ColorSystem) -> str:
    """What is sent for a picture on a cleared screen."""
    cells = [
        [
            cell
            for run, ink in row
            for cell in cells_of(run, Style(color=ink.colour, bgcolor=ink.ground), system)
        ]
        for row in rows
    ]
    return ShownCells(bce=True).frame(cells, (0, 0))


@pytest.mark.parametrize(
    ("mode", "skin", "system"),
    [
        (Mode.RELIEF, "stone", ColorSystem.EIGHT_BIT),
        *(
            pytest.param(mode, skin, system, marks=pytest.mark.slow)
            for mode in (Mode.RELIEF, Mode.OCTANTS)
            for skin in SKINS
            for system in (ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR)
        ),
    ],
)
def test_a_picture_is_sent_in_few_bytes(mode: Mode, skin: str, system: ColorSystem) -> None:
    exact = system is ColorSystem.EIGHT_BIT
    for dark in (True, False):
        shown = palette(skin, dark=dark, exact=exact)
        for size, most in (((34, 18), 7000), ((20, 9), 3000)):
            for code in POINTS:
                rows = picture(code, *size, mode=mode, side=Side.LEFT, palette=shown)
                assert len(sent(rows, system).encode()) <= most, (code, size, dark)


def test_no_cell_has_a_colour_that_is_not_meant() -> None:
    entries = [
        *[(0, 0, 0)] * 16,
        *product((0, 95, 135, 175, 215, 255), repeat=3),
        *((8 + 10 * step,) * 3 for step in range(24)),
    ]
    for skin in SKINS:
        shown = palette(skin, exact=True)
        for code in ("PC8", "EX-HN3", "TF4"):
            rows = picture(code, 34, 18, palette=shown, fingers=False, words=False)
            meant = {rgb(each) for row in rows for _, ink in row for each in ink[1:] if each}
            for system in (ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR):
                output = sent(rows, system)
                found = {entries[int(at)] for at in re.findall(r"[34]8;5;(\d+)", output)}
                assert found == meant, (skin, code)
                assert not re.search("[34]8;2;", output)


# What is kept


def test_every_set_of_eighths_has_a_character_of_its_own() -> None:
    assert len(set(OCTANTS)) == len(OCTANTS) == 256
    assert (OCTANTS[0], OCTANTS[-1], OCTANTS[0x0F], OCTANTS[0x55]) == (" ", "█", "▀", "▌")
    rows = picture("PC6", 34, 18, mode=Mode.OCTANTS)
    assert any(ord(c) >= 0x1CD00 for row in text(rows) for c in row)


@pytest.mark.parametrize(
    ("size", "look"),
    [
        pytest.param(
            size, look, marks=() if (size, look) == (KEPT[0], "dark") else pytest.mark.slow
        )
        for size in KEPT
        for look in LOOKS
    ],
)
def test_the_sheets_show_the_pictures_of_today(size: tuple[int, int], look: str) -> None:
    kept = (FOLDER / f"{size[0]}x{size[1]}-{look}.svg").read_text(encoding="utf-8")
    assert sheet(size, look) == kept, "python tests/generate/write_sheets.py renews them"
