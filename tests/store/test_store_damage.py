"""Whatever happens to a file is named, and its neighbours are read."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from store_writers import MARCH, Ticking, kept, new, over_two_years, session

from tracker.core.facts.sessions import Kind
from tracker.core.facts.ulid import ulid
from tracker.disk import Disk
from tracker.journal.changes import apply
from tracker.journal.journal import Journal
from tracker.store import Store, StoreError, doctor
from tracker.store.content import Content
from tracker.store.line import compose, dumps

DAY = date(2026, 3, 2)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def store(home: Path) -> Store:
    store = Store(home, Ticking())
    for at in range(4):
        moment = MARCH + timedelta(hours=at)
        apply(store, [new("sessions", moment, session(moment, note=f"note {at}"))], None)
    return store


def notes(store: Store) -> list[str]:
    return sorted(found["note"] for found in kept(store, "sessions"))


def journal(home: Path, name: str = "2026.jsonl") -> Path:
    """The only device's file of this name."""
    (path,) = home.glob(f"devices/*/{name}")
    return path


def named(home: Path) -> str:
    """The path of this year's only file as problems name it."""
    return str(journal(home).relative_to(home))


ALL = ["note 0", "note 1", "note 2", "note 3"]


def small() -> bytes:
    return b"".join(compose("goals", ulid(MARCH, 1 << n), {"n": n}, n + 1) for n in range(3))


def read(path: Path, raw: bytes) -> tuple[set[int], list[str]]:
    path.write_bytes(raw)
    content = Content(path.parent, Disk())
    content.refresh({path.name: path.stat()})
    documents = [document for table in content.tables.values() for document in table.values()]
    return {found["n"] for found in documents if type(found.get("n")) is int}, [*content.problems()]


@pytest.mark.parametrize("by", [0x01, 0x80, 0xFF])
def test_any_byte_flipped_is_named_and_costs_at_most_its_own_line(tmp_path: Path, by: int) -> None:
    whole = small()
    for at in range(len(whole)):
        raw = bytearray(whole)
        raw[at] ^= by
        line = whole[:at].count(b"\n")
        seen, problems = read(tmp_path / "flipped.jsonl", bytes(raw))
        last_newline = at == len(whole) - 1
        assert problems or last_newline, (at, seen)
        assert {0, 1, 2} - {line} <= seen | ({line + 1} if whole[at] == 10 else set()), at
        if whole[at] == 10:
            assert {0, 1, 2} <= seen, at


def test_a_file_cut_anywhere_keeps_every_line_before_and_goes_on(tmp_path: Path) -> None:
    whole = small()
    for at in range(len(whole) + 1):
        path = tmp_path / "cut.jsonl"
        seen, problems = read(path, whole[:at])
        lines = whole[:at].count(b"\n") + (at < len(whole) and whole[at] == 10)
        assert seen == set(range(lines)), at
        assert bool(problems) == (whole[:at].rpartition(b"\n")[2] != b"" and whole[at] != 10), at
        Disk().append(path, compose("goals", "9", {"n": 9}, 9))
        seen, problems = read(path, path.read_bytes())
        assert seen == {*range(lines), 9}, at


def test_a_byte_left_out_anywhere_costs_at_most_its_own_line(tmp_path: Path) -> None:
    whole = small()
    for at in range(len(whole) - 1):
        line = whole[:at].count(b"\n")
        seen, problems = read(tmp_path / "short.jsonl", whole[:at] + whole[at + 1 :])
        assert problems, at
        assert {0, 1, 2} - {line} <= seen, at


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    "junk", [b"\0" * 300, b"garbage", b"\xff\xfe", b"[[[[", b"{}", b"1" * 5000]
)
def test_junk_between_lines_is_named_by_its_line(home: Path, junk: bytes) -> None:
    path = journal(home)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], junk + b"\n", *lines[2:]]))
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == [f"{named(home)}, line 3: damaged and skipped"]
    assert looking.read_only_reason is None
    apply(looking, [new("sessions", MARCH, session(note="more"))], None)
    assert notes(looking) == ["more", *ALL]


def test_a_damaged_line_is_put_back_from_the_evidence_and_quarantined_when_asked(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    raw = journal(home).read_bytes().replace(b'"note":"note 1"', b'"note":"no\0 1"')
    journal(home).write_bytes(raw)
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == [f"{named(home)}, line 2: damaged and skipped"]
    assert journal(home).read_bytes().startswith(raw)
    assert b"note 1" in journal(home).read_bytes()[len(raw) :]
    looking.backup(DAY + timedelta(days=1))
    for path in (home / "backups").iterdir():
        assert b"no\0 1" not in path.read_bytes()
    assert looking.repair(DAY) == [f"{named(home)}: 1 damaged line moved to damaged.jsonl"]
    assert looking.problems() == []
    assert notes(looking) == notes(Store(home, Ticking())) == ALL
    assert b"no\0 1" in journal(home, "damaged.jsonl").read_bytes()
    assert looking.repair(DAY) == []


@pytest.mark.usefixtures("store")
def test_records_of_lines_that_lost_their_newline_are_read_copied_and_kept_by_a_repair(
    home: Path,
) -> None:
    drop_evidence(home)
    path = journal(home)
    path.write_bytes(path.read_bytes().replace(b"}\n{", b"}{", 2))
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    looking.backup(DAY)
    looking.repair(DAY)
    assert looking.problems() == []
    assert notes(Store(home, Ticking())) == ALL
    (copy,) = (home / "backups").iterdir()
    assert copy.read_bytes().count(b"\n") == 4


def drop_evidence(home: Path) -> None:
    """As on a machine where the folder has just arrived: no steps, no backups, no cache."""
    for name in ("backups", "cache", "devices/*/steps"):
        for folder in home.glob(name):
            shutil.rmtree(folder)


def alter(home: Path) -> None:
    path = journal(home)
    path.write_bytes(path.read_bytes().replace(b'"note":"note 1"', b'"note":"note 7"'))


@pytest.mark.parametrize("backed_up", [True, False])
def test_an_altered_record_is_set_right_from_a_backup_or_a_step(
    store: Store, home: Path, backed_up: bool
) -> None:
    if backed_up:
        store.backup(DAY)
    alter(home)
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == []
    looking.repair(DAY)
    assert notes(Store(home, Ticking())) == ALL
    assert not any(b"note 7" in path.read_bytes() for path in (home / "backups").iterdir())


@pytest.mark.usefixtures("store")
def test_an_altered_record_that_no_evidence_knows_is_named_and_signed_only_when_accepted(
    home: Path,
) -> None:
    drop_evidence(home)
    alter(home)
    looking = Store(home, Ticking())
    now = ["note 0", "note 2", "note 3", "note 7"]
    assert notes(looking) == now
    (problem,) = looking.problems()
    assert problem.startswith(f"{named(home)}, line 2: sessions 01")
    assert problem.endswith("was altered outside tsubo")
    assert looking.repair(DAY) == []
    assert problem in looking.problems()
    (done,) = looking.repair(DAY, accept=True)
    assert done.endswith("kept as it is now")
    assert notes(looking) == now
    assert looking.problems() == []


@pytest.mark.parametrize("left", [0, 1, 2])
@pytest.mark.parametrize("backed_up", [True, False])
def test_an_emptied_or_shortened_file_gets_its_lines_back(
    store: Store, home: Path, left: int, backed_up: bool
) -> None:
    assert len(store.summaries(Kind.POINTS)) == 1
    if backed_up:
        store.backup(DAY)
    path = journal(home)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:left]))
    looking = Store(home, Ticking())
    assert store.poll()
    for each in (store, looking):
        assert notes(each) == ALL
        assert each.problems() == []
        assert each.summaries(Kind.POINTS)[0].seconds == (60.0,) * 4
    assert path.read_bytes().count(b"\n") == 4
    apply(store, [new("sessions", MARCH, session(note="more"))], None)
    assert notes(Store(home, Ticking())) == ["more", *ALL]


def test_records_shown_again_stay_as_the_file_grows(store: Store, home: Path) -> None:
    store.backup(DAY)
    path = journal(home)
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    looking = Store(home, Ticking())
    for number in range(4):
        apply(looking, [new("sessions", MARCH, session(note=f"more {number}"))], None)
        assert len(notes(Store(home, Ticking()))) == 5 + number
    looking.backup(DAY + timedelta(days=1))
    drop_evidence(home)
    assert len(notes(Store(home, Ticking()))) == 8


@pytest.mark.parametrize("gone", ["2026.jsonl", ""])
def test_a_file_or_a_device_that_is_gone_comes_back_from_the_backups(
    store: Store, home: Path, gone: str
) -> None:
    store.backup(DAY)
    path = journal(home)
    if gone:
        path.unlink()
    else:
        shutil.rmtree(path.parent)
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    assert looking.problems() == []
    assert journal(home).read_bytes().count(b"\n") == 4


def test_an_emptied_file_without_evidence_is_noticed_by_what_it_held(
    store: Store, home: Path
) -> None:
    assert len(store.summaries(Kind.POINTS)) == 1
    for steps in home.glob("devices/*/steps"):
        shutil.rmtree(steps)
    journal(home).write_bytes(b"")
    for _ in range(2):
        looking = Store(home, Ticking())
        (problem,) = looking.problems()
        assert problem.startswith("2026: at least 4 records gone, and in no backup; ")
    looking.repair(DAY)
    assert looking.problems() == Store(home, Ticking()).problems() == []
    looking.repair(DAY)
    assert looking.problems() == []


def test_every_backup_is_asked_whatever_its_date_and_none_shadows_another(
    store: Store, home: Path
) -> None:
    store.backup(date(2099, 1, 1))
    for at in range(4, 8):
        moment = MARCH + timedelta(hours=at)
        apply(store, [new("sessions", moment, session(moment, note=f"note {at}"))], None)
    store.backup(DAY)
    (home / "backups" / "2026-2026-03-03.jsonl").write_bytes(b"\0" * 5000)
    (home / "backups" / "2026-2098-03-03-other-1234.jsonl").write_bytes(b"")
    (home / "backups" / "2026-2026-03-04.jsonl").mkdir()
    for steps in home.glob("devices/*/steps"):
        shutil.rmtree(steps)
    journal(home).write_bytes(b"")
    looking = Store(home, Ticking())
    assert notes(looking) == [f"note {at}" for at in range(8)]


def test_what_cannot_be_put_back_is_named_and_not_shown(store: Store, home: Path) -> None:
    store.backup(DAY)
    path = journal(home)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:1]))
    looking = Store(home, Ticking(), read_only=True)
    assert notes(looking) == ["note 0"]
    (problem,) = looking.problems()
    assert problem.startswith("3 records only in a backup: ")
    assert notes(Store(home, Ticking())) == ALL


def test_a_folder_in_place_of_a_journal_is_refused_in_words_and_its_records_are_not_lost(
    store: Store, home: Path
) -> None:
    store.backup(DAY)
    path = journal(home)
    path.rename(home / "elsewhere")
    path.mkdir()
    looking: Any = Store(home, Ticking())
    name = path.relative_to(home)
    assert looking.problems() == [
        f"{name} cannot be read: it is a folder, not a file; make it readable or move it away",
        f"4 records only in a backup: shown again once {name} can be read or is moved away",
    ]
    for change in (over_two_years()[1:2], over_two_years()[1:]):
        with pytest.raises(StoreError, match="folder"):
            apply(looking, change, {"what": "refused"})
    with pytest.raises(StoreError, match="folder"):
        looking.backup(DAY + timedelta(days=1), again=True)
    path.rmdir()
    (home / "elsewhere").rename(path)
    apply(looking, over_two_years(), {"what": "mended"})
    assert looking.problems() == []
    assert notes(Store(home, Ticking())) == ["new year", *ALL, "old year"]


@pytest.mark.parametrize("kind", ["pipe", "link", "device", "folder", "sparse"])
@pytest.mark.parametrize("where", ["2026.jsonl", "devices/other/2026.jsonl", "base.jsonl"])
def test_what_is_no_file_is_refused_in_words_at_once(
    store: Store, home: Path, kind: str, where: str
) -> None:
    path = home / where
    path.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "link":
        path.symlink_to("/dev/zero")
    elif kind == "folder":
        path.mkdir()
    elif kind == "sparse":
        path.touch()
        os.truncate(path, 2 << 30)
    else:
        try:
            os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))
        except PermissionError:
            pytest.skip("no device can be made here")
    looking = Store(home, Ticking())
    (problem,) = [each for each in looking.problems() if where in each]
    assert kind in problem
    assert notes(store) == ALL


@pytest.mark.parametrize(
    "error", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")]
)
def test_a_file_that_the_system_refuses_is_named_and_never_written(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    store.backup(DAY)
    path, real = journal(home), os.open
    whole = path.read_bytes()

    def refusing(opened: Any, *given: Any, **options: Any) -> Any:
        if str(opened) == str(path):
            raise error
        return real(opened, *given, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refusing)
        looking = Store(home, Ticking())
        why = f"{named(home)} cannot be read: {error.strerror}; make it readable or move it away"
        assert why in looking.problems()
        with pytest.raises(StoreError, match=str(error.strerror)):
            looking.repair(DAY)
        with pytest.raises(StoreError, match=str(error.strerror)):
            looking.backup(DAY + timedelta(days=1), again=True)
    assert path.read_bytes() == whole
    assert list((home / "backups").glob("2026-2026-03-03*")) == []
    assert notes(Store(home, Ticking())) == ALL


def test_a_reader_takes_in_only_what_is_new_and_sees_through_what_was_taken_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "base.jsonl"
    whole = small()
    lines = whole.splitlines(keepends=True)
    content = Content(tmp_path, Disk())

    def seen() -> set[int]:
        content.refresh({path.name: path.stat()} if path.exists() else {})
        return {found["n"] for found in content.tables.get("goals", {}).values()}

    for raw in (lines[0], lines[0] + lines[1][:-1], lines[0], lines[0] + lines[1][:9]):
        path.write_bytes(raw)
        expected = {0, 1} if raw.endswith(b"}") else {0}
        assert seen() == expected
    path.write_bytes(whole)
    assert seen() == {0, 1, 2}
    path.write_bytes(lines[2] + lines[1])
    assert seen() == {1, 2}
    path.unlink()
    assert seen() == set()


def checksummed(**fields: Any) -> bytes:
    """A line with the right checksum, whatever it holds."""
    body = dumps(fields)[:-1]
    return body + b',"~":"%08x"}' % crc32(body)


UNKNOWN = [
    checksummed(_id="01KAG4E1006NN6JXX43DSGQVCW", _m=-5, _t="sessions", _v=1),
    checksummed(_id="01KAG4E1006NN6JXX43DSGQVCW", _m="late", _t="sessions", _v=2),
    checksummed(_v=3, records=[1, 2]),
]


@pytest.mark.parametrize("line", UNKNOWN)
@pytest.mark.parametrize("newline", [b"\n", b""])
def test_a_line_of_right_checksum_that_cannot_be_understood_is_named_and_kept(
    store: Store, home: Path, line: bytes, newline: bytes
) -> None:
    with journal(home).open("ab") as file:
        file.write(line + newline)
    looking = Store(home, Ticking())
    assert notes(looking) == ALL
    (problem,) = looking.problems()
    assert problem.startswith(f"{named(home)}, line 5: ")
    apply(looking, [new("sessions", MARCH, session(note="more"))], {"turn": "do", "label": "more"})
    looking.backup(DAY)
    looking.repair(DAY)
    assert looking.problems() == []
    assert notes(Store(home, Ticking())) == ["more", *ALL]
    assert line in journal(home, "damaged.jsonl").read_bytes()
    assert store.poll()
    assert notes(store) == ["more", *ALL]


@pytest.mark.parametrize("line", [*UNKNOWN, compose("sessions", "no ulid", session(), 5)[:-1]])
def test_what_cannot_be_understood_of_a_conflict_copy_is_kept(
    store: Store, home: Path, line: bytes
) -> None:
    copy = journal(home).with_name("2026 (conflicted copy).jsonl")
    copy.write_bytes(journal(home).read_bytes() + line + b"\n")
    looking = Store(home, Ticking())
    assert (notes(looking), looking.problems()) == (ALL, [])
    assert not copy.exists()
    assert line in journal(home, "damaged.jsonl").read_bytes()
    assert notes(store) == ALL


def test_a_record_of_an_id_that_is_no_ulid_stops_no_export(store: Store, home: Path) -> None:
    with journal(home).open("ab") as file:
        file.write(compose("sessions", "no ulid", session(note="odd"), 5))
    records = Journal(Store(home, Ticking()), lambda: MARCH)
    exported = {each["note"]: each["_m"] for each in records.everything()["sessions"]}
    assert (sorted(exported), exported["odd"]) == ([*ALL, "odd"], 5)
    assert store.poll()


def test_a_clock_before_1970_writes_lines_that_can_be_read(home: Path) -> None:
    early = Store(home, Ticking(-5_000_000_000))
    apply(early, [new("sessions", MARCH, session(note="early"))], {"turn": "do", "label": ""})
    early.table("sessions").insert(session(note="bare"))
    looking = Store(home, Ticking())
    assert (notes(looking), looking.problems()) == (["bare", "early"], [])


@pytest.mark.parametrize("change", [lambda b: b.replace(b"\n", b"\r\n"), lambda b: b" " + b])
def test_other_line_ends_and_blanks_alter_no_record(
    store: Store, home: Path, change: Callable[[bytes], bytes]
) -> None:
    drop_evidence(home)
    for path in home.glob("devices/*/*.jsonl"):
        path.write_bytes(change(path.read_bytes()))
    looking = Store(home, Ticking())
    assert (notes(looking), looking.problems()) == (ALL, [])
    copy = journal(home).with_name("2026 (conflicted copy).jsonl")
    late = session(note="late")
    copy.write_bytes(change(compose("sessions", ulid(MARCH, 7), late, 1_800_000_000_000)))
    assert (notes(Store(home, Ticking())), copy.exists()) == (["late", *ALL], False)
    assert list(home.glob("devices/*/damaged.jsonl")) == []
    looking.repair(DAY)
    assert store.poll()
    assert notes(Store(home, Ticking())) == notes(store) == ["late", *ALL]


def test_the_last_backup_is_one_of_a_day_that_has_been(store: Store, home: Path) -> None:
    for day in (date(2099, 1, 1), DAY, DAY - timedelta(days=1)):
        store.table("sessions").insert(session())
        store.backup(day)
    (report,) = doctor.report(store.journals, store.evidence, DAY + timedelta(days=9)).files
    assert report.last_backup == DAY
    for path in (home / "backups").glob("2026-2026*"):
        path.unlink()
    (report,) = doctor.report(store.journals, store.evidence, DAY).files
    assert report.last_backup == date(2099, 1, 1)


def test_damaged_lines_of_another_device_are_repaired_there(
    store: Store, home: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(home, tmp_path / "other"))
    with journal(other).open("ab") as file:
        file.write(b"junk\n")
    looking = Store(other, Ticking())
    looking.table("sessions").insert(session(note="here"))
    looking.repair(DAY)
    report = doctor.report(looking.journals, looking.evidence, DAY)
    advice = doctor.advice(report, doctor.devices(looking.journals))
    assert [str(store.journals.me) in each for each in advice] == [True]


def refuse_folder(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """As a folder that another user made, with sudo perhaps."""
    real = os.scandir

    def refusing(path: Any) -> Any:
        if Path(str(path)) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refusing)


@pytest.mark.parametrize("name", ["backups", "devices/other", "devices/*/steps", "cache", "frozen"])
def test_a_folder_that_cannot_be_read_is_named_and_the_rest_is_shown(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (home / "devices/other").mkdir()
    (home / "devices/other/2026.jsonl").write_bytes(
        compose("sessions", ulid(MARCH, 9), session(note="other"), 5)
    )
    (home / "frozen").mkdir()
    assert store.poll()
    store.backup(DAY)
    (folder,) = (each for each in home.glob(name) if each.name != "other" or "other" in name)
    with monkeypatch.context() as patch:
        refuse_folder(patch, folder)
        looking = Store(home, Ticking())
        assert notes(looking) == [*ALL, "other"]  # of the folder from the backup
        refused = f"{folder.relative_to(home)} cannot be read: Permission denied"
        problems = [each for each in looking.problems() if not each.startswith(refused)]
        assert problems == []
        report = doctor.report(looking.journals, looking.evidence, DAY)
        assert name == "cache" or any(refused in each for each in looking.problems())
        assert report.read_only_reason is None
    assert notes(Store(home, Ticking())) == [*ALL, "other"]
    assert Store(home, Ticking()).problems() == []


def test_records_of_a_file_that_cannot_be_read_are_not_called_gone(
    store: Store, home: Path
) -> None:
    store.summaries(Kind.POINTS)
    store.backup(DAY)
    path = journal(home)
    path.rename(home / "elsewhere")
    path.mkdir()
    looking = Store(home, Ticking())
    assert not any("gone" in each for each in looking.problems())
    path.rmdir()
    assert notes(Store(home, Ticking())) == notes(store) == ALL


def test_records_that_a_backup_has_are_not_called_gone_where_nothing_can_be_written(
    store: Store, home: Path
) -> None:
    store.summaries(Kind.POINTS)
    store.backup(DAY)
    journal(home).write_bytes(journal(home).read_bytes()[:20])
    looking = Store(home, Ticking(), read_only=True)
    assert not any("gone" in each for each in looking.problems())
    assert [each for each in looking.problems() if "record" in each] == [
        "4 records only in a backup: the records were opened for reading only"
    ]


def test_undo_of_a_record_that_cannot_be_read_is_refused_and_possible_later(home: Path) -> None:
    def opened() -> Journal:
        return Journal(Store(home, Ticking()), lambda: MARCH)

    moment = MARCH - timedelta(days=365)
    for each in (MARCH, moment):
        opened().put([new("sessions", each, session(each))], label=f"of {each.year}")
    path = journal(home, "2025.jsonl")
    path.rename(home / "elsewhere")
    path.mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        opened().undo()
    path.rmdir()
    (home / "elsewhere").rename(path)
    assert [opened().undo().label, opened().undo().label] == ["of 2025", "of 2026"]


@pytest.mark.parametrize("name", [".lock", "devices", "backups", "devices/steps"])
def test_what_is_in_the_way_of_a_change_is_named(home: Path, name: str) -> None:
    path = home / name
    if name == "devices/steps":
        Store(home, Ticking()).table("sessions").insert(session())
        (path,) = home.glob("devices/*/steps")
        shutil.rmtree(path)
    home.mkdir(exist_ok=True)
    if name == ".lock":
        os.mkfifo(path)
    else:
        path.touch()
    store = Store(home, Ticking())

    def change() -> None:
        store.table("sessions").insert(session())
        store.backup(DAY)

    with pytest.raises(StoreError) as refused:
        change()
    assert str(path) in str(refused.value)
    assert "locks" not in str(refused.value)
    assert ("a pipe" if name == ".lock" else "a file is in the place of") in str(refused.value)


def test_a_file_that_became_unreadable_is_named_once_it_is_read(
    store: Store, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.summaries(Kind.POINTS)
    store.backup(DAY)
    path, real = journal(home), os.open

    def refusing(opened: Any, *given: Any, **options: Any) -> Any:
        if str(opened) == str(path):
            raise PermissionError(13, "Permission denied")
        return real(opened, *given, **options)

    monkeypatch.setattr(os, "open", refusing)
    looking = Store(home, Ticking())
    assert looking.problems() == []
    assert (len(looking.summaries(Kind.POINTS)), notes(looking)) == (1, [])
    assert looking.problems() == [
        f"{named(home)} cannot be read: Permission denied; make it readable or move it away"
    ]
