"""The weekly checks: off until wanted, answered, kept, due; and all that they stay out of."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import SUNDAY
from given_checks import VERDICTS, check_of
from given_facts import checks, days
from hypothesis import given
from hypothesis import strategies as st
from transcript import Shell

from tracker.cli.context import CommandContext
from tracker.core.facts.checks import (
    ANSWERS,
    Check,
    Instrument,
    due,
    due_now,
    due_words,
    latest_first,
)
from tracker.exchange.documents import document
from tracker.exchange.native import checked
from tracker.journal.changes import RecordChange
from tracker.journal.journal import Journal, JournalError
from tracker.library import Library, LibraryError
from tracker.practice.hard_moments import IN_APP, check_words
from tracker.store import Store

TEXTS = Library().checks
AWAY = CommandContext(Path("/nonexistent"))
"""A person whose home holds nothing."""


def test_the_questions_are_word_for_word_those_of_their_authors() -> None:
    assert TEXTS.stem == (
        "Over the last 2 weeks, how often have you been bothered by the following problems?"
    )
    assert TEXTS.of(Instrument.PHQ2).items == (
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
    )
    assert TEXTS.of(Instrument.GAD2).items == (
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
    )
    assert TEXTS.answers == (
        "Not at all",
        "Several days",
        "More than half the days",
        "Nearly every day",
    )
    assert len(TEXTS.answers) == len(ANSWERS)


def test_the_attribution_names_authors_grant_and_permission() -> None:
    for words in ("Spitzer", "Williams", "Kroenke", "educational grant from Pfizer Inc."):
        assert words in TEXTS.attribution
    assert TEXTS.attribution.endswith(
        "No permission required to reproduce, translate, display or distribute."
    )


def test_every_question_names_its_sources() -> None:
    known = Library().sources
    for questions in TEXTS.check:
        assert questions.sources
        assert {*questions.sources, *TEXTS.sources} <= set(known)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"Several days", ', "", "answers"),
        ('"gad2"', '"gad7"', "“gad7” is not a known instrument; choose phq2, gad2"),
        ('"gad2"', '"phq2"', "check: give each of phq2, gad2 once"),
        ('"kroenke2003"', '"hearsay"', "“hearsay” is not a name in sources.toml"),
        ("wording = 1", "verdict = 1", "“verdict” is not a field"),
        ('items = ["Little', 'item = ["Little', "items: a value is missing"),
        (
            'sources = ["kroenke2003',
            'verdicts = []\nsources = ["kroenke2003',
            "“verdicts” is not a field",
        ),
    ],
)
def test_a_file_of_words_that_is_wrong_is_refused_whole(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    from tracker.library import DATA

    for name in ("checks.toml", "sources.toml"):
        (tmp_path / name).write_text((DATA / name).read_text(encoding="utf-8"), encoding="utf-8")
    file = tmp_path / "checks.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LibraryError, match=re.escape(said)):
        _ = Library(tmp_path).checks


@given(st.tuples(*[st.integers(0, 3)] * 2), st.sampled_from(Instrument))
def test_a_score_says_what_it_is_not_and_from_3_on_to_talk_to_someone(
    answers: tuple[int, int], instrument: Instrument
) -> None:
    check = check_of(instrument, answers)
    found = check_words(AWAY, check, IN_APP)
    said = " ".join((*found.first, *found.after_score()))
    assert check.words == f"{sum(answers)} of 6"
    assert "A check, not a diagnosis." in said
    assert "a low score is not an all-clear" in said
    assert ("doctor" in said) == (sum(answers) >= 3)
    assert ("F1" in said) == (sum(answers) >= 3)
    assert bool(found.first) == (sum(answers) >= 5)
    assert VERDICTS.findall(said) == []


@given(days, st.integers(-400, 400))
def test_a_check_is_due_a_week_after_the_last(last: date, later: int) -> None:
    assert due(last, last + timedelta(days=later)) == (later >= 7)
    assert due(None, last)


@given(st.lists(checks(), max_size=8), days)
def test_no_check_that_was_never_taken_is_asked_for_beside_one_that_was(
    taken: list[Check], today: date
) -> None:
    found = due_now(taken, today)
    known = {check.instrument for check in taken}
    assert set(found) <= (known or set(Instrument))
    if not taken:
        assert found == tuple(Instrument)
    for instrument in known:
        last = max(check.day for check in taken if check.instrument is instrument)
        assert (instrument in found) == due(last, today)


def test_what_is_due_is_one_quiet_line() -> None:
    assert due_words(()) == ""
    assert due_words(Instrument) == "A weekly check is due, if you like: PHQ-2, GAD-2"


def test_a_check_is_recorded_removed_and_undone(journal: Journal) -> None:
    check = check_of()
    corrected = replace(check, answers=(0, 0))
    journal.record(check)
    journal.correct(check, corrected)
    assert journal.facts(Check) == [corrected]
    journal.remove(corrected)
    assert journal.facts(Check) == []
    assert journal.undo().label == "remove check"
    journal.undo()
    assert journal.facts(Check) == [check]
    journal.undo()
    assert journal.facts(Check) == []


def test_checks_come_latest_first(journal: Journal) -> None:
    for ago in (3, 17, 10):
        journal.record(check_of(days_ago=ago))
    found = latest_first(journal.facts(Check))
    assert [(SUNDAY.date() - each.day).days for each in found] == [3, 10, 17]


def test_an_unknown_zone_refuses_a_check(tmp_path: Path) -> None:
    journal = Journal(
        Store(tmp_path / "tsubo", lambda: 1_700_000_000_000),
        lambda: SUNDAY,
        refusal="zone: Europe/Berln is not known",
    )
    with pytest.raises(JournalError, match="Berln"):
        journal.record(check_of())
    assert journal.facts(Check) == []


def test_nothing_is_asked_that_could_not_be_kept(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.run("tsubo config set checks on")
    monkeypatch.setenv("TZ", "Nowhere/Land")
    out, err, code = shell.run("tsubo check phq2", "1\n2\n")
    assert (out, code) == ("", 1)
    assert err == (
        "tsubo: TZ: “Nowhere/Land” is not a known time zone. "
        "Nothing was asked: the day would be wrong\n"
    )


def test_a_check_of_newer_words_is_kept_with_its_number(journal: Journal) -> None:
    newer = replace(check_of(), wording=TEXTS.wording + 1)
    journal.record(newer)
    assert journal.facts(Check) == [newer]
    entry = checked("checks", newer.id, 1_700_000_000_000, document(newer))
    assert entry.document["wording"] == TEXTS.wording + 1


def test_a_check_on_a_day_that_is_not_its_own_is_refused_at_the_edge() -> None:
    said = {**document(check_of()), "day": "2026-11-20"}
    with pytest.raises(
        ValueError, match="day: Fri 20 Nov 2026 is too early; Sat 21 Nov 2026 to Sun 22 Nov"
    ):
        checked("checks", check_of().id, 1_700_000_000_000, said)


def test_a_check_that_is_none_is_named_and_its_neighbours_are_read(journal: Journal) -> None:
    check, wrong = check_of(), check_of(days_ago=7)
    journal.record(check)
    document_of_wrong = {**document(wrong), "answers": [1, 7]}
    journal.put([RecordChange("checks", wrong.id, None, document_of_wrong)], label="by hand")
    assert journal.facts(Check) == [check]
    assert journal.problems == [
        f"checks {wrong.id}: answers: 7 is out of range; 0 to 3; left as it is and not counted"
    ]


def test_doctor_names_a_check_that_was_altered(shell: Shell) -> None:
    shell.run("tsubo config set checks on")
    shell.run("tsubo check phq2 --answers 1,2")
    (base,) = shell.folder.glob("home/devices/*/base.jsonl")
    shutil.rmtree(base.parent / "steps")  # or it would be restored from them
    base.write_text(base.read_text(encoding="utf-8").replace("[1,2]", "[1,1]"), encoding="utf-8")
    assert re.search(r"checks \w+ was altered outside tsubo", shell.run("tsubo check list")[1])
    out, _, code = shell.run("tsubo doctor")
    assert code == 1
    assert "altered" in out


_LOOKS = (
    "status",
    "status --json",
    "streak --why",
    "streak --kind mat --json",
    "calendar --text",
    "calendar --json --kind both",
    "history --json",
    "due --json",
    "goal",
)


def _looks(shell: Shell) -> list[tuple[str, str, int]]:
    return [shell.run(f"tsubo {words}") for words in _LOOKS]


def _taken(shell: Shell) -> None:
    shell.run("tsubo config set checks on")
    for instrument in Instrument:
        assert shell.run(f"tsubo check {instrument} --answers 3,3")[2] == 0


def test_no_streak_day_or_reminder_knows_of_them(shell: Shell) -> None:
    shell.run("tsubo log points calm")
    before = _looks(shell)
    _taken(shell)
    assert _looks(shell) == before


def test_tables_calendar_and_report_leave_them_out(shell: Shell) -> None:
    shell.run("tsubo log points calm")
    for name in ("before", "after"):
        for kind in ("zip", "ics", "html"):
            assert shell.run(f"tsubo export {name}.{kind}")[2] == 0
        if name == "before":
            _taken(shell)
    assert len(list(shell.folder.glob("after.*"))) == 3
    with zipfile.ZipFile(shell.folder / "after.zip") as after:
        tables = {member: after.read(member) for member in after.namelist()}
    with zipfile.ZipFile(shell.folder / "before.zip") as before:
        assert tables == {member: before.read(member) for member in before.namelist()}
    for kind in ("ics", "html"):
        text = (shell.folder / f"after.{kind}").read_text(encoding="utf-8")
        assert text == (shell.folder / f"before.{kind}").read_text(encoding="utf-8")
        assert not re.search(r"phq|gad-?2", text, re.IGNORECASE)


def test_the_native_export_holds_them_and_brings_them_back(shell: Shell) -> None:
    _taken(shell)
    shell.run("tsubo export one.json")
    found = json.loads((shell.folder / "one.json").read_text(encoding="utf-8"))["tables"]["checks"]
    assert [each["answers"] for each in found] == [[3, 3], [3, 3]]
    shell.run("tsubo --home other import one.json")
    shell.run("tsubo --home other export two.json")
    texts = [(shell.folder / name).read_bytes() for name in ("one.json", "two.json")]
    assert texts[0] == texts[1]


def test_off_they_leave_no_trace(shell: Shell) -> None:
    out, err, code = shell.run("tsubo check gad2 --answers 0,0")
    assert (out, code) == ("", 1)
    assert err == "tsubo: weekly checks are off; 'tsubo config set checks on' switches them on\n"
    assert not list(shell.folder.rglob("*.jsonl"))
    shell.run("tsubo log points calm")
    shell.run("tsubo export one.json")
    found = json.loads((shell.folder / "one.json").read_text(encoding="utf-8"))
    assert found["tables"]["checks"] == []


def test_switched_off_again_nothing_is_asked_and_what_was_kept_can_still_be_removed(
    shell: Shell,
) -> None:
    _taken(shell)
    shell.run("tsubo config set checks off")
    assert shell.run("tsubo check phq2")[2] == 1
    listed = shell.run("tsubo check list")[0].splitlines()
    assert len(listed) == 2
    for line in listed:
        assert shell.run(f"tsubo check remove {line.split()[0]}")[2] == 0
    assert shell.run("tsubo check list")[0] == ""


def test_no_word_of_the_commands_judges(shell: Shell) -> None:
    _taken(shell)
    for words in ("phq2 --answers 0,0", "gad2 --answers 3,3", "list", "--help", "phq2 --help"):
        said = "".join(shell.run(f"tsubo check {words}")[:2])
        assert VERDICTS.findall(said) == []


def test_typed_characters_cannot_command_the_terminal(shell: Shell) -> None:
    shell.run("tsubo config set checks on")
    _, err, code = shell.run(
        "tsubo check phq2", "\x1b[2J\n\udcff\nq\n".encode("utf-8", "replace").decode()
    )
    assert code == 1
    assert "\x1b" not in err
    assert "“␛[2J” is not an answer." in err
