"""Exports carry removals; homes, journals, backups and conflict copies are imported."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from transcript import Shell


@pytest.fixture
def practised(shell: Shell) -> Shell:
    for words in ("log mat 20m", "log mat 7m --note gone", "log points PC6", "goal mat 3 a week"):
        shell.run(f"tsubo {words}")
    return shell


def ids(shell: Shell, home: str = "home") -> dict[str, str]:
    answer = json.loads(shell.run(f"tsubo --home {home} history --json")[0])
    return {each["id"]: each["note"] for each in answer["records"]}


def test_what_was_removed_here_stays_removed_when_an_older_export_comes_in(
    practised: Shell,
) -> None:
    practised.run("tsubo export old.json")
    (gone,) = [key for key, note in ids(practised).items() if note == "gone"]
    assert practised.run(f"tsubo remove {gone} --yes")[2] == 0
    out, _, code = practised.run("tsubo import old.json")
    assert (out.splitlines()[0], code) == ("0 new", 0)
    assert gone not in ids(practised)
    practised.run("tsubo import old.json --replace")
    assert gone in ids(practised)


def test_a_removal_travels_in_an_export_and_stays_there(practised: Shell) -> None:
    practised.run("tsubo export old.json")
    practised.run("tsubo --home other import old.json")
    (gone,) = [key for key, note in ids(practised).items() if note == "gone"]
    practised.run(f"tsubo remove {gone} --yes")
    practised.run("tsubo export new.json")
    removed = json.loads((practised.folder / "new.json").read_text())["removed"]
    assert [each["_id"] for each in removed["mat_sessions"]] == [gone]
    practised.run("tsubo --home other import new.json")
    assert gone not in ids(practised, "other")
    practised.run("tsubo --home third import new.json")
    practised.run("tsubo --home third import old.json")
    assert gone not in ids(practised, "third")
    practised.run("tsubo --home other undo")
    assert gone in ids(practised, "other")


def test_a_home_a_journal_a_backup_and_a_conflict_copy_are_imported_as_one_step(
    practised: Shell,
) -> None:
    practised.run("tsubo backup")
    wanted = ids(practised)
    home = practised.folder / "home"
    (journal,) = home.glob("devices/*/2026.jsonl")
    (backup,) = home.glob("backups/2026-*")
    conflict = practised.folder / "2026.sync-conflict-20261122-101010-ABCDEFG.jsonl"
    shutil.copy(journal, conflict)
    with conflict.open("ab") as file:
        file.write(b"{torn")
    for number, source in enumerate((home, journal, backup, conflict)):
        into = f"into-{number}"
        out, err, code = practised.run(f'tsubo --home {into} import "{source}"')
        assert code == 0, (out, err)
        assert ids(practised, into) == wanted
        again = practised.run(f'tsubo --home {into} import "{source}"')[0]
        assert again.startswith("0 new\n0 differing")
        practised.run(f"tsubo --home {into} undo")
        assert ids(practised, into) == {}
    assert "1 damaged line left out" in practised.run(f'tsubo --home x import "{conflict}"')[1]


def test_a_folder_without_a_journal_is_refused_in_words(practised: Shell, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    _, err, code = practised.run("tsubo import empty")
    assert (err, code) == ("tsubo: empty: there is no journal of tsubo in this folder\n", 1)


def test_devices_are_listed_and_the_one_in_use_is_not_forgotten(practised: Shell) -> None:
    out, _, code = practised.run("tsubo devices")
    assert (code, out.count("this one")) == (0, 1)
    name = json.loads(practised.run("tsubo devices --json")[0])["devices"][0]["name"]
    _, err, code = practised.run(f"tsubo devices forget {name} --yes")
    assert (code, "the device you are on" in err) == (1, True)
    _, err, code = practised.run("tsubo devices forget nobody --yes")
    assert (code, "'tsubo devices' lists them" in err) == (1, True)


def test_a_gone_device_is_forgotten_and_its_records_stay(practised: Shell) -> None:
    wanted = ids(practised)
    shutil.copytree(practised.folder / "home", practised.folder / "copy")
    practised.run("tsubo --home copy log mat 5m")
    devices = json.loads(practised.run("tsubo --home copy devices --json")[0])["devices"]
    (gone,) = [each["name"] for each in devices if not each["this"]]
    out, _, code = practised.run(f"tsubo --home copy devices forget {gone}", "y\n")
    assert (code, "moved to this device" in out) == (0, True)
    assert ids(practised, "copy").items() > wanted.items()
    assert not (practised.folder / "copy" / "devices" / gone).exists()
