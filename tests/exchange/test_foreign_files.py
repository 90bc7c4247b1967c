"""A corpus of other programs' files: each gives its plan, and every row is accounted for."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from given_files import ASKED, FILES, File
from transcript import Shell

FATES = ("taken", "same", "differing", "left_out", "skipped", "refused")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    return Shell(tmp_path_factory.mktemp("files"))


def wrong_in(shell: Shell, file: File) -> list[str]:
    """Where the plan of a file is not the expected one."""
    (shell.folder / file.name).write_bytes(file.body)
    line = f"tsubo import {shlex.quote(file.name)} {file.words} --dry-run"
    out, err, code = shell.run(f"{line} --json")
    if not out:
        return [f"{file.name}: {err}"]
    rows = json.loads(out)["rows"]
    wrong = []
    if sum(rows[fate] for fate in FATES) != rows["read"]:
        wrong.append(f"{file.name}: does not sum up: {rows}")
    found = " ".join(str(rows[fate]) for fate in ("taken", "left_out", "skipped", "refused"))
    if (found, code) != (file.rows, file.code):
        wrong.append(f"{file.name}: {found} and code {code} for {file.rows} and {file.code}: {err}")
    out, err, _ = shell.run(line)
    wrong += [
        f"{file.name}: “{part}” not in {out}{err}" for part in file.said if part not in out + err
    ]
    return wrong


def test_every_file_gives_its_plan_and_every_row_is_accounted_for(told: Shell) -> None:
    assert len(FILES) >= 60
    assert [line for file in FILES for line in wrong_in(told, file)] == []
    assert told.run("tsubo history")[0] == ""


def records_in(shell: Shell, home: str) -> list[str]:
    found = json.loads(shell.run(f"{home} history --json")[0])["records"]
    return [f"{each['started'][5:16]} {each['kind']} {each['seconds']:g}" for each in found]


def test_the_records_are_those_of_the_file_and_once(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    for file in FILES:
        if not file.records:
            continue
        (tmp_path / file.name).write_bytes(file.body)
        home = f"tsubo --home of-{file.name}"
        line = f"{home} import {shlex.quote(file.name)} {file.words}"
        assert shell.run(line)[2] == file.code, file.name
        found = records_in(shell, home)
        assert len(found) == len(file.records), file.name
        assert all(map(str.endswith, found, file.records)), (file.name, found)
        again = json.loads(shell.run(f"{line} --json")[0])
        assert (again["new"], again["newer"]) == (0, 0), file.name
        assert shell.run(f"{home} undo")[2] == 0
        assert records_in(shell, home) == [], file.name


@pytest.mark.parametrize(("name", "body", "words", "asked"), ASKED, ids=[a[0] for a in ASKED])
def test_what_cannot_be_told_is_asked_in_one_line(
    told: Shell, name: str, body: bytes, words: str, asked: str
) -> None:
    (told.folder / name).write_bytes(body)
    out, err, code = told.run(f"tsubo import {name} {words}")
    assert (out, code) == ("", 1)
    assert asked in err
    assert err.count("\n") == 1
