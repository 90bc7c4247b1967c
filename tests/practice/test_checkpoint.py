"""The running session survives what its process does not."""

import fcntl
import json
import os
import random
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.checkpoint import (
    Checkpoint,
    CheckpointError,
    Damaged,
    Living,
    TakenOver,
    is_living,
    this_place,
    this_process,
)
from tracker.core.facts.sessions import Side
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.owner import Owner
from tracker.core.session.plan import Plan, Step
from tracker.core.session.running import Running, due

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
PLAN = Plan(steps=(Step("HT7", Side.LEFT, 60), Step("HT7", Side.RIGHT, 60)), settle=5)
ROOT = Path(__file__).parents[2]


def running(owner: Owner | None = None, held: float = 10) -> Running:
    session = LiveSession(PLAN).start(0)
    for second in range(int(held) + 5):
        session = session.at(second + 1)
    return Running(
        id="01JD9Z00000000000000000000",
        started=NOW,
        zone="Europe/Berlin",
        day=date(2026, 11, 22),
        routine="calm",
        session=session,
        form={"mood_before": 4, "tension_before": None, "effects": ["sore"], "note": "[/] \x1b"},
        where="/dev/pts/3 on desk",
        saved=NOW,
        owner=owner or this_process(),
    )


def other(**changes: object) -> Owner:
    """A process of this machine that is gone."""
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    return replace(this_process(), pid=gone.pid, born=1, **changes)  # type: ignore[arg-type]


@contextmanager
def someone() -> Iterator[Owner]:
    """A process of this machine that lives."""
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE) as process:
        yield replace(this_process(), pid=process.pid, born=None)
        assert process.stdin
        process.stdin.close()


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond this."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_nothing_runs_in_a_new_folder(tmp_path: Path) -> None:
    assert Checkpoint(tmp_path / "none" / "yet").read() is None


def test_what_is_written_is_read_with_every_amount_paused(tmp_path: Path) -> None:
    mine = running()
    Checkpoint(tmp_path / "data").write(mine)
    there = Checkpoint(tmp_path / "data").read()
    assert there == replace(mine, session=mine.session.stored)
    assert (there.session.why, there.session.practised) == (Pause.STORED, 10)


def test_it_is_for_its_person_only_and_readable_by_eye(tmp_path: Path) -> None:
    Checkpoint(tmp_path).write(running())
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}
    document = json.loads((tmp_path / "live.json").read_text())
    assert document["schema"] == 1
    assert document["session"]["held_ms"] == [10000, 0]
    assert document["owner"]["pid"] == os.getpid()


def test_a_cleared_session_is_gone(tmp_path: Path) -> None:
    checkpoint, mine = Checkpoint(tmp_path), running()
    checkpoint.write(mine)
    checkpoint.clear(mine.owner.token)
    assert checkpoint.read() is None
    checkpoint.clear(mine.owner.token)


def test_a_second_session_does_not_write_over_the_first(tmp_path: Path) -> None:
    first = running()
    Checkpoint(tmp_path).write(first)
    with pytest.raises(TakenOver, match="/dev/pts/3 on desk"):
        Checkpoint(tmp_path).write(running())
    there = Checkpoint(tmp_path).read()
    assert there is not None
    assert there.owner == first.owner


def test_a_dead_owner_is_followed_without_asking(tmp_path: Path) -> None:
    left = running(other())
    Checkpoint(tmp_path).write(left)
    mine = Checkpoint(tmp_path).claim(left.id, this_process(), "here", NOW)
    assert mine.session.practised == 10
    assert Checkpoint(tmp_path).read() == mine


def test_a_living_owner_is_left_alone_until_it_is_taken_over(tmp_path: Path) -> None:
    with someone() as owner:
        theirs, old = running(owner), Checkpoint(tmp_path)
        old.write(theirs)
        new, me = Checkpoint(tmp_path), this_process()
        with pytest.raises(Living, match="/dev/pts/3"):
            new.claim(theirs.id, me, "here", NOW)
        assert old.owns(owner.token)
        mine = new.claim(theirs.id, me, "here", NOW, take_over=True)
        assert not old.owns(owner.token)
        with pytest.raises(TakenOver, match="here"):
            old.write(theirs)
        with pytest.raises(TakenOver, match="here"):
            old.clear(owner.token)
        new.write(replace(mine, saved=NOW + timedelta(seconds=4)))
        assert new.owns(me.token)


def test_what_was_ended_elsewhere_is_not_written_again(tmp_path: Path) -> None:
    old, theirs = Checkpoint(tmp_path), running(other())
    old.write(theirs)
    new, me = Checkpoint(tmp_path), this_process()
    new.claim(theirs.id, me, "here", NOW)
    new.clear(me.token)
    assert not old.owns(theirs.owner.token)
    with pytest.raises(TakenOver, match="ended"):
        old.write(theirs)
    assert new.read() is None


def test_only_the_session_that_was_shown_is_claimed(tmp_path: Path) -> None:
    theirs = running(other())
    Checkpoint(tmp_path).write(theirs)
    with pytest.raises(TakenOver):
        Checkpoint(tmp_path).claim("0" * 26, this_process(), "here", NOW)
    with pytest.raises(TakenOver):
        Checkpoint(tmp_path / "empty").claim(theirs.id, this_process(), "here", NOW)


def test_one_of_two_claims_wins(tmp_path: Path) -> None:
    theirs = running(other())
    Checkpoint(tmp_path).write(theirs)
    with someone() as second:
        Checkpoint(tmp_path).claim(theirs.id, second, "there", NOW)
        with pytest.raises(Living, match="there"):
            Checkpoint(tmp_path).claim(theirs.id, this_process(), "here", NOW)


def test_owners_are_told_apart() -> None:
    me = this_process()
    with someone() as living:
        reborn = replace(living, born=1)
        restarted = replace(living, boot="another")
        seen = [is_living(running(owner), me, NOW) for owner in (living, reborn, restarted, me)]
    assert seen == [True, False, False, False]
    assert not is_living(running(other()), me, NOW)


@pytest.mark.parametrize(("silent", "living"), [(0, True), (89, True), (91, False), (-91, False)])
def test_another_machine_is_judged_by_its_heartbeat(silent: int, living: bool) -> None:
    far = replace(this_process(), host="elsewhere", pid=1)
    assert is_living(running(far), this_process(), NOW + timedelta(seconds=silent)) is living


def test_a_zombie_is_dead() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.read()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    zombie = replace(this_process(), pid=process.pid, born=None)
    assert not is_living(running(zombie), this_process(), NOW)
    process.wait()
    process.stdout.close()


def test_each_start_is_its_own_owner_and_place() -> None:
    assert this_process().token != this_process().token
    assert "by SSH from 10.0.0.5" in this_place({"SSH_CONNECTION": "10.0.0.5 50 10.0.0.9 22"})
    assert "SSH" not in this_place({})


@pytest.mark.parametrize(
    ("blob", "named"),
    [
        (b"", "live.json.damaged"),
        (b"\xff\xfe garbage", "live.json.damaged"),
        (b"[" * 100_000, "live.json.damaged"),
        (b"[]", "live.json.damaged"),
        (b'{"schema": 1}', "live.json.damaged"),
        (b'{"schema": "1"}', "live.json.damaged"),
        (b'{"schema": 2, "new": true}', "live.json.newer"),
        (b" " * 2_000_000, "live.json.damaged"),
    ],
    ids=["empty", "garbage", "deep", "list", "bare", "words", "newer", "huge"],
)
def test_what_cannot_be_read_is_named_and_kept(tmp_path: Path, blob: bytes, named: str) -> None:
    (tmp_path / "live.json").write_bytes(blob)
    with pytest.raises(Damaged, match=named):
        Checkpoint(tmp_path).read()
    assert (tmp_path / named).read_bytes() == blob
    assert Checkpoint(tmp_path).read() is None


def test_a_second_damage_does_not_write_over_the_first(tmp_path: Path) -> None:
    for blob in (b"one", b"two"):
        (tmp_path / "live.json").write_bytes(blob)
        with pytest.raises(Damaged):
            Checkpoint(tmp_path).read()
    kept = {path.read_bytes() for path in tmp_path.glob("live.json.damaged*")}
    assert kept == {b"one", b"two"}


def test_a_running_session_goes_on_when_its_file_was_damaged(tmp_path: Path) -> None:
    checkpoint, mine = Checkpoint(tmp_path), running()
    checkpoint.write(mine)
    (tmp_path / "live.json").write_bytes(b"{")
    assert checkpoint.owns(mine.owner.token)
    checkpoint.write(mine)
    assert checkpoint.read() is not None
    assert (tmp_path / "live.json.damaged").read_bytes() == b"{"


def wrong_values() -> list[tuple[str, object]]:
    return [
        ("id", "no"),
        ("id", 4),
        ("started", "2026-11-22T10:00:00"),
        ("saved", "yesterday"),
        ("day", 20261122),
        ("session", {}),
        ("form", {"mood_before": {"deep": 1}}),
        ("owner", {"host": "x"}),
        ("where", None),
    ]


@pytest.mark.parametrize(("field", "value"), wrong_values())
def test_a_wrong_value_is_named(tmp_path: Path, field: str, value: object) -> None:
    Checkpoint(tmp_path).write(running())
    path = tmp_path / "live.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(Damaged, match=field):
        Checkpoint(tmp_path).read()


def test_any_damage_is_read_or_named(tmp_path: Path) -> None:
    Checkpoint(tmp_path).write(running())
    path, chance = tmp_path / "live.json", random.Random(7)
    whole = path.read_bytes()
    outcomes = set()
    for _ in range(300):
        blob = bytearray(whole)
        if chance.random() < 0.3:
            del blob[chance.randrange(len(blob)) :]
        else:
            blob[chance.randrange(len(blob))] = chance.randrange(256)
        path.write_bytes(blob)
        try:
            outcomes.add(Checkpoint(tmp_path).read() is not None)
        except Damaged:
            next(tmp_path.glob("live.json.damaged*")).unlink()
            outcomes.add(False)
    assert outcomes == {True, False}


def test_a_full_disk_leaves_the_checkpoint_before_it_whole(tmp_path: Path) -> None:
    checkpoint, mine = Checkpoint(tmp_path), running()
    checkpoint.write(mine)
    later = replace(mine, session=running(held=30).session)
    with full_disk(100), pytest.raises(CheckpointError, match=r"live\.json cannot be written"):
        checkpoint.write(later)
    there = checkpoint.read()
    assert there is not None
    assert there.session.practised == 10
    assert {path.name for path in tmp_path.iterdir()} == {"live.json", "live.lock"}
    checkpoint.write(later)
    there = checkpoint.read()
    assert there is not None
    assert there.session.practised == 30


def test_a_session_begun_on_a_full_disk_is_saved_when_there_is_room(tmp_path: Path) -> None:
    checkpoint, mine = Checkpoint(tmp_path), running()
    with full_disk(0), pytest.raises(CheckpointError):
        checkpoint.write(mine)
    assert checkpoint.owns(mine.owner.token)
    checkpoint.write(mine)
    assert checkpoint.read() is not None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    checkpoint, mine = Checkpoint(tmp_path / "file" / "data"), running()
    assert checkpoint.read() is None
    with pytest.raises(CheckpointError, match=r"live\.json cannot be"):
        checkpoint.write(mine)
    with pytest.raises(CheckpointError, match=r"live\.json cannot be"):
        checkpoint.clear(mine.owner.token)


def test_a_lock_that_is_never_let_go_is_named(tmp_path: Path) -> None:
    with (tmp_path / "live.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(CheckpointError, match="Ctrl-Z"):
            Checkpoint(tmp_path).write(running())


def test_a_checkpoint_that_is_a_folder_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "live.json").mkdir()
    with pytest.raises(CheckpointError, match="cannot be read"):
        Checkpoint(tmp_path).read()
    with pytest.raises(CheckpointError, match="cannot be"):
        Checkpoint(tmp_path).write(running())
    assert (tmp_path / "live.json").is_dir()


def test_a_link_put_in_its_way_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    (tmp_path / ".live.json.tmp").symlink_to(tmp_path / "precious")
    Checkpoint(tmp_path).write(running())
    assert (tmp_path / "precious").read_text() == "mine"
    assert Checkpoint(tmp_path).read() is not None


WRITER = """
import sys
sys.path[:0] = sys.argv[2:]
from dataclasses import replace
from pathlib import Path
from test_checkpoint import running
from tracker.checkpoint import Checkpoint
checkpoint, mine = Checkpoint(Path(sys.argv[1])), running()
session = mine.session
for beat in range(40_000):
    session = session.stay(0).at(15 + beat / 100)
    checkpoint.write(replace(mine, session=session))
    print(session.held_ms[0], flush=True)
"""


def killed_while_writing(folder: Path, lines: int) -> int:
    """Milliseconds that were acknowledged when the writer was killed."""
    command = [sys.executable, "-c", WRITER, str(folder), str(ROOT), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        told = [writer.stdout.readline() for _ in range(lines)]
        writer.kill()
        told += writer.stdout.readlines()
    return int([line for line in told if line.endswith("\n")][-1])


def check_kill(folder: Path, lines: int) -> None:
    acknowledged = killed_while_writing(folder, lines)
    checkpoint = Checkpoint(folder)
    there = checkpoint.read()
    assert there is not None
    assert acknowledged <= there.session.held_ms[0] <= acknowledged + 10
    mine = checkpoint.claim(there.id, this_process(), "here", NOW)
    checkpoint.clear(mine.owner.token)


def test_a_killed_writer_leaves_what_it_acknowledged(tmp_path: Path) -> None:
    for lines in (1, 5, 20):
        check_kill(tmp_path, lines)


@pytest.mark.slow
def test_kills_at_fifty_random_moments_leave_what_was_acknowledged(tmp_path: Path) -> None:
    chance = random.Random()
    for _ in range(50):
        check_kill(tmp_path, chance.randrange(1, 30))


def test_an_owner_in_another_process_sees_that_it_was_taken_over(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path), str(ROOT), str(Path(__file__).parent)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True) as writer:
        assert writer.stdout
        assert writer.stderr
        writer.stdout.readline()
        checkpoint, me = Checkpoint(tmp_path), this_process()
        there = checkpoint.read()
        assert there is not None
        with pytest.raises(Living):
            checkpoint.claim(there.id, me, "another terminal", NOW)
        mine = checkpoint.claim(there.id, me, "another terminal", NOW, take_over=True)
        told, said = writer.communicate(timeout=60)
    assert "TakenOver" in said.splitlines()[-1]
    last = [int(line) for line in told.split()][-1:]
    assert last in ([], [mine.session.held_ms[0]])
    assert checkpoint.read() == mine


# When to save


def test_every_change_is_saved_at_once() -> None:
    session = LiveSession(PLAN).start(0).at(8)
    assert not due(session, 8, session.at(9), 9)
    for key in ("pause", "skip", "previous", "longer", "shorter", "stay", "finish"):
        assert due(session, 8, getattr(session, key)(9), 9), key
    assert due(session.pause(9), 9, session.pause(9).resume(9), 9)
    assert due(LiveSession(PLAN).start(0).at(4), 4, session.at(5), 5)


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=300))
def test_sampled_every_second_no_more_than_five_are_unsaved(pauses: list[float]) -> None:
    now, session = 0.0, LiveSession(PLAN).start(0)
    saved, saved_at = session, now
    for pause in pauses:
        now += pause
        session = session.at(now)
        assert session.practised - saved.practised <= 5
        if due(saved, saved_at, session, now):
            saved, saved_at = session, now


def test_a_pause_beats_slowly() -> None:
    paused = LiveSession(PLAN).start(0).pause(3)
    assert not due(paused, 3, paused, 32)
    assert due(paused, 3, paused, 33)
