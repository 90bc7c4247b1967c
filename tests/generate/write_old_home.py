"""Writes tests/store/home-0.1.0.tar.gz: a home as tsubo 0.1.0 left it, damaged, with conflicts.

    git worktree add ../old 2595b77 && python -m venv ../old/.venv
    ../old/.venv/bin/pip install -e ../old
    ../old/.venv/bin/python tests/generate/write_old_home.py tests/store/home-0.1.0.tar.gz

It is run with the Python of 0.1.0, whose modules it imports. ``expected.json`` beside the home is
what 0.1.0 exports of everything that the home holds, the conflict copy and the intent included.
"""

# mypy: ignore-errors

import gzip
import io
import json
import random
import secrets
import shutil
import sys
import tarfile
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tracker.cli.demo import demo_desk
from tracker.cli.desk import Clocks, Desk

from tracker.cli import run
from tracker.store.line import compose

BERLIN = ZoneInfo("Europe/Berlin")


def main(target: Path) -> None:
    chance = random.Random(2026)
    secrets.randbits = chance.getrandbits
    with tempfile.TemporaryDirectory() as folder:
        home, laptop = Path(folder) / "home", Path(folder) / "laptop"
        now = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)

        def tsubo(where: Path, *words: str) -> None:
            nonlocal now
            now += timedelta(minutes=7)
            clocks = Clocks(wall=now.timestamp, monotonic=now.timestamp)
            assert run(["--home", str(where), *words], clocks) == 0, words

        start = now - timedelta(days=3)
        demo_desk(Desk(home, Clocks(wall=start.timestamp, monotonic=start.timestamp)), home)
        for words in (
            ["log", "mat", "20m"],
            ["log", "points", "PC6", "HT7", "--hold", "60s"],
            ["goal", "mat", "4", "a", "week"],
            ["rest", "2026-11-24"],
            ["log", "mat", "7m"],
            ["undo"],
            ["remind", "add", "points", "daily", "21:00"],
            ["backup"],
        ):
            tsubo(home, *words)
        shutil.copytree(home, laptop)
        tsubo(laptop, "log", "points", "calm")
        tsubo(laptop, "log", "mat", "11m")
        tsubo(home, "log", "mat", "13m")
        # The laptop's file as a conflict copy of the synchroniser. The merge must come out.
        conflict = (laptop / "2026.jsonl").read_bytes()
        for name in ("2026", "base"):
            shutil.copy(laptop / f"{name}.jsonl", home / f"{name}.sync-conflict-1.jsonl")
        tsubo(home, "status")
        assert not list(home.glob("*.sync-conflict-*.jsonl")), "0.1.0 takes them in when opened"
        out = Path(folder) / "expected.json"
        tsubo(home, "export", str(out))
        expected = json.loads(out.read_text())
        for merged in home.glob("*.merged"):
            merged.unlink()

        # An unfinished step: its record is only in the write-ahead record.
        started = now.isoformat()
        pending = {
            "made": started,
            "started": started,
            "zone": "Europe/Berlin",
            "day": now.date().isoformat(),
            "lain": 300.0,
            "position": None,
            "source": "after",
            "note": "from the intent",
        }
        key = "01M81F0000" + "0" * 15 + "7"
        line = compose("mat_sessions", key, pending, int(now.timestamp() * 1000), 1).decode()
        (home / "intent.json").write_text(
            json.dumps({"files": [["2026.jsonl", [line]]], "schema": 1}) + "\n"
        )
        expected["tables"].setdefault("mat_sessions", []).append(
            {**pending, "_id": key, "_m": int(now.timestamp() * 1000)}
        )

        # Damage: the home's file lost its last third, one line is altered, one is noise.
        path = home / "2026.jsonl"
        lines = path.read_bytes().splitlines(keepends=True)
        backup = max((home / "backups").glob("2026-*.jsonl"))
        backed_up = backup.read_bytes()
        altered = next(each for each in lines[5:] if b'"lain":1200.0' in each and each in backed_up)
        lines[lines.index(altered)] = altered.replace(b'"lain":1200.0', b'"lain":3200.0')
        noise = next(each for each in lines[20:] if each in backed_up)
        lines[lines.index(noise)] = noise[:40] + b"\0\0" + noise[42:]
        keep = [
            each
            for at, each in enumerate(lines)
            if at < 60 or (each not in backed_up and each not in conflict)
        ]
        path.write_bytes(b"".join(keep))
        (home / "2026.sync-conflict-20261122-101500-ABCDEFG.jsonl").write_bytes(conflict)
        (home / "backups" / "2026-2099-01-01.jsonl").write_bytes(
            backed_up[:2000].rsplit(b"\n", 1)[0] + b"\n"
        )
        shutil.rmtree(home / "cache", ignore_errors=True)
        (home / ".lock").unlink(missing_ok=True)

        for table in expected["tables"].values():
            table.sort(key=lambda record: record["_id"])
        (home / "expected.json").write_text(json.dumps(expected["tables"], sort_keys=True))
        raw = io.BytesIO()
        with tarfile.open(fileobj=raw, mode="w") as archive:
            for each in sorted(home.rglob("*")):
                if each.is_file():
                    info = tarfile.TarInfo(str(each.relative_to(home)))
                    info.size, info.mode = each.stat().st_size, 0o644
                    archive.addfile(info, io.BytesIO(each.read_bytes()))
        target.write_bytes(gzip.compress(raw.getvalue(), 9, mtime=0))


main(Path(sys.argv[1]).resolve())
