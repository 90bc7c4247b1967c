"""LibreOffice opens our tables, saves them in its ways, and they come back as they were."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from transcript import Shell

PROGRAM = shutil.which("soffice") or ""

ENGLISH, GERMAN = 1033, 1031
WAYS = [
    # language, delimiter, dates and numbers read as such, and the format it is kept in meanwhile
    (ENGLISH, ",", False, "ods"),
    (ENGLISH, ",", True, "xlsx"),
    (GERMAN, ";", True, "ods"),
    (GERMAN, "\t", True, "xlsx"),
]

CONVERTED = ("0012", "1,5", "3.10.", "3 nov", "Nov 2026", "21:30", "9:30 pm", "1e5", "50%", "TRUE")
"""Notes that a spreadsheet takes for numbers, dates and answers."""


def convert(folder: Path, form: str, files: list[Path], *, read_as: str = "") -> list[Path]:
    """Let LibreOffice save files in another format. Returns those."""
    out = folder / form.partition(":")[0]
    words = [PROGRAM, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += [f"--infilter={read_as}"] if read_as else []
    words += ["--convert-to", form, "--outdir", str(out), *map(str, files)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return sorted(out.iterdir())


@pytest.mark.slow
@pytest.mark.skipif(not PROGRAM, reason="LibreOffice is not here; '.ci/run long' installs it")
def test_what_libreoffice_saves_comes_back_as_it_was(shell: Shell, tmp_path: Path) -> None:
    for line in (
        'log points PC6 HT7 33.333333s --at "yesterday 21:30" --note "=1+1"',
        'log points LI4 --at "25 oct 2:30" --note "1,5; 3/4 \\"so\\"\n\nthe 2nd line"',
        'log mat 20m back --at "yesterday 0:40" --mood 4:6 --note "- a; \'b\', c"',
        'log mat 7m30s --note "\'2026-11-18"',
        *(f'log mat 10m --note "{note}"' for note in CONVERTED),
        "log night 6",
        "export all.zip",
    ):
        assert shell.run(f"tsubo {line}")[2] == 0, line
    tables = tmp_path / "tables"
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        archive.extractall(tables)
    for number, (language, delimiter, detected, form) in enumerate(WAYS):
        folder = tmp_path / str(number)
        opened = f"CSV:44,34,76,1,,{language},false,{str(detected).lower()}"
        books = convert(folder, form, sorted(tables.iterdir()), read_as=opened)
        shown = f"{ord(delimiter)},34,76,1,,{language},false,true,false"
        saved = convert(folder, f"csv:Text - txt - csv (StarCalc):{shown}", books)
        assert [each.name for each in saved] == sorted(each.name for each in tables.iterdir())
        for each in saved:
            out, err, code = shell.run(f'tsubo import "{each}"')
            rows = {"nights.csv": 1, "mat_sessions.csv": 2 + len(CONVERTED)}.get(each.name, 2)
            assert (code, f"{rows} the same" in out) == (0, True), (number, each.name, out, err)
