"""Every marker lies where its words say: measured from landmarks, in the view's own cun.

Where no cun are given, the unit is the way from one landmark to another.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tracker.library import Library
from tracker.ui.figure.path import Point
from tracker.ui.figure.scene import View, index, view

MEASURED = {
    "BL10": ("C7", "across"),
    "BL15": ("spine", "across"),
    "BL23": ("spine", "across"),
    "CV4": ("navel", "down"),
    "CV6": ("navel", "down"),
    "CV12": ("navel", "down"),
    "EX-HN1": ("ears", "down"),
    "EX-HN5": ("brow-outer", "across"),
    "GV20": ("front-hairline", "down"),
    "GV24": ("front-hairline", "down"),
    "HT7": ("crease", "down"),
    "KI6": ("ankle-tip", "down"),
    "KI27": ("midline", "across"),
    "LU1": ("midline", "across"),
    "LU7": ("crease", "down"),
    "LU9": ("crease", "down"),
    "PC6": ("crease", "down"),
    "PC7": ("crease", "down"),
    "SP6": ("ankle-tip", "down"),
    "ST25": ("navel", "across"),
    "ST36": ("outer-dip", "down"),
    "TE5": ("crease", "down"),
    "TE6": ("crease", "down"),
}
"""Points of which the library gives a distance in cun: the landmark, and the way from it."""


class Rule(NamedTuple):
    """Least and most from a landmark, across and down; to the left and up are minus."""

    landmark: str
    across: tuple[float, float]
    down: tuple[float, float]
    unit: tuple[str, str] | None = None
    """Two landmarks; without them the unit is a cun."""


ANY = (-99.0, 99.0)
LEVEL = (-0.15, 0.15)
RULES = {
    "Anmian": [Rule("lobe-hollow", (0.45, 0.55), (0.4, 0.6), ("lobe-hollow", "skull-base"))],
    "BL2": [Rule("brow-inner", LEVEL, LEVEL)],
    "BL10": [Rule("skull-base", ANY, (0.5, 1.5))],
    "BL15": [Rule("blade-inner-edge", (1.45, 1.55), LEVEL)],
    "BL23": [Rule("waist", ANY, (-0.3, 0.3))],
    "BL62": [Rule("ankle-lower-edge", LEVEL, (0.2, 0.8))],
    "CV17": [Rule("nipple", (-4.1, -3.9), LEVEL)],
    "EX-HN1": [Rule("front-hairline", (0, 0), (3.9, 4.1))],
    "EX-HN3": [Rule("brow-inner", (-1.1, -0.4), LEVEL)],
    "EX-HN5": [Rule("eye-corner", (0.9, 1.4), (-0.7, 0))],
    "GB20": [Rule("skull-base", (-2.2, -1.5), LEVEL)],
    "GB21": [Rule("C7", (0.45, 0.55), ANY, ("C7", "shoulder-tip"))],
    "GB34": [Rule("leg-bone-head", (-0.6, 0), (0.4, 1.2))],
    "GV20": [Rule("ears", (0, 0), (0, 0))],
    "GV24": [Rule("brow-inner", ANY, (-3.6, -3.4))],
    "HT7": [Rule("little-finger-tendon", (-0.4, -0.05), ANY), Rule("crease", (0.5, 1.2), ANY)],
    "KI1": [Rule("toe-web", ANY, (0.32, 0.35), ("toe-web", "heel"))],
    "KI3": [Rule("ankle-tip", (0.45, 0.55), (0, 0), ("ankle-tip", "heel-tendon"))],
    "KI6": [Rule("ankle-tip", LEVEL, ANY)],
    "KI27": [Rule("collarbone", LEVEL, (0.2, 0.9))],
    "LI4": [
        Rule("knuckle", ANY, (0.45, 0.55), ("knuckle", "bone-base")),
        Rule("bone-base", (0.8, 1.4), ANY),
    ],
    "LI11": [Rule("crease-outer-end", (0.1, 0.6), LEVEL), Rule("outer-bump", (-1, -0.4), LEVEL)],
    "LI20": [Rule("nostril", (0.2, 0.6), LEVEL)],
    "LR3": [Rule("bones-meet", ANY, (-0.3, -0.05), ("toe-web", "bones-meet"))],
    "LU1": [Rule("collarbone-end", (-0.9, 0), (1.5, 2.2))],
    "LU7": [Rule("thumb-end", (-0.3, 0.3), ANY)],
    "LU9": [Rule("thumb-end", (0, 0.3), ANY)],
    "PC6": [Rule("thumb-tendon", (0.1, 1), ANY), Rule("middle-tendon", (-1, -0.1), ANY)],
    "PC7": [Rule("thumb-tendon", (0.1, 1), ANY), Rule("middle-tendon", (-1, -0.1), ANY)],
    "PC8": [Rule("index-knuckle", (0.2, 1), (0.5, 1.3)), Rule("middle-knuckle", (-1, 0), ANY)],
    "SI3": [Rule("little-knuckle", (-0.5, 0), (0.3, 0.9)), Rule("little-fold", LEVEL, LEVEL)],
    "SP6": [Rule("shin-edge", (-0.8, -0.1), ANY)],
    "ST6": [Rule("jaw-corner", (-0.9, -0.4), (-0.8, -0.3))],
    "ST25": [Rule("navel", ANY, LEVEL)],
    "ST36": [Rule("shin-ridge", (0.6, 1.1), ANY)],
    "TE5": [Rule("outer-bone", (-1, -0.2), ANY), Rule("inner-bone", (0.2, 1), ANY)],
    "TE6": [Rule("outer-bone", (-1, -0.2), ANY), Rule("inner-bone", (0.2, 1), ANY)],
    "TF4": [Rule("fork", (0.05, 0.5), ANY, ("fork", "hollow-front"))],
}
"""What else the words of a point say of its place."""

POINTS = {point.code: point for point in Library().points()}


def away(seen: View, code: str, landmark: str) -> Point:
    (x, y), (from_x, from_y) = seen.spots[code].at, seen.landmarks[landmark]
    if seen.paired and (x < 50) is not (from_x < 50) and from_x != 50:
        from_x = 100 - from_x  # a landmark of the other side of the body
    return x - from_x, y - from_y


def test_each_point_is_held_to_its_words() -> None:
    assert {*MEASURED, *RULES} == set(POINTS)
    given = {
        code for code, point in POINTS.items() if point.measure and point.measure.cun is not None
    }
    assert set(MEASURED) == given


@pytest.mark.parametrize("code", MEASURED)
def test_a_marker_is_as_many_cun_from_its_landmark_as_the_library_says(code: str) -> None:
    seen, (landmark, way) = view(index()[code]), MEASURED[code]
    measure = POINTS[code].measure
    assert seen.cun is not None
    assert measure is not None
    assert measure.cun is not None
    across, down = away(seen, code, landmark)
    if code == "EX-HN5":  # from the middle between brow and eye
        across -= (seen.landmarks["eye-corner"][0] - seen.landmarks[landmark][0]) / 2
    found = abs(across if way == "across" else down) / seen.cun
    assert found == pytest.approx(measure.cun, abs=0.1)


@pytest.mark.parametrize(
    ("code", "rule"), [(code, rule) for code, rules in RULES.items() for rule in rules]
)
def test_a_marker_lies_where_its_words_say(code: str, rule: Rule) -> None:
    seen = view(index()[code])
    across, down = away(seen, code, rule.landmark)
    if rule.unit:
        (x0, y0), (x1, y1) = (seen.landmarks[each] for each in rule.unit)
        across /= (x1 - x0) or 1
        down /= (y1 - y0) or 1
    else:
        assert seen.cun is not None
        across, down = across / seen.cun, down / seen.cun
    assert rule.across[0] - 0.001 <= across <= rule.across[1] + 0.001, (across, down)
    assert rule.down[0] - 0.001 <= down <= rule.down[1] + 0.001, (across, down)
