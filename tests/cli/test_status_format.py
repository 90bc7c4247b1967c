"""The template of ``tsubo status``: what it can do is done, and nothing else is ignored."""

import pytest
from transcript import Shell


def status(shell: Shell, template: str, *more: str) -> tuple[str, str, int]:
    return shell.run(f"tsubo status {' '.join(more)} --format '{template}'")


@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("{points_count} {mat_minutes} min", "1 20 min\n"),
        ("{{{points_count}}}", "{1}\n"),
        ("{colour:green}{points_count}{colour} mat", "\x1b[32m1\x1b[39m mat\n"),
        ("{colour:grey}{points_count}", "\x1b[90m1\x1b[39m\n"),
    ],
)
def test_values_and_colours_stand_in_their_places(shell: Shell, template: str, line: str) -> None:
    shell.run("tsubo log points calm")
    shell.run("tsubo log mat 20m")
    assert status(shell, template) == (line, "", 0)


def test_tmux_gets_its_own_styles(shell: Shell) -> None:
    shell.run("tsubo log mat 20m")
    template = "#[bold]{colour:grey}{mat_minutes}{colour}"
    out = status(shell, template, "--tmux")[0]
    assert out == "#[bold]#[fg=brightblack]20#[fg=default]\n"


def test_without_colours_the_words_stay(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert status(shell, "{colour:green}{mat_minutes}")[0] == "0\n"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{points:>5}", "{points:>5} asks for more than a value; write {points}"),
        ("{points!r}", "{points!r} asks for more than a value"),
        ("{colour:pink}", "“pink” is not a colour"),
        ("{colour!r:green}", "“colour” is not a field"),
        ("{bogus}", "“bogus” is not a field"),
        ("{}", "a field is missing"),
        ("{points", "write {{ and }} for braces"),
    ],
)
def test_what_it_cannot_do_is_refused(shell: Shell, template: str, words: str) -> None:
    out, err, code = status(shell, template)
    assert (out, code) == ("", 2)
    assert words in err


def test_control_characters_of_a_template_are_shown(shell: Shell) -> None:
    assert "\x1b" not in status(shell, "\x1b[31m{points}")[0]
