from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest
from given_days import SUNDAY, at, practised

from tracker.core.facts.sessions import Hold, Session, Side
from tracker.core.insights.balance import Neglected, balance, neglected

DAY = timedelta(days=1)
MERIDIANS = {"PC6": "Pericardium", "HT7": "Heart", "PC8": "Pericardium"}


def session(days_ago: int, *holds: tuple[str, Side, float]) -> Session:
    made = practised(at(SUNDAY - DAY * days_ago, 9))
    assert isinstance(made, Session)
    return replace(
        made,
        holds=tuple(
            Hold(point=point, side=side, planned=60, held=held, done=True)
            for point, side, held in holds
        ),
    )


SESSIONS = [
    session(30, ("PC8", Side.LEFT, 30)),
    session(1, ("PC6", Side.LEFT, 60), ("PC6", Side.RIGHT, 30), ("HT7", Side.BOTH, 120)),
    session(0, ("PC6", Side.LEFT, 60), ("YINTANG", Side.MIDLINE, 45), ("GV20", Side.MIDLINE, 0)),
]


def test_points_sides_and_meridians_are_summed_the_longest_first() -> None:
    found = balance(SESSIONS, MERIDIANS.get)
    assert [(share.name, share.seconds, share.count) for share in found.points] == [
        ("PC6", 150, 3),
        ("HT7", 120, 1),
        ("YINTANG", 45, 1),
        ("PC8", 30, 1),
    ]
    assert [(share.name, share.seconds) for share in found.sides] == [
        ("left", 150),
        ("both", 120),
        ("midline", 45),
        ("right", 30),
    ]
    assert [(share.name, share.seconds, share.count) for share in found.meridians] == [
        ("Pericardium", 180, 4),
        ("Heart", 120, 1),
    ]
    assert found.points[0].last == SUNDAY


def test_the_order_of_sessions_is_irrelevant() -> None:
    found = [balance(order, MERIDIANS.get) for order in permutations(SESSIONS)]
    assert all(each == found[0] for each in found)


def test_both_sides_at_once_weigh_on_each() -> None:
    assert balance(SESSIONS, MERIDIANS.get).left_share == pytest.approx(270 / 420)
    assert balance([session(0, ("GV20", Side.MIDLINE, 60))], MERIDIANS.get).left_share is None


def test_neglected_points_are_those_never_pressed_then_those_longest_ago() -> None:
    found = neglected(balance(SESSIONS, MERIDIANS.get), ["PC6", "PC8", "SP6", "GV20"], SUNDAY)
    assert found == (
        Neglected("GV20", None),
        Neglected("SP6", None),
        Neglected("PC8", SUNDAY - 30 * DAY),
    )
    assert neglected(balance([], MERIDIANS.get), [], SUNDAY) == ()
