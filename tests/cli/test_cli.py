"""The commands, as lines a person types: exact output, exact exit codes, and what goes wrong."""

from __future__ import annotations

import errno
import fcntl
import io
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from conftest import LONGER
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pinned import on_pinned
from transcript import Shell, every_command, transcripts

from tracker.cli import COMMANDS, run, tsubo
from tracker.cli.context import CommandContext
from tracker.cli.output import print_table
from tracker.core.text.visible import visible

ROOT = Path(__file__).parents[2]


@on_pinned("click")
@pytest.mark.parametrize("path", transcripts(), ids=lambda path: path.stem)
def test_the_commands_answer_as_written_down(path: Path, shell: Shell) -> None:
    written = path.read_text(encoding="utf-8")
    assert shell.play(written) == written


def test_the_transcripts_are_many() -> None:
    lines = [
        line
        for path in transcripts()
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("$ ")
    ]
    assert len(set(lines)) > 100


def test_twenty_everyday_tasks_are_done_by_lines_alone() -> None:
    text = (ROOT / "tests" / "transcripts" / "by_line.txt").read_text(encoding="utf-8")
    tasks = re.split(r"^# (\d+)\. .*$", text, flags=re.MULTILINE)[1:]
    assert [int(number) for number in tasks[::2]] == [*range(1, 21)]
    for lines in tasks[1::2]:
        last = lines.rsplit("\n$ tsubo", 1)[1]
        assert "\n|" in last
        assert "\n[" not in last


def test_no_transcript_shows_a_traceback_or_an_unknown_exit_code() -> None:
    for path in transcripts():
        text = path.read_text(encoding="utf-8")
        assert "Traceback" not in text
        assert set(re.findall(r"^\[(.*)\]$", text, re.MULTILINE)) <= {"1", "2"}


def _examples(command: click.Command) -> list[str]:
    return re.findall(r"^\s{2,}(tsubo(?: .*)?)$", command.help or "", re.MULTILINE)


def test_every_command_says_what_it_does_and_each_option_what_it_is_for() -> None:
    for name, command in every_command().items():
        assert command.help, name
        for option in command.params:
            if isinstance(option, click.Option):
                assert 0 < len(option.help or "") < 60, (name, option.name, option.help)
                assert "unless said" not in (option.help or ""), (name, option.name)


def test_the_examples_of_the_help_texts_are_understood(shell: Shell) -> None:
    """An example can be refused, such as a backup that does not exist, but not as misuse."""
    shell.run("tsubo log points calm")
    shell.run("tsubo export practice.json")
    for name, command in every_command().items():
        for example in _examples(command):
            if re.search(r"[|<>&]|\bstart\b|--plain", example):
                continue
            _, err, code = shell.run(example)
            assert code != 2, (name, example, err)


def test_every_reading_command_answers_in_json_with_its_schema(shell: Shell) -> None:
    shell.run("tsubo log points calm")
    for words in (
        "status",
        "streak",
        "calendar",
        "history",
        "show 0001",
        "points wrist",
        "point PC6",
        "routines",
        "goal",
        "rest",
        "flags",
        "remind list",
        "restore",
        "doctor",
        "config",
        "keys",
    ):
        out, err, code = shell.run(f"tsubo {words} --json")
        assert (code, err) == (0, ""), words
        assert out.startswith('{\n  "schema": 1,\n'), words


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("devices/*/*.jsonl"))}


def test_a_damaged_line_is_named_and_its_neighbours_are_read(shell: Shell) -> None:
    for _ in range(3):
        shell.run("tsubo log mat 20m")
    (journal,) = shell.folder.glob("home/devices/*/2026.jsonl")
    shutil.rmtree(journal.parent / "steps")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + b"{broken\n" + lines[2])
    for backup in (shell.folder / "home" / "backups").glob("2026*"):
        backup.unlink()
    out, err, code = shell.run("tsubo history")
    assert (out.count("Mat"), code) == (2, 0)
    assert err.startswith(f"tsubo: {journal.relative_to(shell.folder / 'home')}, line 2: damaged")
    assert err.count("\n") == 1
    assert shell.run("tsubo log mat 5m")[2] == 0


def test_the_doctor_names_each_thing_once_and_says_what_to_do(shell: Shell) -> None:
    for length in ("5m", "6m"):
        shell.run(f"tsubo log mat {length}")
    (year,) = shell.folder.glob("home/devices/*/2026.jsonl")
    whole = year.read_bytes()
    shutil.rmtree(year.parent / "steps")
    shutil.rmtree(shell.folder / "home/backups")
    year.write_bytes(whole.replace(b'"lain":300.0', b'"lain":301.0') + b"junk\n")
    backup = shell.folder / "home/backups/2026-2026-01-01-other-12345678.jsonl"
    backup.parent.mkdir()
    backup.write_bytes(b"junk\n")
    out, err, code = shell.run("tsubo doctor")
    assert (code, err) == (1, "")
    assert out.count("damaged and skipped") == out.count("altered outside tsubo") == 1
    assert "backups/2026-2026-01-01-other-12345678.jsonl: 1 damaged line, not used" in out
    assert "'tsubo doctor --repair' moves damaged lines to damaged.jsonl." in out
    assert "'tsubo doctor --repair --accept' keeps altered records as they are now." in out
    backup.unlink()
    out, err, code = shell.run("tsubo doctor --repair --accept")
    assert (code, err) == (0, "")
    assert "Everything can be read" in out
    assert (year.parent / "damaged.jsonl").read_bytes() == b"junk\n"


def test_a_home_that_is_a_file_is_refused_in_words(shell: Shell) -> None:
    (shell.folder / "home").write_text("no folder")
    for words in ("status", "log mat 20m", "history", "doctor", "export"):
        out, err, code = shell.run(f"tsubo {words}")
        assert (out, code) == ("", 1), words
        assert err.startswith("tsubo: "), words
        assert "home" in err, words


def test_an_empty_home_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", "", "status"]) == 2
    assert "--home: a folder is missing; name one" in capsys.readouterr().err


def test_a_reading_command_reports_an_unknown_zone(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Nowhere/Land")
    _, err, code = shell.run("tsubo status")
    assert (code, err) == (0, "tsubo: TZ: “Nowhere/Land” is not a known time zone\n")
    _, err, code = shell.run("tsubo log mat 20m")
    assert (err.count("Nowhere/Land"), err.count("\n"), code) == (1, 1, 1)
    assert "Nothing was recorded" in err


def test_why_nothing_can_be_changed_is_said_in_one_line(shell: Shell) -> None:
    shell.run("tsubo log points calm")
    (base,) = shell.folder.glob("home/devices/*/base.jsonl")
    base.unlink()
    base.mkdir()
    _, err, code = shell.run("tsubo log mat 20m")  # which goes to another file
    assert (err.count("base.jsonl cannot be read"), code) == (1, 0), err
    for words in ("goal mat 3 a week", "remind add daily 21:00", "rest today"):
        _, err, code = shell.run(f"tsubo {words}")
        assert (err.count("base.jsonl cannot be read"), code) == (1, 1), err
        assert "Nothing was changed: devices/" in err
    assert "base.jsonl cannot be read" in shell.run("tsubo history")[1]


def test_help_now_is_given_whatever_is_broken(shell: Shell) -> None:
    (shell.folder / "home").write_text("no folder")
    out, _, code = shell.run("tsubo help-now --country DE")
    assert code == 0
    assert "Germany" in out


PROGRAM = [sys.executable, "-m", "tracker"]


def _process(
    home: Path, *words: str, limit: int | None = None, bound: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run it as a process: with files no longer than ``limit``, or bound by their modes."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    root = bound and os.geteuid() == 0
    without = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if root else []
    return subprocess.run(
        [*without, *PROGRAM, "--home", str(home), *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", ["history", "export", "points"])
def test_an_output_that_is_full_is_said_in_a_line(tmp_path: Path, words: str) -> None:
    home = str(tmp_path / "home")
    tsubo = [sys.executable, "-m", "tracker", "--home", home]
    subprocess.run([*tsubo, "log", "mat", "20m"], check=True, capture_output=True)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*tsubo, words], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (1, "tsubo: stdout: No space left on device\n")


def test_a_name_that_is_too_long_is_said_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--home", "x" * 5000, "status"]) == 1
    said = capsys.readouterr().err
    assert "File name too long" in said
    assert len(said) < 300


def test_a_full_disk_is_refused_in_words_and_the_next_write_works(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for _ in range(3):
        assert _process(home, "log", "mat", "20m").returncode == 0
    before = _files(home)
    refused = _process(home, "log", "mat", "30m", limit=before["2026.jsonl"].__len__() + 10)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("tsubo: ")
    assert os.strerror(errno.EFBIG) in refused.stderr
    assert _files(home)["2026.jsonl"] == before["2026.jsonl"]
    assert _process(home, "log", "mat", "30m").returncode == 0
    assert _process(home, "history").stdout.count("Mat") == 4


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root may write anywhere"
)
def test_a_read_only_folder_is_refused_in_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    _process(home, "log", "mat", "20m")
    before = _files(home)
    for path in (home, *home.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        refused = _process(home, "log", "mat", "30m", bound=True)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert all(line.startswith("tsubo: ") for line in refused.stderr.splitlines())
        assert "Nothing was changed" in refused.stderr
        assert _files(home) == before
        assert _process(home, "history", bound=True).stdout.count("Mat") == 1
    finally:
        for path in (home, *home.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def test_without_a_terminal_the_app_says_so(tmp_path: Path) -> None:
    for words in ((), ("start", "calm")):
        done = _process(tmp_path / "home", *words)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.count("\n") == 1
        assert "needs a terminal" in done.stderr


@pytest.mark.slow
def test_a_lock_that_is_held_is_waited_for_and_then_named(shell: Shell) -> None:
    shell.run("tsubo log mat 20m")
    lock = next((shell.folder / "home").glob("*lock"))
    with lock.open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        out, err, code = shell.run("tsubo log mat 30m")
    assert (out, code) == ("", 1)
    assert err.startswith("tsubo: ")
    assert shell.run("tsubo history")[0].count("Mat") == 1


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    command = " ".join([*PROGRAM, "--home", str(tmp_path / "home"), "routines"])
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -n 1"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_pipe_gets_no_colour_and_no_cursor_movement(tmp_path: Path) -> None:
    home = tmp_path / "home"
    _process(home, "log", "mat", "20m", "--note", "\x1b[31mred\x1b[0m")
    for words in (("calendar", "--kind", "both"), ("history",), ("status",), ("export",)):
        assert "\x1b" not in _process(home, *words).stdout


def _completed(home: Path, words: str) -> list[str]:
    """Completions of the last word."""
    from click.shell_completion import BashComplete

    given = ["--home", str(home), *words.split(" ")]
    complete = BashComplete(tsubo, {}, "tsubo", "_TSUBO_COMPLETE")
    return [item.value for item in complete.get_completions(given[:-1], given[-1])]


def test_the_shell_completes_commands_points_routines_and_ids(shell: Shell) -> None:
    shell.run("tsubo log mat 20m")
    home = shell.folder / "home"
    assert {"status", "start", "streak"} <= set(_completed(home, "st"))
    assert _completed(home, "point PC") == ["PC6", "PC7", "PC8"]
    assert "calm" in _completed(home, "start c")
    assert "evening" in _completed(home, "log points e")
    assert _completed(home, "show ") == ["00001"]
    assert _completed(home, "show 01m8") == ["01M816K1R00000000000000001"]
    assert _completed(home, "config set th") == ["theme"]
    assert _completed(home, "config set bell f") == ["flash"]
    assert _completed(home, "config set mouse ") == ["on", "off"]
    assert _completed(home, "config set nothing ") == []
    assert _completed(home, "calendar --kind ") == ["points", "mat", "both"]


def test_a_note_of_a_reminder_is_text_and_has_its_length(shell: Shell) -> None:
    assert shell.run('tsubo remind add daily 21:00 --note "a\x1b[2J"')[2] == 0
    assert "a␛[2J" in shell.run("tsubo remind list")[0]
    _, err, code = shell.run(f"tsubo remind add daily 21:00 --note {'x' * 5000}")
    assert (err, code) == ("tsubo: note: 5000 characters is too many; up to 4000\n", 1)


def test_completion_offers_nothing_when_nothing_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder")
    assert _completed(tmp_path / "home", "show ") == []


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_each_shell_gets_what_makes_it_complete(shell: Shell, shell_name: str) -> None:
    out, _, code = shell.run(f"tsubo completion {shell_name}")
    assert code == 0
    assert "_TSUBO_COMPLETE" in out


def test_a_kiosk_has_no_path_out_of_the_home(shell: Shell) -> None:
    shell.run("tsubo log mat 20m")
    outside = shell.folder / "out.json"
    for name in ("out.json", "home/../out.json", "../out.json"):
        out, err, code = shell.run(f"tsubo --kiosk export {name}")
        assert (out, code) == ("", 1)
        assert "kiosk" in err
    assert not outside.exists()
    assert shell.run("tsubo --kiosk export home/out.json")[2] == 0
    (shell.folder / "link.json").symlink_to(shell.folder / "home" / "out.json")
    assert shell.run("tsubo --kiosk import home/out.json --dry-run")[2] == 0
    outside.write_text("{}")
    (shell.folder / "home" / "way").symlink_to(outside)
    assert "kiosk" in shell.run("tsubo --kiosk import home/way")[1]
    shell.run("tsubo config set kiosk on")
    assert "kiosk" in shell.run("tsubo export other.json")[1]


class Screen(io.StringIO):
    """A stdout that claims to be a terminal."""

    def isatty(self) -> bool:
        return True


ROWS = [("PC6", "Nèiguān", "內關"), ("EX-HN3", "\x1b[2J", "")]


def test_on_a_terminal_a_row_begins_with_its_name_in_colour(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", screen := Screen())
    print_table(ROWS)
    print_table([("file", "records"), ("2026.jsonl", "3")], head=True)
    assert screen.getvalue().split("\n") == [
        "\x1b[32mPC6\x1b[0m     Nèiguān  內關",
        "\x1b[32mEX-HN3\x1b[0m  ␛[2J",
        "\x1b[1mfile        records\x1b[0m",
        "\x1b[32m2026.jsonl\x1b[0m  3",
        "",
    ]


@pytest.mark.parametrize(
    ("out", "term", "no_color"),
    [(io.StringIO, "xterm", ""), (Screen, "dumb", ""), (Screen, "xterm", "1")],
    ids=["a pipe", "a dumb terminal", "no colour wanted"],
)
def test_elsewhere_a_row_is_plain(
    monkeypatch: pytest.MonkeyPatch, out: type[io.StringIO], term: str, no_color: str
) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys, "stdout", printed := out())
    print_table(ROWS)
    assert printed.getvalue() == "PC6     Nèiguān  內關\nEX-HN3  ␛[2J\n"


def test_the_day_is_the_one_of_the_clock_that_was_handed_in(shell: Shell) -> None:
    shell.now = shell.now.replace(hour=3)
    assert '"today": "2026-11-21"' in shell.run("tsubo status --json")[0]


def test_a_desk_pays_only_for_what_is_asked(tmp_path: Path) -> None:
    context = CommandContext(tmp_path / "home")
    assert context.paths.data == tmp_path / "home"
    assert not (tmp_path / "home").exists()


words = st.one_of(
    st.sampled_from(
        [
            *("points", "mat", "calm", "PC6", "HT7", "20m", "left", "yesterday", "21:30", "0001"),
            *("--at", "--mood", "--note", "--hold", "--since", "--until", "--kind", "--json"),
            *("--limit", "--why", "--format", "--year", "--rolling", "--text", "--dry-run"),
            *("--position", "--remove", "--exact", "--yes", "--replace", "--from", "--as", "--"),
            *("4:6", "-", "=", "a day", "1", "add", "list", "set", "unset", "zone", "paths"),
        ]
    ),
    # Whatever bytes a shell passes on, as Python hands them over.
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
    st.binary(max_size=12).map(lambda typed: os.fsdecode(typed.replace(b"\0", b""))),
)


@settings(
    max_examples=250 * LONGER,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from([name for name in COMMANDS if name not in {"start", "demo"}]),
    st.lists(words, max_size=6),
)
def test_any_words_are_answered_or_refused_in_a_line(
    shell: Shell, command: str, typed: list[str]
) -> None:
    out, err, code = shell.run(shlex.join(["tsubo", command, *typed]))
    assert code in {0, 1, 2}
    assert "Traceback" not in err
    for line in (out + err).split("\n"):
        assert visible(line, lines=True) == line
