"""Whatever the schema of the native export calls valid is imported, or refused in words."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from conftest import LONGER
from given_schema import values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from transcript import Shell

from tracker.cli.commands.schema import json_schema
from tracker.cli.json_types.records import export_type

SCHEMA = json_schema("export", export_type())
TABLES = SCHEMA["$defs"]["Tables"]["properties"]


def exports(table: str) -> st.SearchStrategy[dict[str, Any]]:
    """Exports with one record of a table."""
    record = values(TABLES[table]["items"], SCHEMA)
    return record.map(
        lambda each: {"tsubo": "native export", "schema": 1, "tables": {table: [each]}}
    )


@pytest.mark.slow
@settings(max_examples=60 * LONGER, deadline=None, suppress_health_check=[*HealthCheck])
@given(st.sampled_from(sorted(TABLES)).flatmap(exports))
def test_whatever_the_schema_calls_valid_goes_in_and_out_of_every_format(
    export: dict[str, Any],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shell = Shell(Path(folder))
        (shell.folder / "in.json").write_text(json.dumps(export), encoding="utf-8")
        out, err, code = shell.run("tsubo import in.json --json")
        rows = json.loads(out)["rows"]
        assert rows["read"] == 1
        assert (rows["taken"] + rows["same"], rows["refused"]) in {(1, 0), (0, 1)}
        assert (code, err) == (rows["refused"], "")
        for name in ("out.json", "out.zip", "out.ics", "out.html"):
            _, err, code = shell.run(f"tsubo export {name}")
            assert code == 0, err
        for line in ("history", "status", "streak --why", "points", "routines", "goal list"):
            assert "Traceback" not in shell.run(f"tsubo {line}")[1]
        for name in ("out.json", "out.zip"):
            again = json.loads(shell.run(f"tsubo import {name} --json")[0])
            assert (again["new"], again["newer"], again["older"], again["refused"]) == (0, 0, 0, [])
