"""TinyDB over the journals: what its users know works."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

import pytest
from store_writers import MARCH, NEW_YEARS_EVE, Ticking, add, kept, session
from tinydb import Query, where
from tinydb.operations import increment
from tinydb.table import Document as TinyDocument

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.ulid import is_ulid, ulid, ulid_ms
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store, StoreError
from tracker.store.line import compose
from tracker.store.tables import JournalDB, OnDays

Document: Any = TinyDocument  # its ids are strings here


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def goals(home: Path) -> Any:
    return Store(home, Ticking()).table("goals")


def again(home: Path) -> Any:
    return Store(home, Ticking()).table("goals")


def journals(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(home.rglob("base.jsonl")))


def test_what_is_inserted_is_found_by_query_and_by_id(goals: Any, home: Path) -> None:
    key = goals.insert({"kind": "mat", "times": 2})
    goals.insert({"kind": "points", "times": 1})
    for table in (goals, again(home)):
        found = table.search(where("kind") == "mat")
        assert found == [{"kind": "mat", "times": 2}]
        assert found[0].doc_id == key
        assert table.get(doc_id=key) == table.get(where("times") == 2) == found[0]
        assert table.get(doc_ids=[key, "other"]) == found
        assert table.count(Query().times > 0) == len(table) == 2
        assert table.contains(doc_id=key)
        assert not table.contains(doc_id="other")
    assert is_ulid(key)


def test_an_update_keeps_the_id_and_an_operation_works(goals: Any, home: Path) -> None:
    key = goals.insert({"times": 1, "weekdays": [0]})
    goals.update({"kind": "mat"})
    goals.update(increment("times"), doc_ids=[key])
    goals.update(lambda document: document["weekdays"].append(1))
    assert again(home).all() == [{"kind": "mat", "times": 2, "weekdays": [0, 1]}]
    assert again(home).all()[0].doc_id == key


def test_changing_nothing_makes_no_file(goals: Any, home: Path) -> None:
    assert goals.update({"times": 1}) == goals.remove(where("times") == 1) == []
    goals.truncate()
    assert list(home.rglob("*.jsonl")) == []


def test_an_update_that_raises_changes_nothing(goals: Any, home: Path) -> None:
    goals.insert({"weekdays": [0]})

    def half(document: Any) -> None:
        document["weekdays"].append(1)
        raise LookupError

    with pytest.raises(LookupError):
        goals.update(half)
    assert goals.all() == again(home).all() == [{"weekdays": [0]}]


def test_what_was_removed_stays_away_and_its_id_is_not_given_again(goals: Any, home: Path) -> None:
    key = goals.insert({"times": 1})
    assert goals.remove(where("times") == 1) == [key]
    assert len(goals) == len(again(home)) == 0
    assert again(home).insert({"times": 2}) != key


def test_a_document_may_bring_its_own_id_once(goals: Any) -> None:
    goals.insert(Document({"times": 1}, "own"))
    with pytest.raises(ValueError, match="already exists"):
        goals.insert(Document({"times": 2}, "own"))


def test_truncate_and_upsert_and_insert_multiple_do_what_tinydb_says(
    goals: Any, home: Path
) -> None:
    goals.insert_multiple([{"times": 1}, {"times": 2}])
    goals.upsert({"times": 3, "kind": "mat"}, where("times") == 2)
    goals.upsert({"times": 9}, where("times") == 9)
    assert sorted(found["times"] for found in again(home)) == [1, 3, 9]
    goals.truncate()
    assert again(home).all() == []


def test_a_table_dropped_leaves_the_others(home: Path) -> None:
    db: Any = JournalDB(Store(home, Ticking()))
    db.table("goals").insert({"times": 1})
    db.table("rests").insert({"why": "ill"})
    db.drop_table("goals")
    assert JournalDB(Store(home, Ticking())).tables() == {"rests"}
    assert len(db.table("goals")) == 0
    assert len(db.table("rests")) == 1


def test_another_process_is_seen_at_the_next_poll(home: Path) -> None:
    store = Store(home, Ticking())
    again(home).insert({"times": 1})
    assert store.poll()
    assert store.table("goals").all() == [{"times": 1}]


def test_a_change_is_made_to_what_another_process_wrote_meanwhile(goals: Any, home: Path) -> None:
    key = goals.insert({"times": 1})
    again(home).update(increment("times"), doc_ids=[key])
    goals.update(increment("times"), doc_ids=[key])
    assert goals.get(doc_id=key) == again(home).get(doc_id=key) == {"times": 3}


def test_a_clock_set_back_cannot_hide_a_correction(home: Path) -> None:
    before: Any = Store(home, lambda: 2_000).table("goals")
    key = before.insert({"times": 1})
    after: Any = Store(home, lambda: 1_000).table("goals")
    after.update({"times": 2}, doc_ids=[key])
    assert again(home).get(doc_id=key) == {"times": 2}


def test_only_what_differs_is_written(goals: Any, home: Path) -> None:
    goals.insert_multiple([{"times": number} for number in range(5)])
    before = journals(home)
    goals.update({"times": 3}, where("times") == 3)
    assert journals(home) == before
    goals.update({"times": 7}, where("times") == 3)
    assert journals(home)[len(before) :].count(b"\n") == 1


def test_a_record_is_filed_by_the_utc_year_of_its_id(home: Path) -> None:
    store = Store(home, Ticking())
    sessions: Any = store.table("sessions")
    eve = add(store, session(NEW_YEARS_EVE), ulid_ms(ulid(NEW_YEARS_EVE)))
    march = add(store, session(MARCH), ulid_ms(ulid(MARCH)))
    names = {path.name for path in home.rglob("*.jsonl")}
    assert names == {"2025.jsonl", "2026.jsonl"}
    assert sessions.get(doc_id=march) == session(MARCH)
    sessions.update({"note": "after"}, doc_ids=[march])
    assert [found.doc_id for found in sessions.search(where("note") == "after")] == [march]
    assert {found.doc_id for found in sessions} == {eve, march}
    with pytest.raises(StoreError, match="is not an id"):
        sessions.get(doc_id="not one")


def test_a_query_that_names_its_days_reads_only_their_years(home: Path) -> None:
    store = Store(home, Ticking())
    for moment in (NEW_YEARS_EVE, MARCH):
        add(store, session(moment, routine="calm"), ulid_ms(ulid(moment)))
    store.summaries(Kind.POINTS)
    looking = Store(home, Ticking())
    days = OnDays(MARCH.date(), MARCH.date())
    found = looking.table("sessions").search(days & (where("routine") == "calm"))
    assert [each["started"] for each in found] == [MARCH.isoformat()]
    assert "2025" not in looking.journals.in_memory
    assert looking.table("sessions").search(days & (where("routine") == "sleep")) == []
    assert looking.table("sessions").count(days) == 1


def test_the_tables_of_a_step_show_what_it_has_changed_so_far(home: Path) -> None:
    store = Store(home, Ticking())
    first = add(store, session(note="first"), ulid_ms(ulid(MARCH)))
    table: Any = store.table("sessions")
    with store.step({"what": "several"}):
        table.update({"note": "changed"}, doc_ids=[first])
        assert table.get(doc_id=first)["note"] == "changed"
        second = add(store, session(note="second"), ulid_ms(ulid(MARCH)) + 1)
        assert {found.doc_id for found in table} == {first, second}
        table.remove(doc_ids=[first])
        assert [found.doc_id for found in table] == [second]
        assert len(kept(Store(home, Ticking()))) == 1
    assert [found["note"] for found in kept(Store(home, Ticking()))] == ["second"]


def test_a_step_whose_block_raises_changes_nothing(home: Path) -> None:
    store = Store(home, Ticking())

    def half() -> None:
        with store.step({"what": "half"}):
            store.table("goals").insert({"times": 1})
            raise LookupError

    with pytest.raises(LookupError):
        half()
    assert store.table("goals").all() == []
    assert store.steps() == []


def test_files_are_for_their_owner_alone_whatever_the_umask(home: Path) -> None:
    before = os.umask(0)
    try:
        store = Store(home, Ticking())
        apply(store, [RecordChange("goals", "01G", None, {"times": 1})], {"what": "one"})
        store.backup(MARCH.date())
    finally:
        os.umask(before)
    for path in [home, *home.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_record_of_a_newer_tsubo_is_kept_counted_and_never_rewritten(home: Path) -> None:
    store = Store(home, Ticking())
    goals: Any = store.table("goals")
    goals.insert(Document({"times": 1}, "mine"))
    (path,) = home.rglob("base.jsonl")
    line = compose("goals", "theirs", {"times": {"new": 1}}, 5, 2)
    with path.open("ab") as file:
        file.write(line)
    assert store.poll()
    assert [found.doc_id for found in goals] == ["mine"]
    assert store.newer("goals") == ["theirs"]
    name = path.relative_to(home)
    assert store.problems() == [f"{name}: 1 record made by a newer tsubo, left as they are"]
    with pytest.raises(StoreError, match="newer tsubo"):
        goals.insert(Document({"times": 2}, "theirs"))
    goals.truncate()
    store.repair(MARCH.date())
    assert line in path.read_bytes()
    assert store.newer("goals") == ["theirs"]
