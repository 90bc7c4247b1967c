"""The native export: a full round trip; and files that are not exports."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import LONGER, HandClock, mat_of, session_of
from given_documents import answers, favourites, overrides, points, routines
from given_facts import checks, goals, practices, rests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transcript import Shell

from tracker.exchange import files
from tracker.exchange.documents import Fact
from tracker.exchange.files import ExchangeError
from tracker.exchange.native import export, parse, read
from tracker.journal.journal import Journal
from tracker.store import Store

anything = st.one_of(
    *(practices, goals(), rests(), checks()),
    *(points, routines, answers, overrides, favourites),
)


def _journal(folder: Path, clock: HandClock) -> Journal:
    return Journal(Store(folder, clock.ms), clock.now)


def _take_in(journal: Journal, text: str) -> tuple[int, int]:
    """How many are new, how many were refused."""
    found = parse(text, "a test")
    plan = journal.plan_import(found.entries)
    if plan.new or plan.newer:
        journal.carry_out_import(plan, label="import")
    return len(plan.new), len(found.refused)


@settings(max_examples=60 * LONGER, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(anything, min_size=1, max_size=12, unique_by=lambda one: one.id))
def test_an_export_taken_into_an_empty_home_exports_to_the_same_bytes(facts: list[Fact]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = HandClock()
        first = _journal(Path(folder) / "first", clock)
        for one in facts:
            clock.seconds += 1
            first.record(one)
        text = export(first.everything())
        clock.seconds += 86400
        second = _journal(Path(folder) / "second", clock)
        assert _take_in(second, text) == (len(facts), 0)
        assert export(second.everything()) == text
        assert _take_in(second, text) == (0, 0)
        assert export(second.everything()) == text
        assert export(_journal(Path(folder) / "second", clock).everything()) == text


def test_of_two_versions_the_one_changed_later_stays(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    from dataclasses import replace

    mine = session_of()
    journal.record(mine)
    old = export(journal.everything())
    clock.seconds += 5
    journal.correct(mine, replace(mine, note="later"))
    new = export(journal.everything())
    other = _journal(tmp_path / "other", clock)
    _take_in(other, old)
    _take_in(other, new)
    assert export(other.everything()) == new
    _take_in(other, old)
    assert export(other.everything()) == new


def test_an_import_is_one_step_that_can_be_taken_back(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    journal.record(session_of(), mat_of())
    other = _journal(tmp_path / "other", clock)
    empty = export(other.everything())
    _take_in(other, export(journal.everything()))
    other.undo()
    assert export(other.everything()) == empty


def _export(**changed: Any) -> str:
    """An export of one mat session, some of its fields changed."""
    from tracker.exchange.documents import document

    mat = mat_of()
    record = {**document(mat), "_id": mat.id, "_m": 1_700_000_000_000, **changed}
    return export({"mat_sessions": [record]})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "{}",
        '{"tsubo": "native export"}',
        '{"tsubo": "native export", "schema": 2, "tables": {}}',
        '{"tsubo": "native export", "schema": true, "tables": []}',
        '{"tsubo": "native export", "schema": 1, "tables": NaN}',
        '{"tsubo": "native export", "schema": 1, "tables": [1]}',
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"tsubo": "native export", "schema": ' + "1" * 10_000 + "}",
        "\x00\x00",
        "PK\x03\x04",
    ],
)
def test_what_is_no_export_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ExchangeError) as refused:
        parse(text, "file.json")
    assert str(refused.value).startswith("file.json: ")
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"_id": "../../etc/passwd"}, "_id"),
        ({"_id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"}, "_id"),
        ({"_id": 7}, "_id"),
        ({"_m": -1}, "_m"),
        ({"_m": 1.5}, "_m"),
        ({"_m": True}, "_m"),
        ({"_m": 1 << 48}, "_m"),
        ({"lain": "long"}, "lain"),
        ({"lain": -1}, "length: -1 s is too short; up to 6 h"),
        ({"lain": 1e308}, "length: 1e+308 s is too long; up to 6 h"),
        ({"started": "2026-11-22T10:00:00"}, "started"),
        ({"started": "0001-01-01T00:00:00+00:00", "day": "0001-01-01"}, "started"),
        ({"day": "2026-02-30"}, "day"),
        ({"day": "1990-01-01"}, "day"),
        ({"position": "roof"}, "position"),
        ({"mood_before": 11}, "mood before: 11 is out of range; 0 to 10"),
        ({"mood_before": 4.5}, "mood_before"),
        ({"note": "x" * 5000}, "note"),
        ({"note": None}, "note"),
        ({"colour": "red"}, "colour"),
        ({"~": "00000000"}, "~"),
        ({"_t": "sessions"}, "_t"),
        ({"\x1b[31m": 1}, "is not a field of mat_sessions"),
    ],
)
def test_a_wrong_record_is_named_by_its_field_and_nothing_of_it_is_taken(
    changed: dict[str, Any], said: str
) -> None:
    found = parse(_export(**changed), "file.json")
    assert found.entries == ()
    assert said in found.refused[0]
    assert found.refused[0].startswith("file.json: mat_sessions 1: ")
    assert found.refused[0].isprintable()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_a_number_that_is_none_is_refused(number: str) -> None:
    text = _export(lain=1234.5).replace("1234.5", number)
    if "N" in number or "I" in number:
        with pytest.raises(ExchangeError, match=number):
            parse(text, "file.json")
    else:
        found = parse(text, "file.json")
        assert (found.entries, len(found.refused)) == ((), 1)


def test_an_id_that_stands_there_twice_is_taken_once() -> None:
    found = json.loads(_export())
    found["tables"]["mat_sessions"] *= 2
    read_twice = parse(json.dumps(found), "file.json")
    assert (len(read_twice.entries), len(read_twice.refused)) == (1, 1)
    assert "twice" in read_twice.refused[0]


def test_a_table_that_is_not_known_is_named_and_the_others_are_taken() -> None:
    found = json.loads(_export())
    found["tables"] |= {"recipes": [], "steps": [{}], "goals": {}}
    odd = parse(json.dumps(found), "file.json")
    assert (len(odd.entries), len(odd.refused)) == (1, 3)


def test_control_characters_in_an_import_are_made_visible() -> None:
    entry = parse(_export(note="\x1b[2J\u202eevil"), "file.json").entries[0]
    assert entry.document["note"] == "␛[2J\\u202eevil"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@settings(max_examples=200 * LONGER, deadline=None)
@given(
    field=st.sampled_from(sorted(json.loads(_export())["tables"]["mat_sessions"][0])),
    value=json_values,
)
def test_any_value_in_any_field_is_taken_whole_or_named(field: str, value: Any) -> None:
    text = _export(note="placeholder")
    record = json.loads(text)
    record["tables"]["mat_sessions"][0][field] = value
    try:
        found = parse(json.dumps(record), "file.json")
    except ExchangeError:
        return
    assert len(found.entries) + len(found.refused) == 1
    export({"mat_sessions": [{**e.document, "_id": e.id, "_m": e.version} for e in found.entries]})


@settings(max_examples=200 * LONGER, deadline=None)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_are_read_or_refused_in_words(blob: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.json"
        path.write_bytes(blob)
        with pytest.raises(ExchangeError):
            read(path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(ExchangeError, match="200 MB is too large; up to 64 MB"):
        read(path)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, Path("/dev/zero"), tmp_path / "nowhere", tmp_path / "a" / "b"):
        with pytest.raises(ExchangeError):
            read(path)


def test_a_byte_order_mark_and_utf_16_are_read(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    for encoding in ("utf-8-sig", "utf-16"):
        path.write_text(_export(), encoding=encoding)
        assert len(read(path).entries) == 1
    path.write_bytes(_export(note="é").encode("latin-1"))
    with pytest.raises(ExchangeError, match="is not UTF-8 at byte"):
        read(path)


def test_a_written_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    files.write(path, "one")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["out.json"]


def test_a_file_that_is_there_stays_unless_it_is_forced(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    files.write(path, "one")
    with pytest.raises(ExchangeError, match="exists already"):
        files.write(path, "two")
    assert path.read_text() == "one"
    files.write(path, "two", force=True)
    assert path.read_text() == "two"


@pytest.mark.parametrize("force", [False, True])
def test_a_link_or_a_folder_as_target_is_refused(tmp_path: Path, force: bool) -> None:
    real, link, folder = tmp_path / "real", tmp_path / "link", tmp_path / "folder"
    real.write_text("mine")
    link.symlink_to(real)
    folder.mkdir()
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for path in (link, folder, tmp_path / "dangling"):
        with pytest.raises(ExchangeError):
            files.write(path, "theirs", force=force)
    assert real.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("force", [False, True])
def test_a_pipe_or_a_device_as_target_is_refused_and_stays(tmp_path: Path, force: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for target in (pipe, Path("/dev/null")):
        with pytest.raises(ExchangeError, match="is not an ordinary file"):
            files.check_target(target, force=force)
    with pytest.raises(ExchangeError, match="is not an ordinary file"):
        files.write(pipe, "text", force=force)
    assert pipe.is_fifo()


def test_a_link_laid_where_the_file_is_prepared_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / ".out.json.tmp").symlink_to(victim)
    files.write(tmp_path / "out.json", "theirs")
    assert victim.read_text() == "mine"


def test_a_refused_write_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="cannot be written"):
        files.write(tmp_path / "nowhere" / "out.json", "one")
    with pytest.raises(ExchangeError, match="cannot be written"):
        files.write(tmp_path / ("x" * 300), "one")
    assert list(tmp_path.iterdir()) == []


def test_two_exports_of_one_store_are_the_same_in_any_order_of_files(journal: Journal) -> None:
    made: Sequence[Fact] = [session_of(days_ago=days) for days in (0, 400, 3, 800)]
    for one in made:
        journal.record(one)
    assert export(journal.everything()) == export(dict(reversed(journal.everything().items())))
    assert os.linesep == "\n"


def test_the_commands_take_an_export_in_to_the_same_bytes(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.run("tsubo log points calm --mood 4:6")
    shell.run("tsubo log mat 20m --at yesterday")
    shell.run("tsubo goal points --remove")
    shell.run("tsubo remind add daily 21:00")
    shell.run("tsubo export one.json")
    shell.run("tsubo --home other import one.json")
    shell.run("tsubo --home other export two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert shell.run("tsubo --home other import - ", (tmp_path / "one.json").read_text())[2] == 0
