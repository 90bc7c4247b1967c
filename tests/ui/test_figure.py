"""Pictures of the body: every point has one, lies where its words say, and is always seen."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import Mode, Role
from tracker.ui.figure.path import lines, symmetric
from tracker.ui.figure.picture import Rows, caption, description, mode_for, picture
from tracker.ui.figure.raster import Fit, Planes
from tracker.ui.figure.scene import VIEWS, PictureError, index, parsed, view, view_names
from tracker.ui.figure.skins import (
    LABEL,
    LEVELS,
    MARKS,
    SKINS,
    contrast,
    palette,
    rgb,
    telling,
)

POINTS = (
    *("GV20", "HT7", "LU9", "KI27", "PC6", "LI4", "EX-HN3", "SP6", "ST36", "LR3", "CV17", "GB20"),
    *("GB21", "KI1", "KI3", "KI6", "BL10", "BL23", "EX-HN5", "TF4", "CV12", "CV4", "CV6", "TE5"),
    *("PC7", "Anmian"),
    *("GB34", "EX-HN1", "GV24", "PC8", "LI11", "BL15", "BL2", "LI20", "ST6", "LU1", "LU7", "SI3"),
    *("ST25", "TE6", "BL62"),
)
MIDLINE = {"GV20", "EX-HN3", "CV17", "CV12", "CV6", "CV4", "GV24", "EX-HN1"}
SIDES = (None, *Side)


def text(rows: Rows) -> list[str]:
    return ["".join(run for run, _ in row) for row in rows]


def marks(rows: Rows, symbol: str = "●") -> list[tuple[int, int]]:
    """The cells a marker is in."""
    return [(x, y) for y, row in enumerate(text(rows)) for x, c in enumerate(row) if c == symbol]


def apart(name: str, one: str, other: str) -> tuple[float, float]:
    """From one place to another, across and down: points by their code, landmarks by their name."""
    seen = view(name)
    (ax, ay), (bx, by) = (
        seen.spots[place].at if place in seen.spots else seen.landmarks[place]
        for place in (one, other)
    )
    return bx - ax, by - ay


def cun(name: str) -> float:
    length = view(name).cun
    assert length is not None
    return length


# Every point has a picture


def test_each_of_the_41_points_has_one_view() -> None:
    assert len(POINTS) == len(set(POINTS)) == 41
    assert set(index()) == set(POINTS)


def test_no_view_holds_a_point_that_is_not_of_the_library() -> None:
    held = {code for name in view_names() for code in view(name).spots}
    assert held == set(POINTS)


def test_the_library_and_the_views_name_the_same_pictures() -> None:
    files = (VIEWS.parent / "points").glob("*.toml")
    held = {
        point["code"]: point["view"]
        for file in files
        for point in tomllib.loads(file.read_text(encoding="utf-8"))["point"]
    }
    assert held == index()


def test_every_view_shows_a_point() -> None:
    assert set(index().values()) == set(view_names())


@pytest.mark.parametrize("code", POINTS)
def test_a_point_lies_on_the_body(code: str) -> None:
    seen = view(index()[code])
    planes = Planes(100, 50)
    planes.fill(seen, Fit(1.0, 0.0, 0.0))
    x, y = seen.spots[code].at
    assert 0 <= x <= 100
    assert 0 <= y <= 100
    assert min(planes.samples(int(x), int(y / 2))) > 0


@pytest.mark.parametrize("code", POINTS)
def test_a_point_on_the_midline_is_drawn_on_it(code: str) -> None:
    assert view(index()[code]).middle(code) is (code in MIDLINE)


# Where the words say


@pytest.mark.parametrize(("name", "code"), [("wrist_palm", "PC6"), ("outer_forearm", "TE5")])
def test_three_fingers_from_the_wrist_is_a_sixth_of_the_forearm(name: str, code: str) -> None:
    _, forearm = apart(name, "crease", "elbow")
    across, down = apart(name, "crease", code)
    assert down / forearm == pytest.approx(1 / 6, abs=0.01)
    assert down == pytest.approx(2 * cun(name), abs=0.1)
    assert abs(across) < 1


def test_te5_sits_directly_behind_pc6() -> None:
    palm, back = view("wrist_palm").spots["PC6"].at, view("outer_forearm").spots["TE5"].at
    assert back[0] == 100 - palm[0]


def test_the_four_places_of_ex_hn1_lie_a_cun_round_gv20() -> None:
    spot, crown = view("head_top").spots["EX-HN1"], view("head_top").spots["GV20"].at
    places = [(round(x - crown[0], 1), round(y - crown[1], 1)) for x, y in (spot.at, *spot.more)]
    assert places == [(0, -5.7), (5.7, 0), (0, 5.7), (-5.7, 0)]
    for size in (24, 36, 60, 90):
        assert len(marks(picture("EX-HN1", size, size // 2))) == 4
    assert len(marks(picture("EX-HN1", 44, 22, mode=Mode.ASCII), "O")) == 4


@pytest.mark.parametrize("size", [(16, 8), (20, 9), (24, 12), (26, 13), (38, 19), (90, 52)])
def test_the_four_places_of_ex_hn1_can_be_told_apart(size: tuple[int, int]) -> None:
    found = marks(picture("EX-HN1", *size))
    assert len(found) == 4
    for (x, y), (other_x, other_y) in combinations(found, 2):
        assert max(abs(x - other_x), abs(y - other_y)) > 1


# Whatever the size


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from((*POINTS, *view_names(), "no such point")),
    st.integers(1, 120),
    st.integers(1, 60),
    st.sampled_from(Mode),
    st.sampled_from(SIDES),
    st.booleans(),
    st.sampled_from((None, 0, 1, 2)),
)
def test_a_picture_has_the_size_it_was_asked_for(
    what: str,
    width: int,
    height: int,
    mode: Mode,
    side: Side | None,
    near: bool,
    waves: int | None,
) -> None:
    rows = picture(what, width, height, mode=mode, side=side, near=near, waves=waves)
    assert len(rows) == height
    for row in text(rows):
        assert len(row) == width
        assert all(cell_len(character) == 1 for character in row)
        assert mode is not Mode.ASCII or row.isascii()
    if what in POINTS and mode is not Mode.ASCII:
        assert marks(rows)


@pytest.mark.slow
@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize(("width", "height"), [(24, 12), (61, 30)])
def test_the_marker_is_seen_in_every_picture(mode: Mode, width: int, height: int) -> None:
    symbol = "O" if mode is Mode.ASCII else "●"
    for code in POINTS:
        for near in (True, False):
            assert marks(picture(code, width, height, mode=mode, near=near, words=False), symbol)


def test_neighbouring_runs_differ() -> None:
    for row in picture("PC6", 60, 30):
        assert all(one[1] != other[1] for one, other in pairwise(row))


def test_no_room_is_no_picture() -> None:
    assert picture("PC6", 0, 3) == [[], [], []]
    assert picture("PC6", 5, 0) == []


# Left and right


@pytest.mark.parametrize("width", [24, 44, 61])
def test_the_other_limb_is_a_mirror_image(width: int) -> None:
    for code in POINTS:
        if view(index()[code]).paired:
            continue
        [(x, y)] = marks(picture(code, width, 22, side=Side.LEFT))
        assert marks(picture(code, width, 22, side=Side.RIGHT)) == [(width - 1 - x, y)]


def test_a_pair_lies_alike_on_both_sides_of_the_midline() -> None:
    for code in ("GB20", "BL10", "GB21", "KI27", "BL23"):
        [(left, y), (right, other)] = marks(picture(code, 44, 22, side=Side.BOTH))
        [(middle, _)] = marks(picture("CV17", 44, 22))
        assert (left + right, other) == (2 * middle, y)


def test_one_side_of_a_pair_is_marked_and_the_other_hinted_at() -> None:
    behind = picture("GB20", 60, 30, side=Side.LEFT)
    assert marks(behind)[0][0] < marks(behind, "○")[0][0]
    before = picture("KI27", 60, 30, side=Side.LEFT)
    assert marks(before)[0][0] > marks(before, "○")[0][0]


def test_the_side_is_named() -> None:
    assert any(" PC6 right " in row for row in text(picture("PC6", 60, 30, side=Side.RIGHT)))
    assert any(" GB20 left " in row for row in text(picture("GB20", 60, 30, side=Side.LEFT)))
    assert any(" GV20 " in row for row in text(picture("GV20", 60, 30, side=Side.RIGHT)))


def test_a_caption_says_what_is_seen() -> None:
    assert caption("PC6", Side.RIGHT) == "Right hand and forearm, palm up"
    assert caption("LI4") == "Back of the left hand"
    assert caption("GB20", Side.LEFT) == "Neck and shoulders, from behind: left"
    assert caption("GV20", Side.MIDLINE) == "Head, from above"
    assert caption("X99") == "No picture of X99"


def test_a_description_says_it_in_one_line() -> None:
    assert description("PC6", Side.LEFT) == "Left hand and forearm, palm up; PC6 marked"
    assert description("KI27", Side.RIGHT) == (
        "Neck and chest, from the front; KI27 marked on the right"
    )
    assert description("KI27").endswith("KI27 marked on both sides")
    assert description("CV17").endswith("CV17 marked")


def test_words_stand_apart() -> None:
    for code in POINTS:
        for side in (None, Side.LEFT, Side.RIGHT):
            rows = picture(code, 60, 30, side=side)
            labels = [run for row in rows for run, ink in row if ink.role is Role.LABEL]
            assert len(labels) == 1
            assert labels[0].strip().startswith(code)


def test_a_code_without_a_picture_says_so() -> None:
    assert "no picture of BL40" in "".join(text(picture("BL40", 40, 5, mode=Mode.ASCII)))
    assert all(row.isascii() for row in text(picture("太陽", 40, 5, mode=Mode.ASCII)))


# Modes and skins


@pytest.mark.parametrize(
    ("setting", "colours", "encoding", "no_color", "mode"),
    [
        ("auto", "truecolor", "utf-8", False, Mode.RELIEF),
        ("auto", "256", "UTF-8", False, Mode.RELIEF),
        ("auto", "standard", "utf-8", False, Mode.OUTLINE),
        ("auto", None, "utf-8", False, Mode.OUTLINE),
        ("auto", "truecolor", "utf-8", True, Mode.OUTLINE),
        ("auto", "truecolor", "ascii", False, Mode.ASCII),
        ("relief", "256", "utf-8", False, Mode.RELIEF),
        ("relief", "standard", "utf-8", False, Mode.OUTLINE),
        ("octants", "256", "utf-8", False, Mode.OCTANTS),
        ("octants", "256", "ascii", False, Mode.ASCII),
        ("outline", "truecolor", "utf-8", False, Mode.OUTLINE),
        ("ascii", "truecolor", "utf-8", False, Mode.ASCII),
    ],
)
def test_the_mode_is_the_best_the_terminal_can_show(
    setting: str, colours: str | None, encoding: str, no_color: bool, mode: Mode
) -> None:
    assert mode_for(setting, colours=colours, encoding=encoding, no_color=no_color) is mode


def test_there_are_three_skins_and_none_is_the_rule() -> None:
    assert len(SKINS) == 3
    assert not any(word in skin for skin in SKINS for word in ("default", "normal", "standard"))
    with pytest.raises(ValueError, match="stone, sand, umber"):
        palette("beige")


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("dark", [True, False])
def test_exact_pictures_hold_only_entries_of_the_256_colours(skin: str, dark: bool) -> None:
    cube = {0, 95, 135, 175, 215, 255}
    found = set()
    for code in ("PC6", "GV20", "EX-HN3"):
        shown = palette(skin, dark=dark, exact=True)
        for row in picture(code, 38, 19, palette=shown, fingers=False):
            found |= {each for _, ink in row for each in (ink.colour, ink.ground) if each}
    for colour in found:
        parts = rgb(colour)
        grey = len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0
        assert grey or set(parts) <= cube, colour
        assert not (dark and skin != "stone" and not grey and parts[2] > parts[0]), colour


@pytest.mark.parametrize("exact", [True, False])
def test_a_marker_stands_out_from_every_colour_it_can_lie_on(exact: bool) -> None:
    for skin in SKINS:
        for dark in (True, False):
            shown = palette(skin, dark=dark, exact=exact)
            grounds = {shown.nearest(colour) for ramp in shown.ramps for colour in ramp}
            for ground in grounds:
                assert contrast(telling(MARKS, ground), ground) >= 3, ground
    assert contrast(*LABEL) > 4.5


def test_the_neutral_skin_is_grey_and_lies_on_the_ground_of_the_theme() -> None:
    shown = palette("stone", background="#102030")
    assert shown.background == "#102030"
    assert {len(ramp) for ramp in shown.ramps} == {LEVELS}
    greys = {colour for ramp in shown.ramps[1:] for colour in ramp}
    assert all(len(set(colour)) == 1 and colour[0] % 10 == 8 for colour in greys)


def test_a_line_without_colour_is_told_by_its_role() -> None:
    rows = picture("PC6", 44, 22, mode=Mode.OUTLINE)
    inks = [ink for row in rows for _, ink in row]
    assert {ink.role for ink in inks} == set(Role)
    assert all(ink.colour is None and ink.ground is None for ink in inks)


# The files


def test_a_path_is_read_as_it_is_written() -> None:
    assert lines("M 0 0 L 10 0 10 10 Z") == [[(0, 0), (10, 0), (10, 10), (0, 0)]]
    [curve] = lines("M 0 0 R 10 10 20 0")
    assert (10, 10) in curve
    assert curve[-1] == (20, 0)


@pytest.mark.parametrize(
    "wrong", ["L 1 2", "M 1 2 L 3", "M 1 2 Q 3 4", "M 1 2 L x y", "M 1 2 C 3 4"]
)
def test_a_path_that_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"begins|number|commands"):
        lines(wrong)


def test_half_an_outline_becomes_a_whole_one() -> None:
    [whole] = lines(symmetric("M 50 0 L 80 20 50 90"))
    assert {(100 - x, y) for x, y in whole} == set(whole)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("skn M 0 0 L 1 1", "line 3, skn: none of"),
        ("skin M 0 0 L 1", "line 3, skin: L with 1 numbers"),
        ("point PC6 10", "line 3, point:"),
        ("near PC6 10 20 30 knee", "line 3, near: there is no landmark knee"),
        ("fingers PC6 3 up 1 2 3 4", "line 3, fingers: fingers lie across or down"),
        ("shows inside", "line 3, shows:"),
        ("rim wide", "line 3, rim:"),
        ("more PC6 1 2", "line 3, more: PC6: give its first place above"),
    ],
)
def test_a_wrong_line_of_a_view_is_named(line: str, said: str) -> None:
    with pytest.raises(PictureError, match="knee.txt, " + said):
        parsed("knee", f"title Knee\nskin M 0 0 L 9 0\n  9 9 Z\n{line}\n".replace("\n  ", " "))


def test_a_view_needs_a_title_and_a_shape() -> None:
    with pytest.raises(PictureError, match="title"):
        parsed("knee", "shows left\n")
    with pytest.raises(PictureError, match="there is no view knee"):
        view("knee")


def test_a_line_goes_on_where_it_is_indented() -> None:
    [shape] = parsed("knee", "title Knee\nskin M 0 0\n  L 9 0\n  9 9 Z\n").shapes
    assert shape.lines == ([(0, 0), (9, 0), (9, 9), (0, 0)],)


def test_a_picture_needs_no_textual() -> None:
    code = (
        "import sys; from tracker.ui.figure.picture import picture; picture('PC6', 60, 30);"
        "assert not {'textual', 'rich'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
