"""Each rule of the store switched off in turn is noticed: by the simulation, or by a look at files.

The scenarios hold as the store is, and each fails without its rule. So a rule that is lost by
mistake is lost with a red test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sim.crash_states import OPERATIONS, examine
from sim.world import Options, simulate
from store_writers import MARCH, Ticking, kept, new, session

from tracker.disk import Disk
from tracker.journal.changes import apply
from tracker.journal.journal import Journal
from tracker.store import Store, backup, content, device, foreign
from tracker.store.evidence import Evidence
from tracker.store.folder import JournalFolder
from tracker.store.line import compose, versions
from tracker.store.steps import Steps

Patch = pytest.MonkeyPatch
DAY = MARCH.date()


def wrote(home: Path, *notes: str, clock: Ticking | None = None) -> Store:
    store = Store(home, clock or Ticking())
    for note in notes:
        apply(store, [new("sessions", MARCH, session(note=note))], {"turn": "do"})
    return store


def notes(home: Path) -> list[str]:
    return sorted(str(found["note"]) for found in kept(Store(home, Ticking())))


def journal(home: Path) -> Path:
    (path,) = home.glob("devices/*/2026.jsonl")
    return path


def worlds_hold(_: Path) -> bool:
    """Some worlds with crashes and synchronisers of every kind."""
    return simulate(range(100, 112), Options(days=8))["bad"] == 0


def crashes_hold(_: Path) -> bool:
    counts = examine(2, [each for each in OPERATIONS if each[0].__name__ == "some_steps"][:4])
    return counts["wrong"] == 0


def two_devices_hold(home: Path) -> bool:
    """A copied folder writes no file that the other device writes."""
    wrote(home, "first")
    copy = Path(shutil.copytree(home, home.parent / "copy"))
    before = journal(home).read_bytes()
    wrote(copy, "second")
    return (copy / journal(home).relative_to(home)).read_bytes() == before


def the_newest_counts(home: Path) -> bool:
    store = wrote(home)
    for times, m in ((2, 2000), (3, 3000), (1, 1000)):
        store.journals.folder.joinpath("devices", str(times)).mkdir(parents=True)
        line = compose("goals", "01G", {"times": times}, m)
        (home / "devices" / str(times) / "base.jsonl").write_bytes(line)
    return bool(Store(home, Ticking()).table("goals").get(doc_id="01G") == {"times": 3})


def an_old_copy_takes_nothing_back(home: Path) -> bool:
    """The folder as it was is copied over the folder as it is."""
    wrote(home, "first")
    old = shutil.copytree(home, home.parent / "old")
    wrote(home, "second").backup(DAY)
    wrote(home, "third")
    shutil.copytree(old, home, dirs_exist_ok=True)
    return notes(home) == ["first", "second", "third"]


def a_shrunk_file_is_noticed(home: Path) -> bool:
    wrote(home, "first", "second").backup(DAY)
    journal(home).write_bytes(journal(home).read_bytes().splitlines(keepends=True)[0])
    return notes(home) == ["first", "second"]


def a_lost_step_is_noticed(home: Path) -> bool:
    """The journal is as it was before the last step, which no backup has."""
    wrote(home, "first")
    before = journal(home).read_bytes()
    wrote(home, "second")
    journal(home).write_bytes(before)
    return notes(home) == ["first", "second"]


def a_backup_that_arrives_is_asked(home: Path) -> bool:
    """Another machine's backup is put here: a restore by hand."""
    other = home.parent / "other"
    wrote(other, "theirs").backup(DAY)
    wrote(home, "mine").backup(DAY)
    shutil.copytree(other / "backups", home / "backups", dirs_exist_ok=True)
    return notes(home) == ["mine", "theirs"]


def what_is_shown_is_in_a_file(home: Path) -> bool:
    wrote(home, "first", "second").backup(DAY)
    journal(home).write_bytes(b"")
    shown = notes(home)
    return shown == ["first", "second"] and journal(home).read_bytes().count(b"\n") == 2


def an_altered_line_is_set_right(home: Path) -> bool:
    """Also one whose version was altered too, so that it outranks the line it was."""
    wrote(home, "right").backup(DAY)
    altered = journal(home).read_bytes().replace(b"right", b"wrong")
    journal(home).write_bytes(altered.replace(b'"_m":1', b'"_m":7'))
    return notes(home) == ["right"]


def a_backup_holds_intact_lines_only(home: Path) -> bool:
    wrote(home, "right")
    for steps in home.glob("devices/*/steps"):
        shutil.rmtree(steps)
    journal(home).write_bytes(journal(home).read_bytes().replace(b"right", b"wrong"))
    Store(home, Ticking()).backup(DAY)
    return not any(b"wrong" in path.read_bytes() for path in home.glob("backups/*"))


def days_ahead_push_no_backup_out(home: Path) -> bool:
    for number in range(30):
        wrote(home, f"{number}").backup(DAY + timedelta(days=365 * (number + 1)))
    wrote(home, "today").backup(DAY)
    wrote(home, "tomorrow").backup(DAY + timedelta(days=1))
    return {DAY, DAY + timedelta(days=1)} <= backup.days(Store(home, Ticking()).journals).keys()


def a_conflict_copy_is_merged(home: Path) -> bool:
    wrote(home, "first")
    lost = new("sessions", MARCH, session(note="lost"))
    line = compose(lost.table, lost.id, lost.after, 5)
    (home / "devices" / "2026 (conflicted copy).jsonl").write_bytes(line)
    (journal(home).parent / "2026.sync-conflict-1-A.jsonl").write_bytes(line)
    return notes(home) == ["first", "lost"] and not list(home.rglob("*.sync-conflict-*"))


def an_old_home_is_read(home: Path) -> bool:
    home.mkdir()
    old = new("sessions", MARCH, session(note="old"))
    (home / "2026.jsonl").write_bytes(raw := compose(old.table, old.id, old.after, 5))
    return notes(home) == ["old"] and [p.read_bytes() for p in home.glob("frozen/*")] == [raw]


def undo_goes_by_number(home: Path) -> bool:
    """The clock is set back between two steps: undo still takes the later one."""
    wrote(home, "first", clock=Ticking(1_900_000_000_000))
    store = wrote(home, "second", clock=Ticking(1_800_000_000_000))
    for file in store.steps():
        file.about.update(label="x", of=None)
    undoable = Journal(store, lambda: MARCH).undoable
    return undoable is not None and any(
        change.after and change.after["note"] == "second" for change in undoable.changes
    )


def a_pipe_is_refused(home: Path) -> bool:
    wrote(home, "first")
    os.mkfifo(home / "2026.jsonl")
    return any("a pipe" in problem for problem in Store(home, Ticking()).problems())


def modes_are_put_right(home: Path) -> bool:
    wrote(home, "first")
    journal(home).chmod(0o644)
    Store(home, Ticking())
    return journal(home).stat().st_mode & 0o777 == 0o600


def no_device_of_its_own(patch: Patch) -> None:
    patch.setattr(device, "owner_of", lambda *_: "one for all")


def the_oldest_wins(patch: Patch) -> None:
    def upside_down(lines: Sequence[bytes]) -> list[Any]:
        return [one and one._replace(rank=(1 << 90) - one.rank) for one in versions(lines)]

    patch.setattr(content, "versions", upside_down)


def no_fsync_of_steps(patch: Patch) -> None:
    real = Steps.add
    patch.setattr(Steps, "add", lambda *given, **_: real(*given, durable=False))


def steps_keep_no_lines(patch: Patch) -> None:
    patch.setattr(Evidence, "_unfinished", lambda *_: set())


def no_step_is_asked(patch: Patch) -> None:
    patch.setattr(JournalFolder, "all_steps", lambda *_: [])


def names_come_again(patch: Patch) -> None:
    patch.setattr(Steps, "names", lambda *_: {})


def no_look_at_sizes(patch: Patch) -> None:
    patch.setattr(Evidence, "_changed", lambda *_: set())


def no_look_at_new_backups(patch: Patch) -> None:
    patch.setattr(Evidence, "_copies", lambda *_: {})


def only_in_memory(patch: Patch) -> None:
    patch.setattr(JournalFolder, "append", lambda *_, **__: None)


def nothing_is_set_right(patch: Patch) -> None:
    patch.setattr(Evidence, "_altered", lambda *_: [])


def backups_copy_anything(patch: Patch) -> None:
    patch.setattr(backup, "intact_lines", lambda lines: filter(None, lines))


def backups_of_any_day_count_together(patch: Patch) -> None:
    real = backup.kept
    patch.setattr(backup, "kept", lambda days, today: real(days, today.replace(year=9999)))


def conflict_copies_are_thrown_away(patch: Patch) -> None:
    patch.setattr(foreign, "merge", lambda *_: 0)


def old_homes_are_not_read(patch: Patch) -> None:
    patch.setattr(foreign, "_froze", lambda *_: False)
    patch.setattr(foreign, "_merged", lambda *_: False)


def steps_by_time(patch: Patch) -> None:
    real = Steps.all
    patch.setattr(Steps, "all", lambda self: sorted(real(self), key=lambda s: s.about["_m"]))


def anything_is_read(patch: Patch) -> None:
    real = Disk.scan

    def scan(self: Disk, folder: Any) -> dict[str, Any]:
        import stat

        return {n: s for n, s in real(self, folder).items() if not stat.S_ISFIFO(s.st_mode)}

    patch.setattr(Disk, "scan", scan)


def modes_stay(patch: Patch) -> None:
    patch.setattr(Disk, "make_private", lambda *_: False)


RULES: list[tuple[int, Callable[[Path], bool], Callable[[Patch], None]]] = [
    (1, two_devices_hold, no_device_of_its_own),
    (1, the_newest_counts, the_oldest_wins),
    (2, crashes_hold, no_fsync_of_steps),
    (2, worlds_hold, no_step_is_asked),
    (3, an_old_copy_takes_nothing_back, names_come_again),
    (4, a_shrunk_file_is_noticed, no_look_at_sizes),
    (4, a_lost_step_is_noticed, steps_keep_no_lines),
    (4, a_backup_that_arrives_is_asked, no_look_at_new_backups),
    (4, what_is_shown_is_in_a_file, only_in_memory),
    (5, an_altered_line_is_set_right, nothing_is_set_right),
    (5, a_backup_holds_intact_lines_only, backups_copy_anything),
    (6, days_ahead_push_no_backup_out, backups_of_any_day_count_together),
    (7, a_conflict_copy_is_merged, conflict_copies_are_thrown_away),
    (8, an_old_home_is_read, old_homes_are_not_read),
    (9, undo_goes_by_number, steps_by_time),
    (10, a_pipe_is_refused, anything_is_read),
    (10, modes_are_put_right, modes_stay),
]
NAMES = [f"{number} {patch.__name__}" for number, _, patch in RULES]


@pytest.fixture(autouse=True)
def quiet(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    capsys.readouterr()


@pytest.mark.slow
@pytest.mark.parametrize(("number", "scenario", "without"), RULES, ids=NAMES)
def test_a_rule_switched_off_is_noticed(
    tmp_path: Path,
    monkeypatch: Patch,
    number: int,
    scenario: Callable[[Path], bool],
    without: Callable[[Patch], None],
) -> None:
    del number
    for name in ("with", "without"):
        (tmp_path / name).mkdir()
    assert scenario(tmp_path / "with" / "home")
    with monkeypatch.context() as patch:
        without(patch)
        try:
            holds = scenario(tmp_path / "without" / "home")
        except Exception:  # noqa: BLE001 - that is how it is noticed
            holds = False
    assert not holds
