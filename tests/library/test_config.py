import os
import stat
import subprocess
import sys
import threading
import tomllib
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config.config import Config, Paths
from tracker.config.settings import Settings, declared
from tracker.config.toml_text import ConfigError
from tracker.config.zone import Zone, machine_zone, person_zone
from tracker.core.text.visible import visible

NO_MACHINE = Path("/nowhere/localtime")
SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load(file: Path, text: str) -> Config:
    file.write_text(text)
    return Config.load(file)


def test_without_a_file_everything_is_its_default_and_nothing_is_made(tmp_path: Path) -> None:
    config = Config.load(tmp_path / "new" / "config.toml")
    assert (config.settings.day_starts_at, config.settings.week_starts, config.settings.zone) == (
        4,
        "monday",
        None,
    )
    assert (config.problems, config.refusal, list(tmp_path.iterdir())) == ((), None, [])


def test_every_default_is_one_that_its_setting_takes() -> None:
    for setting in declared().values():
        assert setting.default is None or setting.check(setting.default) == setting.default
        assert setting.label
        assert setting.help
        assert setting.allowed


def test_a_picture_in_colour_is_now_one_in_relief(file: Path) -> None:
    config = load(file, 'picture = "colour"\n')
    assert (config.settings.picture, config.problems) == ("relief", ())
    assert config.set("picture", "colour").settings.picture == "relief"
    assert load(file, 'picture = "none"\n').settings.drawn_as == "none"
    assert load(file, 'picture = "grey"\n').problems


def test_every_setting_is_declared() -> None:
    assert list(declared()) == [each.name for each in fields(Settings)]


def test_what_a_person_set_is_taken(file: Path) -> None:
    config = load(
        file,
        'zone = "Asia/Tokyo"\nday_starts_at = 0\nweek_starts = "sunday"\nmouse = false\n'
        'country = "GB-ENG"\n[keys]\n"app.start" = "f2,s"\n',
    )
    assert (config.settings.zone, config.settings.day_starts_at, config.settings.first_weekday) == (
        "Asia/Tokyo",
        0,
        6,
    )
    assert (config.settings.mouse, config.settings.country, config.problems) == (
        False,
        "GB-ENG",
        (),
    )
    assert dict(config.keys) == {"app.start": "f2,s"}
    assert "zone" in config.chosen
    assert "bell" not in config.chosen


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("day_starts_at = 7", "day_starts_at: 7 is out of range; 0 to 6"),
        ("day_starts_at = 4.0", "4.0 is not a whole number; 0 to 6"),
        ("day_starts_at = true", "true is not a whole number; 0 to 6"),
        ('day_starts_at = "4"', "“4” is not a whole number; 0 to 6"),
        ("hold_seconds = 1", "1 is out of range; 5 to 600 s"),
        ('bell = "loud"', "“loud” is not one of the choices; choose on, flash, off"),
        ("bell = true", "true is not one of the choices; choose on, flash, off"),
        ("mouse = 1", "1 is not a switch; write true or false"),
        ('country = "England"', "“England” is not such a text; write one such as GB"),
        ('theme = "../x"', "“../x” is not such a text"),
        ('levels = "rainbow"', "choose moss, ember, dusk, ink"),
        ("bel = 1", "bel: no such setting; bell?"),
        ("[bell]\nloud = 1", "bell: {'loud': 1} is not"),
        ('theme = "\\u001b]0;x\\u0007"', "␛"),
        (f"day_starts_at = 0x{'f' * 5000}", "too long to show"),
        ("keys = 3", "keys: 3 is not a table of ids and keys"),
        ("[keys]\nundo = 3", "keys.undo: 3 is not a key"),
        ('[keys]\nundo = ""', "keys.undo: “” is not a key"),
    ],
)
def test_a_wrong_value_is_named_and_its_default_used(file: Path, line: str, words: str) -> None:
    config = load(file, f"settle_seconds = 9\n{line}\n")
    assert len(config.problems) == 1
    assert words in config.problems[0]
    assert str(file) in config.problems[0]
    assert config.problems[0] == visible(config.problems[0], lines=False)
    assert config.settings.settle_seconds == 9
    assert (config.settings.day_starts_at, config.settings.bell, dict(config.keys)) == (4, "on", {})


def test_a_folder_or_a_pipe_in_its_place_is_named(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (tmp_path, pipe):
        assert "not a file; move it away" in Config.load(path).problems[0]


@given(content=st.binary(max_size=60))
def test_no_content_ends_the_program(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(content)
    for problem in Config.load(path).problems:
        assert problem == visible(problem, lines=False)


def test_an_unknown_zone_is_a_reason_not_to_record(file: Path) -> None:
    config = load(file, 'zone = "Europe/Berln"\n')
    assert config.refusal == config.problems[0]
    assert "Europe/Berlin?" in config.refusal
    assert "nothing is recorded" in config.refusal
    zone = config.person_zone({"TSUBO_TZ": "Asia/Tokyo"})
    assert (zone.name, zone.refusal) == ("Asia/Tokyo", config.refusal)


@pytest.mark.parametrize("name", ["", "../etc", "/etc/passwd", "Europe", "localtime", "a\0b", "é"])
def test_what_is_no_zone_is_refused(file: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="not a known time zone"):
        Config.load(file).set("zone", name)
    assert not file.exists()


def test_setting_keeps_comments_order_and_what_it_does_not_know(file: Path) -> None:
    text = (
        "# mine\n"
        'zone = "Asia/Tokyo" # for now\n'
        "later = [1,\n  2]\n"
        "\n"
        "# my keys\n"
        "[keys]\n"
        'undo = "z" # as elsewhere\n'
    )
    config = load(file, text)
    config = config.set("zone", "Europe/Berlin")
    config = config.set("bell", "Flash")
    config = config.set("keys.app.start", "f2")
    assert file.read_text() == (
        "# mine\n"
        'zone = "Europe/Berlin" # for now\n'
        "later = [1,\n  2]\n"
        'bell = "flash"\n'
        "\n"
        "# my keys\n"
        "[keys]\n"
        'undo = "z" # as elsewhere\n'
        '"app.start" = "f2"\n'
    )
    assert (config.settings.bell, config.keys["app.start"]) == ("flash", "f2")
    config.unset("bell")
    config = config.unset("keys.app.start").set("zone", "Asia/Tokyo")
    assert file.read_text() == text
    assert config.settings.bell == "on"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# only words",
        'theme = """\n[not a table]\n"""\n',
        "x = [\n[1],\n]\n",
        "[keys]\n",
        "# head\n\n[keys]\nundo='z'\n[other]\n",
        'keys.undo = "z"\n',
        'keys = {undo = "z"}\n',
        "[other]\r\nx = 1\r\n",
        "\ufeffmouse = true\n",
    ],
)
def test_a_new_setting_finds_its_place_in_any_file(file: Path, text: str) -> None:
    file.write_text(text, newline="")
    Config.load(file).set("bell", "off").set("keys.app.start", "f2")
    before = tomllib.loads(text.removeprefix("\ufeff"))
    after = tomllib.loads(file.read_text())
    assert after.pop("bell") == "off"
    assert after["keys"].pop("app.start") == "f2"
    assert after == {"keys": {}, **before}


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("hold_seconds", "90", 90),
        ("hold_seconds", "1:30", 90),
        ("hold_seconds", "1m", 60),
        ("mat_goal_minutes", "25 min", 25),
        ("mat_goal_minutes", "1h", 60),
        ("mouse", "off", False),
        ("kiosk", "Yes", True),
        ("day_starts_at", " 5 ", 5),
        ("country", "DE", "DE"),
        ("country", "de", "DE"),
        ("breath", "4/6", "long-exhale"),
    ],
)
def test_typed_values_are_understood(file: Path, key: str, text: str, expected: object) -> None:
    assert getattr(Config.load(file).set(key, text).settings, key) == expected


def test_the_usual_hold_is_the_person_s_only_once_it_is_set(file: Path) -> None:
    config = Config.load(file)
    assert (config.usual_hold, config.settings.hold_seconds) == (None, 60)
    assert config.set("hold_seconds", "60").usual_hold == 60
    assert Config.load(file).unset("hold_seconds").usual_hold is None


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("hold_seconds", "1h", "5 to 600 s"),
        ("mat_goal_minutes", "90s", "1 to 60 min"),
        ("mouse", "maybe", "true or false"),
        ("day_starts_at", "-1", "0 to 6"),
        ("bel", "off", "bell?"),
        ("keys.", "f2", "no such setting"),
        ("keys.undo", "", "keys such as"),
        ("keys.undo", "\x1b", "␛"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_written(
    file: Path, key: str, text: str, words: str
) -> None:
    with pytest.raises(ConfigError) as refusal:
        Config.load(file).set(key, text)
    assert words in str(refusal.value)
    assert not file.exists()


def test_what_is_written_is_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "config.toml"
    Config.load(file).set("bell", "off")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


def test_a_link_stays_a_link(tmp_path: Path, file: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("# kept\n")
    file.symlink_to(real)
    Config.load(file).set("bell", "off")
    assert file.is_symlink()
    assert real.read_text() == '# kept\nbell = "off"\n'


def test_a_file_in_place_of_the_folder_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    with pytest.raises(ConfigError, match="bell is not kept"):
        Config.load(tmp_path / "config" / "config.toml").set("bell", "off")


def test_a_full_disk_leaves_the_file_as_it_was(file: Path) -> None:
    file.write_text("# kept\n")
    script = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from tracker.config.config import Config\n"
        "from tracker.config.toml_text import ConfigError\n"
        "import tomlkit\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4, 4))\n"
        "try: Config.load(Path(sys.argv[1])).set('bell', 'off')\n"
        "except ConfigError: raise SystemExit(7)\n"
    )
    done = subprocess.run([sys.executable, "-B", "-c", script, str(file)], check=False, cwd=ROOT)
    assert done.returncode == 7
    assert file.read_text() == "# kept\n"
    assert [each.name for each in file.parent.iterdir()] == ["config.toml"]


ROOT = Path(__file__).parents[2]


def test_two_writers_take_turns_and_lose_nothing(file: Path) -> None:
    def write(key: str) -> None:
        Config.load(file).set(key, "f2")

    keys = [f"keys.id{number}" for number in range(8)]
    threads = [threading.Thread(target=write, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Config.load(file).keys) == 8


@pytest.mark.parametrize(
    ("environ", "name", "source"),
    [
        ({}, "UTC", "no zone is set"),
        ({"TZ": "Asia/Tokyo"}, "Asia/Tokyo", "TZ"),
        ({"TZ": ":Asia/Tokyo"}, "Asia/Tokyo", "TZ"),
        ({"TZ": ":/usr/share/zoneinfo/Asia/Tokyo"}, "Asia/Tokyo", "TZ"),
        ({"TZ": "/usr/share/zoneinfo/posix/Asia/Tokyo"}, "Asia/Tokyo", "TZ"),
        ({"TZ": "Asia/Tokyo", "LC_TSUBO_TZ": "Europe/Paris"}, "Europe/Paris", "LC_TSUBO_TZ"),
        ({"LC_TSUBO_TZ": "Europe/Paris", "TSUBO_TZ": "Africa/Cairo"}, "Africa/Cairo", "TSUBO_TZ"),
        ({"TSUBO_TZ": "", "TZ": "Asia/Tokyo"}, "Asia/Tokyo", "TZ"),
        ({"TZ": "EST5EDT"}, "EST5EDT", "TZ"),
        ({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"}, None, "TZ"),
        ({"TZ": "<+0330>-3:30"}, None, "TZ"),
        ({"TZ": f":{NO_MACHINE}"}, "UTC", "no zone is set"),
    ],
)
def test_the_persons_zone_comes_from_the_first_that_names_one(
    environ: dict[str, str], name: str | None, source: str
) -> None:
    zone = person_zone(None, environ, localtime=NO_MACHINE)
    assert (zone.name, zone.source, zone.refusal) == (name, source, None)


def test_the_persons_own_setting_comes_first(file: Path) -> None:
    config = load(file, 'zone = "Asia/Tokyo"\n')
    zone = config.person_zone({"TSUBO_TZ": "nowhere", "TZ": "Europe/Paris"})
    assert zone == Zone("Asia/Tokyo", ZoneInfo("Asia/Tokyo"), "config zone")


@pytest.mark.parametrize("variable", ["TSUBO_TZ", "LC_TSUBO_TZ", "TZ"])
@pytest.mark.parametrize(
    "name", ["Europe/Berln", "nowhere", "right/Europe/Berlin", "/no/such/file", "\x1b[2J", "\udcff"]
)
def test_an_unknown_name_is_refused_by_its_source(variable: str, name: str) -> None:
    zone = person_zone(None, {variable: name}, localtime=NO_MACHINE)
    assert zone.tzinfo is not None
    assert zone.refusal is not None
    assert zone.refusal.startswith(f"{variable}: ")
    assert zone.refusal == visible(zone.refusal, lines=False)


def test_a_posix_rule_is_no_zone_of_a_person_carried_over(file: Path) -> None:
    assert Config.load(file).person_zone({"LC_TSUBO_TZ": "CET-1CEST"}).refusal


def test_the_machines_zone_is_what_its_file_links_to(tmp_path: Path) -> None:
    rules = tmp_path / "zoneinfo" / "Asia" / "Tokyo"
    rules.parent.mkdir(parents=True)
    rules.write_bytes(b"")
    link = tmp_path / "localtime"
    link.symlink_to(rules)
    assert machine_zone(link) == Zone("Asia/Tokyo", ZoneInfo("Asia/Tokyo"), str(link))


def test_a_copied_zone_file_gives_its_offsets_and_no_name(tmp_path: Path) -> None:
    import importlib.resources

    copy = tmp_path / "localtime"
    source = importlib.resources.files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo")
    copy.write_bytes(source.read_bytes())
    zone = machine_zone(copy)
    assert zone.name is None
    assert SUMMER.astimezone(zone.tzinfo).utcoffset() == timedelta(hours=9)
    copy.write_bytes(b"torn")
    assert machine_zone(copy).tzinfo is UTC


@pytest.mark.parametrize("rule", ["UTC+24", "UTC+167", "AAA-24:59:59", "AAA5BBB-30"])
def test_a_posix_rule_of_a_day_or_more_is_no_zone(rule: str) -> None:
    script = (
        "import os\n"
        "from datetime import UTC, datetime\n"
        "from tracker.config.zone import person_zone\n"
        "zone = person_zone(None, os.environ)\n"
        "datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zone.tzinfo)\n"
        "print(zone.refusal)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"TZ": rule, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout == f"TZ: “{rule}” is not a known time zone\n"


def test_a_posix_rule_gives_the_machines_offset() -> None:
    script = (
        "import os\n"
        "from datetime import UTC, datetime\n"
        "from tracker.config.zone import person_zone\n"
        "zone = person_zone(None, os.environ)\n"
        "print(zone.name, datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zone.tzinfo).hour)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"TZ": "CET-1CEST,M3.5.0,M10.5.0/3", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert done.stdout.split() == ["None", "14"]


def test_a_home_holds_data_and_config(tmp_path: Path) -> None:
    given_home = Paths.find(str(tmp_path / "a"), {"TSUBO_HOME": str(tmp_path / "b")})
    assert given_home == Paths(tmp_path / "a", tmp_path / "a" / "config.toml")
    assert Paths.find(None, {"TSUBO_HOME": str(tmp_path / "b")}).data == tmp_path / "b"
    assert Paths.find("here", {}).data == Path("here").absolute()
    assert not list(tmp_path.iterdir())


def test_without_a_home_the_platforms_folders_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "d"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    paths = Paths.find(None, {"TSUBO_HOME": ""})
    assert paths == Paths(tmp_path / "d" / "tsubo", tmp_path / "c" / "tsubo" / "config.toml")
    assert not list(tmp_path.iterdir())
