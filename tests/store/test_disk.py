"""Files replaced, appended to and locked, with kills, links and refusals at every moment."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from store_writers import die_at, forked

from tracker import disk

ROOT = Path(__file__).parents[2]
OLD, NEW = b"old " * 1000, b"new " * 3000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "file"
    disk.make_folder(path.parent)
    disk.replace(path, OLD)
    return path


def test_a_file_that_grows_under_a_clock_set_back_is_newer_than_it_was(file: Path) -> None:
    later = time.time_ns() + 30 * 86_400 * 10**9
    os.utime(file, ns=(later, later))
    disk.Disk().append(file, NEW)
    assert file.stat().st_mtime_ns > later
    assert file.read_bytes() == OLD + b"\n" + NEW


def test_two_copies_that_get_other_lines_under_clocks_set_back_have_other_times(
    file: Path,
) -> None:
    later = time.time_ns() + 30 * 86_400 * 10**9
    times = set()
    for line in (b"mine\n", b"ours\n"):
        disk.replace(file, OLD)
        os.utime(file, ns=(later, later))
        disk.Disk().append(file, line)
        times.add(file.stat().st_mtime_ns)
    assert len(times) == 2


def test_a_file_replaced_by_a_process_killed_at_any_call_is_the_old_or_the_new(file: Path) -> None:
    found = []
    for number in range(1, 30):
        disk.replace(file, OLD)

        def work(number: int = number) -> None:
            die_at(number)
            disk.replace(file, NEW)

        child, saying = forked(work)
        saying.close()
        _, status = os.waitpid(child, 0)
        found.append(file.read_bytes())
        if os.WIFEXITED(status):
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
    assert list(dict.fromkeys(found)) == [OLD, NEW]
    assert len(found) > 4
    assert os.WIFEXITED(status)
    assert [path.name for path in file.parent.iterdir()] == ["file"]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_refused_replacement_leaves_the_old_file_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, call, full)
        with pytest.raises(OSError, match="No space left"):
            disk.replace(file, NEW)
    assert file.read_bytes() == OLD
    assert [path.name for path in file.parent.iterdir()] == ["file"]


def test_a_file_named_without_a_folder_is_written_where_the_process_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    places: list[Path] = []
    real = os.replace

    def replace(temporary: str, path: str) -> None:
        places.append(Path(temporary).absolute().parent)
        real(temporary, path)

    monkeypatch.setattr(os, "replace", replace)
    disk.replace(Path("file"), NEW)
    disk.Disk().append(Path("lines"), b"one\n")
    disk.make_folder(Path("folder"))
    assert places == [tmp_path]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder", "lines"]
    assert Path("file").read_bytes() == NEW


@pytest.mark.parametrize("left", ["link", "open to all", "dangling"])
def test_what_stands_where_a_file_is_prepared_is_neither_followed_nor_kept(
    file: Path, tmp_path: Path, left: str
) -> None:
    victim, temporary = tmp_path / "victim", file.with_name(".file.tmp")
    victim.write_text("mine")
    if left == "open to all":
        temporary.write_bytes(NEW * 2)
        temporary.chmod(0o666)
    else:
        temporary.symlink_to(victim if left == "link" else tmp_path / "nowhere")
    disk.replace(file, NEW)
    assert file.read_bytes() == NEW
    assert victim.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("umask", [0, 0o077, 0o777])
def test_files_are_their_owners_alone_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        disk.replace(tmp_path / "file", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_a_file_system_that_syncs_no_folders_keeps_what_is_written(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def fsync(fd: int) -> None:
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(22, "Invalid argument")
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    disk.replace(file, NEW)
    disk.Disk().append(file.with_name("log"), b"line\n")
    assert (file.read_bytes(), file.with_name("log").read_bytes()) == (NEW, b"line\n")


def test_a_system_that_takes_a_few_bytes_at_a_time_gets_them_all(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, read = os.write, os.read
    monkeypatch.setattr(os, "write", lambda fd, blob: write(fd, bytes(blob)[:777]))
    monkeypatch.setattr(os, "read", lambda fd, size: read(fd, min(size, 777)))
    disk.replace(file, NEW)
    assert disk.read(file, len(NEW) + 1) == NEW
    assert disk.read(file, 1000) == NEW[:1000]
    assert disk.read(file.with_name("none"), 1000) is None
    assert disk.read(file / "below a file", 1000) is None


def test_a_content_is_recognised_by_its_size_and_its_checksum(file: Path) -> None:
    here = disk.Disk()
    seen = {here.fingerprint(file)}
    for blob in (b"more\n", b"and more\n"):
        disk.Disk().append(file, blob)
        seen.add(here.fingerprint(file))
    assert len(seen) == 3
    assert here.fingerprint(file, len(OLD)) in seen
    disk.Disk().cut(file, len(OLD))
    assert here.fingerprint(file) in seen
    for other in (OLD[:-1] + b"x", b"x" + OLD[1:]):
        disk.replace(file, other)
        assert here.fingerprint(file) not in seen
    assert disk.file_state(file.stat()).size == len(OLD)


def test_files_put_away_keep_apart(file: Path) -> None:
    names = []
    for _ in range(3):
        names.append(disk.quarantine(file, "damaged").name)
        disk.replace(file, OLD)
    assert names == ["file.damaged", "file.damaged-2", "file.damaged-3"]


@pytest.mark.parametrize("folder", [False, True])
def test_a_lock_keeps_out_other_threads_and_processes_and_dies_with_its_holder(
    tmp_path: Path, folder: bool
) -> None:
    path = tmp_path / "lock"
    if folder:
        path.mkdir()
    refused: list[OSError] = []

    def ask() -> None:
        try:
            with disk.lock(path, 2, folder=folder):
                pass
        except BlockingIOError as error:
            refused.append(error)

    with disk.lock(path, 1, folder=folder):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert "Ctrl-Z" in str(refused[0].strerror)
    ask()
    assert len(refused) == 1

    holder = f"""
import sys
from pathlib import Path
from tracker import disk
with disk.lock(Path({str(path)!r}), folder={folder}):
    print("held", flush=True)
    sys.stdin.read()
"""
    command = [sys.executable, "-c", holder]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        ask()
        assert len(refused) == 2
        process.kill()
        process.wait()
        ask()
    assert len(refused) == 2


def test_a_lock_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = disk.lock(tmp_path / "lock")
    held.__enter__()
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            held.__exit__(None, None, None)

    monkeypatch.setattr(time, "sleep", sleep)
    with disk.lock(tmp_path / "lock", 5):
        assert len(pauses) == 3
