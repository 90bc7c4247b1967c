"""A settings file with mistakes never moves a practice to another day and never opens a kiosk."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from transcript import Shell

from tracker.config import last_good
from tracker.config.config import Config, Paths
from tracker.config.fail_safe import UNTIL
from tracker.config.toml_text import ConfigError
from tracker.core.text.visible import visible

CASE = 'zone = "Pacific/Auckland"\nkiosk = true\ntheme = tsubo-dark\n'
NOTHING_READ = {*UNTIL}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load(file: Path, content: str | bytes) -> Config:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Config.load(file)


def settings_of(shell: Shell) -> Path:
    (shell.folder / "home").mkdir()
    return shell.folder / "home" / "config.toml"


@pytest.mark.parametrize(
    ("content", "number", "words"),
    [
        (CASE, 3, 'theme = tsubo-dark” cannot be read; write theme = "tsubo-dark"'),
        ("settle_seconds = 9\nbell = \n", 2, 'write bell = "on"'),
        ("bell = 'on'\nbell = 'off'", 2, "bell is there twice; remove one"),
        ("# a\nfoo =\n", 2, "correct it, or put # before it"),
        ("x = " + "[" * 9000, 1, "cannot be read"),
        ("x = " + "9" * 9000, 1, "cannot be read"),
        (b"# caf\xe9\nskin = 'sand'", 1, "cannot be read"),
        ("help_people = [['Anna', '0170 1'],\n  ['Ben', '0170 2']]\nmouse = ja", 3, "mouse = true"),
    ],
    ids=["word", "torn", "twice", "no key", "nested", "number", "encoding", "people"],
)
def test_what_still_stands_is_read_line_by_line(
    file: Path, content: str | bytes, number: int, words: str
) -> None:
    config = load(file, content)
    assert f"{file}, line {number}: " in config.problems[0]
    assert words in config.problems[0]


def test_the_lines_that_can_be_read_hold(file: Path) -> None:
    config = load(file, CASE)
    assert len(config.problems) == 1
    assert (config.settings.zone, config.settings.kiosk) == ("Pacific/Auckland", True)
    assert (config.refusal, config.affected) == (None, frozenset())
    config = load(
        file, "oops\nhelp_people = [\n ['Anna', '0170 1'],\n]\n[keys]\n'app.start' = 'f2'\n"
    )
    assert config.keys == {"app.start": "f2"}
    assert config.own_help is not None
    assert [each.name for each in config.own_help.people] == ["Anna"]


@pytest.mark.parametrize(
    ("content", "affected"),
    [
        ("kisok = true\n", {"kiosk"}),
        ("kiosk true\n", {"kiosk"}),
        ("Kiosk = yes\n", {"kiosk"}),
        ('kiosk = "on"\n', {"kiosk"}),
        ("kiosk = true\nkiosk = false\n", {"kiosk"}),
        ("[screen]\nkiosk = true\n", {"kiosk"}),
        ("zone = Europe/Berlin\n", {"zone"}),
        ('zome = "Europe/Berlin"\n', {"zone"}),
        ('zone = "Europe/Berln"\n', {"zone"}),
        ('[keys]\nzone = "Europe/Berlin"\n', {"zone"}),
        ("day_starts_at = 7\n", {"day_starts_at"}),
        ("day-starts-at = 5\n", {"day_starts_at"}),
        ("day_start_at = 5\n", {"day_starts_at"}),
        ('streaks = "hiden"\n', {"streaks"}),
        ('streak = "hidden"\n', {"streaks"}),
        ('country = "England"\n', {"country"}),
        ("help_peple = [['Anna', '0170 1']]\n", {"help_people"}),
        ("??\n", NOTHING_READ),
        ('??\nzone = "Asia/Tokyo"\nkiosk = false\n', NOTHING_READ - {"zone", "kiosk"}),
        (b"\xff\xfe\n", NOTHING_READ),
        ("#" * (1 << 20) + "#", NOTHING_READ),
        ("kiosk = true\nkisok = false\n", set()),
        ('bel = "off"\ntheme = dark\n', set()),
    ],
)
def test_what_the_file_can_be_wrong_about_is_never_replaced_by_its_default(
    file: Path, content: str | bytes, affected: set[str]
) -> None:
    config = load(file, content)
    assert config.affected == affected
    assert config.problems
    assert all(str(file) in each and each == visible(each, lines=False) for each in config.problems)
    assert (config.refusal is not None) == bool(affected & {"zone", "day_starts_at"})
    assert config.settings.kiosk or "kiosk" not in affected
    assert config.settings.streaks == "hidden" or "streaks" not in affected
    assert config.country_or("DE") == (None if "country" in affected else "DE")
    assert (config.own_help is None) == ("help_people" in affected)
    assert config.person_zone({}).refusal == config.refusal
    for key in affected:
        assert config.by_key[key] in config.problems


@given(
    lines=st.lists(
        st.sampled_from(["kiosk", "kisok = ", "kiosk = true", "zone", "=", "[keys]", "'", "[", "é"])
        | st.text(max_size=12),
        max_size=6,
    )
)
def test_a_kiosk_stays_a_kiosk_whatever_else_is_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str]
) -> None:
    path = tmp_path_factory.getbasetemp() / "kiosk.toml"
    path.write_text("\n".join(["kiosk = true", *lines]), encoding="utf-8", newline="")
    assert Config.load(path).settings.kiosk


def test_nothing_is_recorded_while_the_day_could_be_wrong(shell: Shell) -> None:
    file = settings_of(shell)
    file.write_text("day_starts_at = five\n")
    out, err, code = shell.run("tsubo log mat 20m")
    assert (out, code) == ("", 1)
    assert "nothing is recorded" in err
    file.write_text(CASE)
    assert shell.run("tsubo log mat 20m")[2] == 0
    assert "outside" in shell.run("tsubo export /tmp/x.json")[1]


def test_setting_a_value_mends_the_file_and_loses_no_comment(file: Path) -> None:
    text = f"# mine\n{CASE}# at night\nkisok = true  # for the library\n"
    config = load(file, text).set("theme", "tsubo-light")
    assert (config.settings.theme, config.settings.zone) == ("tsubo-light", "Pacific/Auckland")
    assert file.read_text() == (
        '# mine\nzone = "Pacific/Auckland"\nkiosk = true\n# theme = tsubo-dark\n'
        '# at night\nkisok = true  # for the library\ntheme = "tsubo-light"\n'
    )
    config = config.set("kiosk", "off")
    assert "# kisok = true  # for the library\n" in file.read_text()
    assert (config.problems, config.settings.kiosk) == ((), False)


def test_a_broken_line_that_could_close_a_kiosk_is_not_made_a_comment(file: Path) -> None:
    text = "kiosk true\ntheme = tsubo-dark\n"
    config = load(file, text)
    with pytest.raises(ConfigError, match="1, 2: may be about kiosk; `tsubo config set kiosk"):
        config.set("theme", "tsubo-dark")
    assert file.read_text() == text
    config = config.set("kiosk", "on")
    assert (config.problems, config.settings.kiosk) == ((), True)
    assert file.read_text().startswith("# kiosk true\n# theme = tsubo-dark\n")


def test_the_check_names_all_problems_and_the_last_good_settings_come_back(shell: Shell) -> None:
    file = settings_of(shell)
    assert shell.run("tsubo config check") == ("no problem  (~/home/config.toml)\n", "", 0)
    shell.run("tsubo config set zone Asia/Tokyo")
    shell.run("tsubo log mat 20m")
    file.write_text("zone = Asia/Tokyo\nbel = 1\n[keys]\nundo = 3\n")
    out, err, code = shell.run("tsubo config check")
    assert (len(out.splitlines()), err, code) == (5, "", 1)
    assert out.endswith("tsubo config restore puts the last good settings back.\n")
    out, _, code = shell.run("tsubo config restore")
    assert code == 0
    assert out.endswith("; what was there is ~/home/config.set-aside.toml\n")
    assert Config.load(file).settings.zone == "Asia/Tokyo"
    assert shell.run("tsubo config check")[2] == 0
    assert "bel = 1" in file.with_name("config.set-aside.toml").read_text()


def test_only_settings_without_a_problem_are_kept_as_the_last_good_ones(file: Path) -> None:
    last_good.keep(load(file, "bell = 'flash'\n"))
    last_good.keep(load(file, "bell = 'flesh'\n"))
    kept = file.with_name(last_good.NAME)
    assert kept.read_text() == "bell = 'flash'\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    kept.unlink()
    with pytest.raises(ConfigError, match="there are no last good settings"):
        last_good.restore(Config.load(file))


def test_the_home_of_a_user_who_does_not_exist_is_refused() -> None:
    with pytest.raises(ConfigError, match="no such user; name a folder"):
        Paths.find("~nobody-at-all/x", {})
