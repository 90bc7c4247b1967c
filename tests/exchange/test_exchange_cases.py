"""Exports and imports at their edges, as they were found to fail once."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import session_of
from transcript import Shell

from tracker.exchange.documents import document
from tracker.exchange.native import export


def exported(shell: Shell, **changed: Any) -> Path:
    """An export of one session, its fields changed; `None` takes one away."""
    session = session_of()
    record = {**document(session), "_id": session.id, "_m": 1_700_000_000_000, **changed}
    path = shell.folder / "in.json"
    record = {name: value for name, value in record.items() if value is not None}
    path.write_text(export({"sessions": [record]}), encoding="utf-8")
    return path


def test_a_session_without_the_later_fields_goes_into_every_kind_of_export(shell: Shell) -> None:
    later = dict.fromkeys(("effects", "pressure", "tension_before", "stopped_why"))
    exported(shell, **later)
    out, err, code = shell.run("tsubo import in.json")
    assert (out.splitlines()[0], code) == ("1 new", 0), err
    for name in ("x.zip", "x.ics", "x.html", "x.json"):
        assert shell.run(f"tsubo export {name}")[2] == 0, name
    assert zipfile.ZipFile(shell.folder / "x.zip").testzip() is None


def test_a_moment_after_the_last_year_is_refused_at_import(shell: Shell) -> None:
    last = "9999-12-31T23:59:59-23:59"
    exported(shell, started=last, made=last, day="9999-12-31")
    _, err, code = shell.run("tsubo import in.json")
    assert code == 1
    assert "started: 9999-12-31T23:59:59-23:59 is after the year 9999" in err
    assert shell.run("tsubo export x.ics")[2] == 0


def test_a_broken_zip_of_any_method_is_refused_in_words(shell: Shell) -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("sessions.csv", "started\n" * 1000)
    blob = bytearray(raw.getvalue())
    for at in range(45, 80):
        blob[at] ^= 0xFF
    (shell.folder / "broken.zip").write_bytes(blob)
    _, err, code = shell.run("tsubo import broken.zip")
    assert (code, err.count("\n")) == (1, 1)
    assert "not readable as a zip" in err


@pytest.mark.parametrize("year", [2249, 2600, 9998])
def test_an_export_under_a_clock_far_ahead_is_taken_back(shell: Shell, year: int) -> None:
    shell.now = datetime(year, 6, 1, 12, tzinfo=UTC)
    assert shell.run("tsubo log mat 20m")[2] == 0
    assert shell.run("tsubo export far.json")[2] == 0
    out, err, code = shell.run("tsubo --home other import far.json")
    assert (code, err.startswith("Done") or "Done" in err, out.splitlines()[0]) == (
        0,
        True,
        "2 new",
    )
    answer = json.loads(shell.run("tsubo --home other history --json")[0])
    assert len(answer["records"]) == 1
