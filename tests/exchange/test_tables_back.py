"""Our tables, edited and saved by a spreadsheet, come back as what they are."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from transcript import Shell

Rows = list[list[str]]


def exported(shell: Shell) -> dict[str, Rows]:
    """A session, a mat session and a night, written as tables."""
    shell.run('tsubo log points PC6 HT7 33.333333s --at "yesterday 21:30" --note "=1+1"')
    shell.run('tsubo log mat 20m back --at "yesterday 0:40" --mood 4:6 --note "- a; \'b\', c"')
    shell.run("tsubo log night 6")
    shell.run("tsubo export out.zip")
    with zipfile.ZipFile(shell.folder / "out.zip") as archive:
        return {
            name: list(csv.reader(io.StringIO(archive.read(name).decode())))
            for name in archive.namelist()
        }


def saved(rows: Rows, delimiter: str = ",", mark: str = "", *, quoted: bool = False) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=1 if quoted else 0).writerows(rows)
    return f"{mark}{out.getvalue()}".encode()


def as_spreadsheet(cell: str) -> str:
    """A cell as Excel in German saves it: rounded, decimal comma, local date."""
    if len(cell) == 13 and cell.isdecimal():
        return f"{float(cell):.5E}".replace(".", ",")
    if cell.replace(".", "", 1).isdecimal() and "." in cell:
        return f"{float(cell):.7g}".replace(".", ",")
    if len(cell) == 10 and cell[4:5] == "-" and cell[:4].isdecimal():
        return ".".join(reversed(cell.split("-")))
    return cell


def counts(shell: Shell, file: str, words: str = "") -> tuple[int, ...]:
    out, err, code = shell.run(f"tsubo import {file} --json {words}")
    assert (err, code) == ("", 0), (file, err)
    found = json.loads(out)
    rows = found["rows"]
    assert rows["read"] == sum(rows.values()) - rows["read"]
    return found["new"], found["newer"], found["older"], found["same"]


CHANGES: dict[str, Callable[[Rows], bytes]] = {
    "as it is": saved,
    "mark": lambda rows: saved(rows, mark="\ufeff"),
    "semicolons": lambda rows: saved(rows, ";"),
    "tabs": lambda rows: saved(rows, "\t"),
    "quoted": lambda rows: saved(rows, quoted=True),
    "excel": lambda rows: saved(
        [rows[0], *([as_spreadsheet(cell) for cell in row] for row in rows[1:])], ";", "\ufeff"
    ),
    "empty columns": lambda rows: saved([[*row, "", ""] for row in rows]),
    "utf-16": lambda rows: saved(rows).decode().encode("utf-16"),
}


def test_every_table_comes_back_alone_and_as_a_zip_however_it_was_saved(shell: Shell) -> None:
    found = exported(shell)
    for kind, change in CHANGES.items():
        for name, rows in found.items():
            (shell.folder / name).write_bytes(change(rows))
            assert counts(shell, name) == (0, 0, 0, 1), (kind, name)
        with zipfile.ZipFile(shell.folder / "again.zip", "w", zipfile.ZIP_LZMA) as archive:
            for name, rows in found.items():
                archive.writestr(f"my tables/{name}", change(rows))
        assert counts(shell, "again.zip") == (0, 0, 0, 3), kind


def test_an_old_table_without_readable_versions_reverts_no_later_edit(shell: Shell) -> None:
    found = exported(shell)
    rows = found["mat_sessions.csv"]
    place = rows[0].index("version")
    for row in rows[1:]:
        row[place] = "1,79584E+12"
    (shell.folder / "old.csv").write_bytes(saved(rows, ";"))
    key = rows[1][0]
    assert shell.run(f"tsubo edit {key} --note mine")[2] == 0
    assert counts(shell, "old.csv") == (0, 0, 0, 1)
    rows[1][rows[0].index("note")] = "another"
    (shell.folder / "edited.csv").write_bytes(saved(rows, ";"))
    assert counts(shell, "edited.csv") == (0, 0, 1, 0)
    assert "mine" in shell.run("tsubo history")[0]
    assert counts(shell, "edited.csv", "--replace") == (0, 1, 0, 0)
    assert "another" in shell.run("tsubo history")[0]


def test_sessions_alone_are_read_with_the_holds_beside_them(shell: Shell) -> None:
    shell.run("tsubo log points LI4 60s --at yesterday")
    found = exported(shell)
    shell.run("tsubo export a.json")
    here = shell.folder / "tables"
    here.mkdir()
    for name, rows in found.items():
        (here / name).write_bytes(saved(rows))
    for name, read in (("sessions.csv", 2), ("mat_sessions.csv", 1), ("nights.csv", 1)):
        out, err, code = shell.run(f"tsubo --home other import tables/{name}")
        assert (code, f"{read} new" in out, f"{read} row" in out) == (0, True, True), (name, err)
    assert (
        "holds.csv: 6 rows are the holds of 2 sessions"
        in shell.run("tsubo --home third import tables/sessions.csv --dry-run")[0]
    )
    out, _, code = shell.run("tsubo --home other import a.json")
    assert (code, "4 the same" in out) == (0, True), out


def test_sessions_alone_say_in_each_row_that_their_holds_are_missing(shell: Shell) -> None:
    shell.run("tsubo log points LI4 60s --at yesterday")
    found = exported(shell)
    (shell.folder / "sessions.csv").write_bytes(saved(found["sessions.csv"]))
    assert counts(shell, "sessions.csv") == (0, 0, 0, 2)
    assert shell.run(f"tsubo edit {found['sessions.csv'][1][0]} --note later")[2] == 0
    assert counts(shell, "sessions.csv") == (0, 0, 1, 1)
    out, err, code = shell.run("tsubo --home other import sessions.csv")
    assert (code, "2 refused" in out, "2 rows read" in out) == (1, True, True)
    assert err.count("its points are in holds.csv; put that beside it") == 2
    some = [row for row in found["holds.csv"] if row[0] != found["sessions.csv"][1][0]]
    (shell.folder / "holds.csv").write_bytes(saved(some))
    out, err, code = shell.run("tsubo --home other import sessions.csv")
    assert (code, "1 new" in out, "1 refused" in out) == (1, True, True)
    assert err.count("its points are not in holds.csv") == 1
    _, err, code = shell.run("tsubo --home third import holds.csv")
    assert (code, "is not here; import sessions.csv with this beside it" in err) == (1, True)


def test_a_local_time_is_taken_in_the_known_zone(shell: Shell) -> None:
    (shell.folder / "mat.csv").write_text("started,seconds\n2026-11-18 21:30,600\n")
    assert counts(shell, "mat.csv") == (1, 0, 0, 0)
    assert counts(shell, "mat.csv") == (0, 0, 0, 1)
    record = json.loads(shell.run("tsubo history --json")[0])["records"][0]
    assert (record["started"], record["zone"]) == ("2026-11-18T21:30:00+01:00", "Europe/Berlin")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_of_a_zip_is_read(shell: Shell, method: int) -> None:
    found = exported(shell)
    with zipfile.ZipFile(shell.folder / "a.zip", "w", method) as archive:
        for name, rows in found.items():
            archive.writestr(name, saved(rows))
    assert counts(shell, "a.zip") == (0, 0, 0, 3)
