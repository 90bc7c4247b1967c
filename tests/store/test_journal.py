from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import HandClock, mat_of, session_of
from memory_store import MemoryStore
from tinydb import where
from tinydb.table import Document

from tracker.core.facts.sessions import Goal, Kind, MatSession, Rest, RestReason, Session
from tracker.core.facts.ulid import ulid
from tracker.exchange.documents import DocumentError, document, fact
from tracker.journal.changes import Database, RecordChange, apply
from tracker.journal.journal import Journal, JournalError
from tracker.store import Conflict, Store, StoreError

TODAY = date(2026, 11, 22)


@pytest.fixture(params=["journals", "memory"])
def database(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> Database:
    """The store, and plain TinyDB tables in memory: the journal cannot tell them apart."""
    if request.param == "memory":
        return MemoryStore()
    return Store(tmp_path / "tsubo", clock.ms)


@pytest.fixture
def journal(database: Database, clock: HandClock) -> Journal:
    return Journal(database, clock.now)


def reopened(database: Database, clock: HandClock) -> Database:
    """The same database as another process opens it."""
    return database if isinstance(database, MemoryStore) else Store(database.folder, clock.ms)


def test_what_was_recorded_is_there_after_a_restart(
    database: Database, clock: HandClock, journal: Journal
) -> None:
    session, mat = session_of(days_ago=1), mat_of()
    journal.record(session, mat)
    again = Journal(reopened(database, clock), clock.now)
    assert again.practices(TODAY) == [mat]
    assert again.practices(TODAY - timedelta(days=1)) == [session]
    assert again.practice(session.id) == session


def test_a_correction_keeps_the_id_and_moves_the_day(journal: Journal) -> None:
    session = session_of()
    journal.record(session)
    moved = replace(session, day=date(2025, 12, 31), note="before midnight")
    journal.correct(session, moved)
    assert journal.practices(TODAY) == []
    assert journal.practices(date(2025, 12, 31)) == [moved]


@pytest.mark.parametrize("make", [session_of, mat_of])
def test_undo_and_redo_follow_one_another(
    journal: Journal, make: Callable[..., Session | MatSession]
) -> None:
    one = make()
    journal.record(one)
    journal.correct(one, replace(one, note="changed"))
    journal.undo()
    assert journal.practice(one.id) == one
    journal.undo()
    assert journal.practice(one.id) is None
    journal.redo()
    journal.redo()
    found = journal.practice(one.id)
    assert found is not None
    assert found.note == "changed"
    with pytest.raises(JournalError, match="nothing to bring back"):
        journal.redo()


def test_a_removal_is_taken_back_whole(journal: Journal) -> None:
    one, two, rest = session_of(), mat_of(), _rest()
    journal.record(one, two, rest)
    journal.remove(one, two, rest)
    assert (journal.practices(TODAY), journal.facts(Rest)) == ([], [])
    journal.undo()
    assert set(journal.practices(TODAY)) == {one, two}
    assert journal.facts(Rest) == [rest]


def test_undo_in_one_process_takes_back_what_another_did(
    database: Database, clock: HandClock, journal: Journal
) -> None:
    other = Journal(reopened(database, clock), clock.now)
    session = session_of()
    other.record(session)
    assert journal.poll() or isinstance(database, MemoryStore)
    assert journal.undoable is not None
    journal.undo()
    assert other.practice(session.id) is None
    assert other.redo().label == "record session"


def test_undoing_what_has_changed_since_is_refused_and_the_next_undo_goes_on(
    database: Database, clock: HandClock, journal: Journal
) -> None:
    first, second = session_of(days_ago=1), session_of()
    journal.record(first)
    journal.record(second)
    table = reopened(database, clock).table("sessions")
    table.update({"note": "by hand"}, where("day") == "2026-11-22")
    with pytest.raises(JournalError, match=r"changed meanwhile \(note\)"):
        journal.undo()
    journal.undo()
    assert journal.practice(first.id) is None
    assert journal.practice(second.id) is not None


def test_a_new_step_forgets_no_redo(journal: Journal) -> None:
    first, second = session_of(days_ago=1), session_of()
    journal.record(first)
    journal.undo()
    journal.record(second)
    assert journal.redo().label == "record session"
    assert (journal.practice(first.id), journal.practice(second.id)) == (first, second)


def test_any_of_the_last_steps_is_taken_back_and_made_again_in_any_order(journal: Journal) -> None:
    sessions = [session_of(days_ago=back) for back in range(50)]
    keys = [journal.record(session).id for session in sessions]
    order = [*range(0, 50, 3), *range(1, 50, 3), *range(2, 50, 3)]
    for at in order:
        journal.undo(keys[at])
        assert journal.practice(sessions[at].id) is None
    assert not any(each.is_done for each in journal.recent())
    for at in reversed(order[:40]):
        journal.redo(keys[at])
        assert journal.practice(sessions[at].id) == sessions[at]
    recent = journal.recent()
    assert [each.step.id for each in recent] == keys[::-1]
    assert sum(each.is_done for each in recent) == 40
    assert all(each.is_possible for each in recent)
    with pytest.raises(JournalError, match="nothing to take back"):
        journal.undo(keys[order[45]])


def test_a_named_step_whose_record_has_changed_is_refused_until_it_is_as_it_was(
    journal: Journal,
) -> None:
    session = session_of()
    made = journal.record(session)
    edit = journal.correct(session, replace(session, note="changed"))
    with pytest.raises(JournalError, match=r"changed meanwhile \(note\)"):
        journal.undo(made.id)
    assert [each.is_possible for each in journal.recent()] == [True, False]
    journal.undo(edit.id)
    journal.undo(made.id)
    assert journal.practice(session.id) is None


def test_a_conflict_is_told_in_the_words_of_the_screen() -> None:
    store = MemoryStore()
    made = RecordChange("mat_sessions", "01M", None, {"lain": 5.0, "mood_after": 2})
    apply(store, [made], None)
    wrong = RecordChange("mat_sessions", "01M", {"lain": 6.0, "mood_after": 3}, None)
    with pytest.raises(Conflict) as refused:
        apply(store, [wrong], None)
    words = "mat session 01M was changed meanwhile (length, mood after); nothing was changed"
    assert str(refused.value) == words


def test_a_correction_of_what_changed_meanwhile_is_refused(
    database: Database, clock: HandClock, journal: Journal
) -> None:
    session = session_of()
    journal.record(session)
    other = Journal(reopened(database, clock), clock.now)
    other.remove(session)
    with pytest.raises(JournalError, match="removed elsewhere"):
        journal.correct(session, replace(session, note="late"))
    other.undo()
    other.correct(session, replace(session, note="first"))
    with pytest.raises(JournalError, match="changed elsewhere"):
        journal.correct(session, replace(session, note="late"))


def test_recording_the_same_session_twice_is_refused(journal: Journal) -> None:
    session = session_of()
    journal.record(session)
    with pytest.raises((JournalError, StoreError)):
        journal.record(session)
    assert len(journal.practices(TODAY)) == 1


def test_the_first_use_asks_for_points_once_a_day_and_only_the_first(journal: Journal) -> None:
    journal.begin(TODAY)
    journal.begin(TODAY + timedelta(days=1))
    assert [(goal.kind, goal.since, goal.times) for goal in journal.facts(Goal)] == [
        (Kind.POINTS, TODAY, 1)
    ]
    assert journal.undoable is None
    journal.remove(*journal.facts(Goal))
    journal.begin(TODAY)
    assert journal.facts(Goal) == []


def test_a_refused_write_changes_nothing(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = Journal(Store(tmp_path / "tsubo", clock.ms), clock.now)
    kept = session_of(days_ago=1)
    journal.record(kept)
    revision = journal.revision

    def full(*_: Any) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        with pytest.raises(StoreError, match="No space left"):
            journal.record(session_of())
    assert journal.revision == revision
    assert journal.practices(TODAY) == []
    journal.record(session_of())
    again = Journal(Store(tmp_path / "tsubo", clock.ms), clock.now)
    assert len(again.practices(TODAY)) == 1
    assert again.practices(kept.day) == [kept]


def test_nothing_is_recorded_while_the_zone_is_not_known(tmp_path: Path, clock: HandClock) -> None:
    journal = Journal(Store(tmp_path / "tsubo", clock.ms), clock.now, refusal="TZ: no such zone")
    with pytest.raises(JournalError, match="TZ: no such zone"):
        journal.record(session_of())
    journal.record(_rest())
    assert len(journal.facts(Rest)) == 1


def test_a_record_of_wrong_types_is_named_and_its_neighbours_are_read(
    database: Database, journal: Journal
) -> None:
    good = session_of()
    journal.record(good)
    bad = {**document(session_of()), "mood_before": "fine"}
    key: Any = ulid(good.started)
    database.table("sessions").insert(Document(bad, key))
    assert journal.practices(TODAY) == [good]
    assert any("mood_before" in problem for problem in journal.problems)


def test_fields_of_a_later_tsubo_survive_a_correction(database: Database, journal: Journal) -> None:
    session = session_of()
    journal.record(session)
    table = database.table("sessions")
    table.update({"weather": "rain"}, where("note") == "")
    found = journal.practice(session.id)
    assert found is not None
    journal.correct(found, replace(found, note="wet"))
    kept = table.get(doc_id=session.id)
    assert kept is not None
    assert (kept["weather"], kept["note"]) == ("rain", "wet")


def test_typed_text_comes_back_safe() -> None:
    session = replace(session_of(), note="a\x1b[2Jb\u202ec [/]")
    plain = document(session)
    assert plain["note"] == "a␛[2Jb\\u202ec [/]"
    again = fact("sessions", session.id, {**plain, "note": session.note})
    assert again.note == "a␛[2Jb\\u202ec [/]"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("mood_before", 11, "mood before: 11 is out of range; 0 to 10"),
        ("mood_before", "5", "mood_before: text is not a whole number or nothing"),
        ("started", "2026-11-22T10:00:00", "has no UTC offset"),
        ("day", "22 Nov", "day: this is not a date; write it as 2026-11-22"),
        ("source", "memory", "source: “memory” is not a known source; choose live, after, import"),
        ("holds", [{"point": "PC6"}], "holds[1].side: a value is missing"),
    ],
)
def test_a_wrong_field_is_named(field: str, value: object, words: str) -> None:
    session = session_of()
    with pytest.raises(DocumentError, match="sessions") as wrong:
        fact("sessions", session.id, {**document(session), field: value})
    assert words in str(wrong.value)


def test_goals_are_documents_with_sorted_weekdays() -> None:
    goal = Goal(
        id=ulid(session_of().started),
        made=session_of().started,
        kind=Kind.MAT,
        since=TODAY,
        weekdays=frozenset({6, 0, 3}),
    )
    assert document(goal)["weekdays"] == [0, 3, 6]
    assert fact("goals", goal.id, document(goal)) == goal


def _rest() -> Rest:
    return Rest(
        id=ulid(session_of().started),
        made=session_of().started,
        start=TODAY,
        end=TODAY,
        why=RestReason.ILL,
    )


def test_a_file_full_of_noise_is_named_in_a_few_lines(tmp_path: Path, clock: HandClock) -> None:
    journal = Journal(Store(tmp_path / "tsubo", clock.ms), clock.now)
    journal.record(session_of())
    (path,) = journal.folder.rglob("2026.jsonl")
    with path.open("ab") as file:
        file.write(b"{noise\n" * 200)
    again = Journal(Store(journal.folder, clock.ms), clock.now)
    name = path.relative_to(journal.folder)
    assert again.problems == [
        f"{name}, line 2: damaged and skipped",
        f"{name}, line 3: damaged and skipped",
        f"{name}, line 4: damaged and skipped",
        f"{name}: 197 more lines like these, each named by 'tsubo doctor'",
    ]
    assert len(again.practices(session_of().day)) == 1
