from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.store.line import compose, dumps, is_intact, salvage, version, version_time, versions

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(
    st.text().filter(lambda key: key[:1] not in {"_", "~"}), JSON, max_size=5
)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.integers(0, 2**44))
def test_a_document_comes_back_as_it_was_written(document: dict[str, Any], m: int) -> None:
    line = compose("sessions", "01A", document, m, 1)
    said = version(line.rstrip(b"\n"))
    assert line.count(b"\n") == 1
    assert dumps(said.document) == dumps(document)
    assert (said.table, said.id, said.intact, version_time(said.rank)) == (
        "sessions",
        "01A",
        True,
        m,
    )


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, DOCUMENTS)
def test_lines_read_together_say_what_each_says_alone(
    one: dict[str, Any], two: dict[str, Any]
) -> None:
    lines = [compose("a", "1", one, 1, 1)[:-1], compose("a", "2", two, 2, 1)[:-1]]
    assert repr(versions(lines)) == repr([version(line) for line in lines])


@settings(deadline=None, max_examples=100)
@given(DOCUMENTS, st.integers(0, 2**44), st.integers(1, 12), st.data())
def test_a_line_altered_in_any_bit_is_not_intact(
    document: dict[str, Any], m: int, schema: int, data: st.DataObject
) -> None:
    line = compose("steps", "0" * 26, document, m, schema)[:-1]
    assert is_intact(line)
    at, bit = data.draw(st.integers(0, len(line) - 1)), data.draw(st.integers(0, 7))
    altered = line[:at] + bytes([line[at] ^ 1 << bit]) + line[at + 1 :]
    assert not is_intact(altered)


def test_equal_documents_are_the_same_bytes_whatever_the_order_of_their_keys() -> None:
    assert compose("a", "1", {"b": 1, "a": 2}, 5, 1) == compose("a", "1", {"a": 2, "b": 1}, 5, 1)


def test_of_two_versions_the_newer_ranks_higher_then_the_intact_then_the_greater_checksum() -> None:
    old, new = compose("a", "1", {"n": 2}, 5, 1)[:-1], compose("a", "1", {"n": 1}, 6, 1)[:-1]
    altered = old.replace(b'"n":2', b'"n":9')
    other = compose("a", "1", {"n": 3}, 5, 1)[:-1]
    assert version(new).rank > version(old).rank > version(altered).rank
    assert (version(old).rank > version(other).rank) == (old[-10:] > other[-10:])


def test_half_a_character_from_a_broken_terminal_is_kept() -> None:
    line = compose("a", "1", {"note": "\udcc3"}, 1, 1)
    assert version(line[:-1]).document == {"note": "\udcc3"}


@pytest.mark.parametrize("key", ["_id", "_m", "_t", "_v", "_del", "~"])
def test_a_document_cannot_use_the_keys_of_the_journal(key: str) -> None:
    with pytest.raises(ValueError, match="reserved keys"):
        compose("a", "1", {key: 1}, 1, 1)


def test_a_number_that_json_cannot_write_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        compose("a", "1", {"n": float("nan")}, 1, 1)


@pytest.mark.parametrize(
    "line",
    [b"", b"{", b"[]", b"null", b"{}", b"\xff", b'{"a":1} {"b":2}', b"[" * 100_000,
     b'{"_id":1,"_m":1,"_t":"a","_v":1}', b'{"_id":"1","_m":true,"_t":"a","_v":1}',
     b'{"_id":"1","_m":-1,"_t":"a","_v":1}', b'{"_id":"1","_m":1,"_t":"a","_v":"1"}'],
)  # fmt: skip
def test_a_line_that_says_nothing_is_known_as_such(line: bytes) -> None:
    assert versions([line]) == [None]


def test_two_records_that_lost_the_newline_between_them_are_both_found() -> None:
    one, two = compose("a", "1", {"n": {"m": 1}}, 1, 1)[:-1], compose("a", "2", {"n": 2}, 2, 1)[:-1]
    assert salvage(one + b"," + two) == [one, two]
    assert salvage(one[:-4] + b"{{" + two) == [two]
