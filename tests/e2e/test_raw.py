"""Nothing that anybody typed, imported, set or named reaches the terminal as a command."""

import json
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

EVIL = "\x1b]0;owned\x07\x1b[31mRED\x1b[2J\x9b3Jbidi\u202elive\u2066[bold]b[/][@click=app.quit]x[/]"
RAW = (b"\x1b]0;owned", b"\x1b[31mRED", b"\x1b[2JRED", b"\xc2\x9b", *(
    character.encode() for character in "\u202e\u2066"
))  # fmt: skip


def clean(written: bytes) -> None:
    found = [each for each in RAW if each in written]
    assert not found, found


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Everything of theirs has a name that tries to command the terminal."""
    person = Person(tmp_path / "ho\x1b[31mRED\u202eme", f"theme = {json.dumps('x')}\n")
    person.shell("flags", "pregnant", "skip")
    return person


def test_notes_imports_settings_and_names_are_text_everywhere(
    person: Person, tmp_path: Path
) -> None:
    said = [
        person.shell("log", "points", "calm", "--note", EVIL),
        person.shell("log", "mat", "20m", "--note", EVIL),
        person.shell("point", EVIL, code=1),
        person.shell("start", EVIL, "--plain", code=2),
        person.shell("export", str(tmp_path / "none" / EVIL), code=1),
        person.shell("import", str(tmp_path / EVIL), code=1),
        person.shell("config", "set", "theme", EVIL, code=1),
        person.shell(EVIL, code=2),
    ]
    exported = json.loads(person.shell("export").stdout)
    text = json.dumps(exported).replace("Three", EVIL.encode("unicode_escape").decode("ascii"))
    (tmp_path / "in.json").write_text(text.replace("\\x", "\\u00"), encoding="utf-8")
    said.append(person.shell("import", str(tmp_path / "in.json")))
    with (person.home / "config.toml").open("a", encoding="utf-8") as config:
        config.write(f"levels = {json.dumps(EVIL)}\n{json.dumps(EVIL)} = 1\n")
    (path,) = person.home.glob("devices/*/base.jsonl")
    with path.open("a", encoding="utf-8") as base:
        base.write(f"{EVIL}\n")
    said += [
        person.shell("history"),
        person.shell("status", env={"LC_TSUBO_TZ": EVIL, "TSUBO_TZ": EVIL}),
        person.shell("doctor", code=1),
    ]
    for done in said:
        clean(done.stdout.encode("utf-8", "surrogateescape"))
        clean(done.stderr.encode("utf-8", "surrogateescape"))
    odd = {"LC_TSUBO_TZ": EVIL, "TSUBO_TZ": EVIL, "SSH_CONNECTION": EVIL, "LANG": "C.UTF-8"}
    with Terminal(TSUBO, env={**person.env, **odd}) as terminal:
        terminal.wait_for(" Enter ")
        for tab in "3456":
            terminal.press(tab)
            _settle(terminal)
        terminal.press("3")
        _settle(terminal)
        terminal.press("enter")
        terminal.wait_for("owned")
        terminal.press("e")
        _settle(terminal)
        assert terminal.process.poll() is None, terminal.text
        assert "Traceback" not in terminal.text
        clean(bytes(terminal.raw))


def _settle(terminal: Terminal) -> None:
    written = -1
    while written != terminal.written:
        written = terminal.written
        terminal.read(0.4)
