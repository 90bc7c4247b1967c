"""The point library: complete, sourced, calm in its words, and whole when a file is not."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.facts.points import Evidence, Laterality, Point, PregnancyLevel
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.core.points.helplines import NO_HELPLINES, help_lines
from tracker.library import DATA, Library, LibraryError
from tracker.library.sharing import (
    SharedFile,
    entry_of,
    own_point,
    point_to_toml,
    routine_to_toml,
    shared_from_toml,
)

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LIBRARY = Library()
POINTS = LIBRARY.points()
ROUTINES = LIBRARY.routines()

ARTICLE = ("GV20", "HT7", "LU9", "KI27", "PC6", "LI4")
AVOID = {"LI4", "SP6", "GB21", "CV12", "CV4", "CV6", "ST25", "PC8"}
ASK = {
    *("ST36", "LR3", "KI1", "KI3", "KI6", "BL23", "TF4", "TE5"),
    *("GB34", "LI11", "BL15", "BL62", "TE6"),
}
IN_TRIALS = {
    *("GV20", "HT7", "LI4", "EX-HN3", "SP6", "ST36", "LR3"),
    *("GB20", "KI1", "KI3", "BL23", "TF4", "CV12", "Anmian"),
    *("PC6", "KI27", "BL10", "GB34", "LI11", "ST25"),
}
FORBIDDEN = (
    r"proven|cures?|treats|heals|guaranteed?s?|boosts?|detox|releases endorphins"
    r"|balances hormones|unblocks energy|effective|!"
)


def ids() -> Callable[[], str]:
    numbers = iter(range(1000))
    return lambda: f"own{next(numbers)}"


def shared(text: str, library: Library | None = None) -> SharedFile:
    return shared_from_toml(text, "friend.toml", library or LIBRARY, made=NOW, new_id=ids())


def new(text: str) -> Point | Routine:
    """The only entry of a text without errors."""
    found = shared(text)
    assert found.problems == ()
    (value,) = found.new
    return value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data, to break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_library_has_no_problem() -> None:
    assert Library().check() == ()


def test_there_are_41_points_and_the_articles_six_stand_first() -> None:
    assert len(POINTS) == 41
    assert tuple(point.code for point in POINTS[:6]) == ARTICLE
    assert tuple(point.code for point in POINTS if point.article) == ARTICLE


def test_names_and_ids_are_nobody_elses() -> None:
    names = [name for point in POINTS for name in point.names]
    assert len(names) == len(set(names))
    assert len({point.id for point in POINTS}) == 41


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.code)
def test_a_point_is_complete_and_sourced(point: Point) -> None:
    assert point.cautions
    assert point.view
    assert len(point.find_steps) >= 3
    assert point.evidence in {Evidence.SMALL_TRIALS, Evidence.TRADITION}
    assert set(point.sources) <= set(LIBRARY.sources)
    assert point.traditional_use.startswith("Traditionally ")
    assert point.hold.min <= point.hold.default <= point.hold.max
    assert re.search(r"[\u4e00-\u9fff]", point.hanzi)
    assert re.search(r"[\u4e00-\u9fff]", point.hanzi_simplified)


def test_pregnancy_levels_and_evidence_are_those_of_the_domain_notes() -> None:
    def level(wanted: PregnancyLevel) -> set[str]:
        return {point.code for point in POINTS if point.pregnancy.level is wanted}

    assert level(PregnancyLevel.AVOID) == AVOID
    assert level(PregnancyLevel.ASK) == ASK
    tagged = {point.code for point in POINTS if point.evidence is Evidence.SMALL_TRIALS}
    assert tagged == IN_TRIALS


def test_the_articles_places_are_corrected() -> None:
    pc6, ht7, ki27 = (LIBRARY.point(code) for code in ("PC6", "HT7", "KI27"))
    assert pc6.measure is not None
    assert (pc6.measure.cun, pc6.measure.fingers) == (2, 3)
    assert "on the crease itself" in ht7.check
    assert "directly under the collarbone" in ki27.location
    assert all(point.article is not None and point.article.verdict for point in POINTS[:6])


def test_sides_are_left_then_right_or_the_midline() -> None:
    assert LIBRARY.point("PC6").sides == (Side.LEFT, Side.RIGHT)
    assert LIBRARY.point("GV20").sides == (Side.MIDLINE,)
    assert sum(len(LIBRARY.point(code).sides) for code in ARTICLE) == 11


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("pc6", "PC6"),
        ("P6", "PC6"),
        ("ren17", "CV17"),
        ("SJ5", "TE5"),
        ("ub 23", "BL23"),
        ("C7", "HT7"),
        ("gv24+", "EX-HN3"),
        ("EX HN3", "EX-HN3"),
        ("ear shenmen", "TF4"),
        ("ANMIAN", "Anmian"),
        ("V10", "BL10"),
    ],
)
def test_a_point_is_found_by_any_code_in_any_case(asked: str, code: str) -> None:
    assert Library().point(asked).code == code


def test_an_unknown_code_says_what_comes_close() -> None:
    with pytest.raises(LibraryError, match=r"PC66: no such point; did you mean PC6"):
        LIBRARY.point("PC66")
    with pytest.raises(LibraryError, match="LU8 Jīngqú: known by name only"):
        LIBRARY.point("lu8")
    with pytest.raises(LibraryError, match=r"␛x: no such point") as error:
        LIBRARY.point("\x1bx")
    assert "\x1b" not in str(error.value)


def test_one_point_reads_only_its_channel_and_import_reads_nothing() -> None:
    code = (
        "import sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0]))"
        " if event == 'open' and '/data/' in str(args[0]) else None)\n"
        "from tracker.library import Library\n"
        "print(len(opened))\n"
        "Library().point('PC6')\n"
        "print(*sorted(path.rpartition('/data/')[2] for path in opened))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=DATA.parents[1],
    )
    first, files = done.stdout.splitlines()
    assert first == "0"
    assert set(files.split()) == {
        "channels.toml",
        "cautions.toml",
        "sources.toml",
        "points/PC.toml",
    }


def test_the_361_are_counted_by_channel() -> None:
    names = LIBRARY.names361()
    assert len(names) == 361
    counts = {code: 0 for code, channel in LIBRARY.channels.items() if channel.count}
    for name in names:
        counts[name.channel] += 1
    assert counts == {code: LIBRARY.channels[code].count for code in counts}
    for code, count in counts.items():
        numbers = [name.number for name in names if name.channel == code]
        assert numbers == list(range(1, count + 1))


def test_the_361_agree_with_the_librarys_points() -> None:
    for point in POINTS:
        if (name := LIBRARY.name361(point.code)) is not None:
            assert (name.pinyin, name.hanzi, name.hanzi_simplified) == (
                point.pinyin,
                point.hanzi,
                point.hanzi_simplified,
            )
            assert name.laterality is point.laterality


def test_a_standard_point_is_found_by_the_letters_books_use() -> None:
    asked = {"REN22": "CV22", "ub60": "BL60", "Liv14": "LR14", "gv 26": "GV26", "LU07": "LU7"}
    for name, code in asked.items():
        found = LIBRARY.name361(name)
        assert found is not None
        assert found.code == code
    assert LIBRARY.name361("GV29") is None
    assert LIBRARY.name361("nothing") is None


def test_every_picture_named_is_drawn_with_its_point() -> None:
    for point in POINTS:
        drawn = (DATA / "views" / f"{point.view}.txt").read_text(encoding="utf-8")
        assert re.search(rf"^(point|also) {re.escape(point.code)} ", drawn, re.MULTILINE)


def test_every_reason_to_press_lightly_is_its_own_and_fits_into_a_narrow_row() -> None:
    reasons = [question.lightly for question in LIBRARY.guard.questions]
    assert len({*reasons}) == len(reasons)
    assert max(len(f"press lightly; {reason}") for reason in reasons) <= 38


def test_no_text_of_the_library_promises_anything() -> None:
    for file in sorted(DATA.rglob("*.toml")):
        if file.name == "sources.toml":
            continue
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            text = line.replace("press ! for help", "")
            found = re.search(rf"\b(?:{FORBIDDEN})\b|!", text, re.IGNORECASE)
            assert found is None, f"{file.name}, line {number}: {line}"


def test_the_standing_line_is_the_one_that_was_agreed() -> None:
    assert LIBRARY.about.standing == (
        "General information, not medical advice. Small trials, uncertain benefit. Not a"
        " treatment for depression; use it beside, not instead of, care from a doctor or"
        " therapist."
    )
    assert {line.topic for line in LIBRARY.about.evidence} >= {"Depression", "Anxiety", "Mats"}


def test_the_built_in_routines_are_known_by_name_source_and_time() -> None:
    assert {routine.id: routine.total for routine in ROUTINES} == {
        "five": 585,
        "li4": 130,
        "calm": 180,
        "evening": 410,
        "morning": 325,
        "desk": 250,
        "queasy": 250,
        "one-hand": 525,
        "relaxing": 1480,
        "low-mood": 450,
        "panic": 120,
        "headache": 245,
        "constipation": 260,
    }
    for routine in ROUTINES:
        assert routine.source
        assert set(routine.sources) <= set(LIBRARY.sources)
        LIBRARY.check_routine(routine)
    assert LIBRARY.routine("five").points == ARTICLE[:5]
    assert LIBRARY.routine("LI4 on its own").points == ("LI4",)
    assert LIBRARY.routine("three calm minutes").id == "calm"


def test_only_those_behind_the_guard_hold_a_point_to_avoid_in_pregnancy() -> None:
    holding = {routine.id for routine in ROUTINES if AVOID & set(routine.points)}
    assert holding == {"li4", "relaxing", "constipation"}


def test_one_hand_needs_no_second_hand() -> None:
    routine = LIBRARY.routine("one-hand")
    assert all(step.side is not Side.BOTH for step in routine.steps)
    regions = {LIBRARY.point(code).region for code in routine.points}
    assert not any("arm" in region or "wrist" in region or "hand" in region for region in regions)


def test_an_unknown_routine_names_those_there_are() -> None:
    with pytest.raises(
        LibraryError, match="“dawn” is not a routine; choose calm, evening, morning"
    ):
        LIBRARY.routine("dawn")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("max = 180", 'max = "180"', "points/PC.toml, PC6: hold.max: text is not a number"),
        ("max = 180", "max = 20", "points/PC.toml, PC6: hold.max: 20 s is too short; 30 s to 1 h"),
        ("max = 180", "longest = 180", "points/PC.toml, PC6: hold.max: a value is missing"),
        (
            "tools = false",
            "toolz = false",
            "points/PC.toml, PC6: press: “toolz” is not a field; choose using",
        ),
        (
            'code = "PC6"',
            'code = "PC 6"',
            "points/PC.toml, PC 6: code: “PC 6” is not a code; write up to 24",
        ),
        ('english = "Inner Pass"\n', "", "points/PC.toml, PC6: english: a value is missing"),
        (
            'english = "Inner Pass"',
            'english = "[b]Inner[/b]"',
            "PC6: english: “[b]Inner[/b]” is not",
        ),
        (
            'english = "Inner Pass"',
            r'english = "a\u001b[2J"',
            "PC6: english: “a␛[2J” is not plain text",
        ),
        ('english = "Inner Pass"', r'english = "a\u202eb"', "PC6: english: “a\\u202eb” is not"),
        (
            '"@arm"',
            '"@leg2"',
            "“@leg2” is not a caution kept here; choose @skin, @arm, @leg, @neck, @belly",
        ),
        ('"mskcc_p6"', '"nobody"', "PC6: sources: “nobody” is not a name in sources.toml"),
        ('view = "wrist_palm"', "", "PC6: view: a value is missing"),
        (
            '"moderate", "firm"',
            '"hard"',
            "pressure[1]: “hard” is not a known pressure; choose light, moderate, firm",
        ),
        (
            'level = "ok_gentle"',
            'level = "fine"',
            "level: “fine” is not a known level; choose ok_gentle, ask, avoid",
        ),
        (
            '[point.pregnancy]\nlevel = "ok_gentle"\nnote',
            "note",
            "PC6: hold: “note” is not a field; choose min, max",
        ),
        (
            'evidence = "in small trials"',
            'evidence = "not looked up"',
            "evidence: “not looked up” is not evidence; choose in small trials, traditional use",
        ),
        (
            'region = "inner forearm"',
            'placing = "x"',
            "PC6: placing: no such field; choose code, english",
        ),
        ('spot = "forearm"', 'spot = "inner forearm"', "spot: 13 characters is too many; up to 11"),
        ('spot = "forearm"', "", "PC6: spot: a value is missing"),
        (
            "wrist crease, between the two tendons.",
            "crease of the wrist, between the two tendons of the middle finger.",
            "place: 90 characters is too many; up to 76",
        ),
        (
            "crease, between",
            "crease,in-the-middle-between",
            "two lines of 38 characters",
        ),
    ],
)
def test_a_wrong_entry_is_named_and_its_neighbour_still_loads(
    folder: Path, old: str, new: str, said: str
) -> None:
    change(folder / "points" / "PC.toml", old, new)
    library = Library(folder)
    codes = [point.code for point in library.points()]
    assert "PC7" in codes
    assert len(codes) == 40
    assert any(said in problem for problem in library.problems), library.problems


def test_a_file_that_is_no_toml_is_named_by_line_and_the_others_load(folder: Path) -> None:
    change(folder / "points" / "HT.toml", 'code = "HT7"', "code = HT7")
    library = Library(folder)
    assert len(library.points()) == 40
    assert any("points/HT.toml: " in said and "line 7" in said for said in library.problems)
    assert [routine.id for routine in library.routines()] == [
        *("morning", "desk", "queasy", "one-hand", "li4", "panic", "headache", "constipation")
    ]
    assert any("“HT7” is not a known code" in said for said in library.problems)


def test_a_file_of_other_bytes_is_named(folder: Path) -> None:
    (folder / "points" / "LR.toml").write_bytes(b"\xff\xfe\x00")
    library = Library(folder)
    assert len(library.points()) == 40
    assert any("points/LR.toml cannot be read" in said for said in library.problems)


def test_a_code_or_alias_met_twice_is_named(folder: Path) -> None:
    change(folder / "points" / "PC.toml", '"P7"', '"P6"')
    library = Library(folder)
    assert library.point("P6").code == "PC6"
    assert len(library.points()) == 41
    assert any("PC7: alias p6 is PC6's" in said for said in library.problems)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "seconds = 40",
            "seconds = 9",
            "steps[1].seconds: 9 s is too short; 30 s to 3 min for HT7",
        ),
        (
            "seconds = 40",
            "seconds = -1",
            "routines.toml, calm: steps[1].seconds: -1 s is too short",
        ),
        (
            '"HT7", side = "left", seconds = 40',
            '"ZZ1", side = "left", seconds = 40',
            "“ZZ1” is not a known code",
        ),
        (
            'side = "left", seconds = 40',
            'side = "both", seconds = 40',
            "side: “both” is not a side of HT7; choose left",
        ),
        (
            'side = "left", seconds = 40',
            'side = "up", seconds = 40',
            "steps[1].side: “up” is not a known side",
        ),
        ('id = "calm"', 'id = "five"', "routines.toml, five: id: five is there twice"),
        (
            'name = "Three calm minutes"',
            'name = ""',
            "calm: name: nothing is given; 1 to 80 characters",
        ),
    ],
)
def test_a_wrong_routine_is_named_and_the_others_load(
    folder: Path, old: str, new: str, said: str
) -> None:
    change(folder / "routines.toml", old, new)
    library = Library(folder)
    assert len(library.routines()) == 12
    assert any(said in problem for problem in library.problems), library.problems


def test_a_broken_guard_is_refused_whole(folder: Path) -> None:
    change(folder / "guard.toml", 'severity = "ask"', 'severity = "maybe"')
    with pytest.raises(
        LibraryError, match="severity: “maybe” is not a known severity; choose avoid, ask, light"
    ):
        _ = Library(folder).guard
    assert any("guard.toml" in said for said in Library(folder).check())


def test_a_rule_for_a_point_that_is_not_there_is_named(folder: Path) -> None:
    change(folder / "guard.toml", '"PC7"', '"PC77"')
    assert Library(folder).check() == ("guard.toml: points: “PC77” is not a known code or all",)


def test_a_feeling_that_tradition_does_not_support_is_left_out(folder: Path) -> None:
    change(folder / "feelings.toml", 'points = ["LU9"]', 'points = ["LU9", "ST36"]')
    library = Library(folder)
    assert not any(hit.why == "grief" for hit in library.index().search("heartbroken"))
    assert "feelings.toml, sad: points: “ST36” is not traditionally used for sadness" in "\n".join(
        library.problems
    )


def test_help_stands_without_its_file(folder: Path) -> None:
    (folder / "helplines.json").write_text("{", encoding="utf-8")
    library = Library(folder)
    assert library.helplines() == NO_HELPLINES
    assert any("findahelpline.com" in line for line in help_lines(library.helplines(), "GB"))
    assert any("helplines.json" in said for said in library.problems)


def mine(code: str = "MY1") -> Point:
    text = f'[[point]]\ncode = "{code}"\nenglish = "Mine"\nlocation = "on the elbow"\n'
    point = new(text)
    assert isinstance(point, Point)
    return point


def test_an_own_point_may_leave_much_out_and_is_careful_by_default() -> None:
    point = mine()
    assert point.evidence is Evidence.NOT_LOOKED_UP
    assert point.pregnancy.level is PregnancyLevel.AVOID
    assert point.cautions
    assert not point.built_in
    library = LIBRARY.joined([point], [])
    assert library.point("my1") is point
    assert library.point(point.id) is point
    assert library.points()[-1] is point


def test_a_standard_point_becomes_an_own_one_with_the_persons_place_and_notes() -> None:
    standard = LIBRARY.name361("LU8")
    assert standard is not None
    typed = {**entry_of(standard), "location": "two fingers above the wrist", "notes": "as taught"}
    point = own_point(typed, LIBRARY, key="own", made=NOW)
    assert (point.code, point.meridian, point.hanzi) == ("LU8", "Lung", "經渠")
    assert point.traditional_use == ""
    assert LIBRARY.joined([point], []).point("L8") is point
    with pytest.raises(LibraryError, match="your point: location: text is missing"):
        own_point({**typed, "location": ""}, LIBRARY, key="own", made=NOW)
    with pytest.raises(LibraryError, match="PC6 is in the library; choose another"):
        own_point({**typed, "code": "PC6"}, LIBRARY, key="own", made=NOW)


def test_an_own_point_does_not_hide_one_of_the_librarys() -> None:
    library = LIBRARY.joined([mine("XX1"), _renamed(mine("MY1"), "PC6")], [])
    assert library.point("PC6").built_in
    assert len(library.points()) == 42
    assert any("your point PC6: the library has one" in said for said in library.problems)


def _renamed(point: Point, code: str) -> Point:
    return replace(point, code=code)


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.code)
def test_a_point_written_out_and_taken_in_is_the_same_but_for_whose_it_is(point: Point) -> None:
    text = point_to_toml(_renamed(point, f"{point.code}x")).replace(
        f"aliases = {json.dumps(list(point.aliases), ensure_ascii=False)}\n", ""
    )
    read = new(text)
    assert isinstance(read, Point)
    assert read.view is None
    assert read.location == point.location
    assert read.press == point.press
    assert read.hold == point.hold
    assert read.measure == point.measure
    assert read.pregnancy == point.pregnancy
    assert read.cautions == point.cautions
    assert read.find_steps == point.find_steps


names = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp"), exclude_characters="[]"),
    min_size=1,
    max_size=40,
).filter(lambda text: bool(text.strip()))
steps = st.sampled_from([point for point in POINTS if point.laterality is Laterality.BOTH]).flatmap(
    lambda point: st.builds(
        RoutineStep,
        st.just(point.code),
        st.sampled_from(point.sides),
        st.integers(int(point.hold.min * 10), int(point.hold.max * 10)).map(lambda s: s / 10),
    )
)
routines = st.builds(
    Routine,
    id=st.just("own0"),
    name=names.map(lambda name: f"mine {name}"),
    steps=st.lists(steps, min_size=1, max_size=8).map(tuple),
    settle=st.integers(0, 60).map(float),
    notes=names,
    made=st.just(NOW),
)


@settings(deadline=None)
@given(routines)
def test_a_routine_written_out_and_taken_in_is_the_same(routine: Routine) -> None:
    text = routine_to_toml(routine)
    assert shared(text) == SharedFile((routine,), (), 0, ())
    own = LIBRARY.joined((), [replace(routine, id="another", made=NOW + timedelta(days=1))])
    assert shared(text, own) == SharedFile((), (), 1, ())


def test_built_in_routines_can_be_copied_by_renaming() -> None:
    text = "\n".join(routine_to_toml(routine) for routine in ROUTINES)
    assert shared(text) == SharedFile((), (), len(ROUTINES), ())
    found = shared(text.replace('name = "', 'name = "My '))
    assert found.problems == ()
    read = [routine for routine in found.new if isinstance(routine, Routine)]
    assert [routine.steps for routine in read] == [routine.steps for routine in ROUTINES]
    assert not any(routine.built_in for routine in read)


def test_built_in_points_are_known_and_never_replaced() -> None:
    text = "\n".join(point_to_toml(point) for point in POINTS)
    assert shared(text) == SharedFile((), (), len(POINTS), ())
    moved = text.replace('location = "', 'location = "Near: ')
    found = shared(moved)
    assert (found.new, found.changed, len(found.problems)) == ((), (), len(POINTS))
    assert found.problems[0].endswith("the library has GV20, which differs; choose another name")


SHARED = """
[[routine]]
name = "Mine"
steps = [{ point = "PC6", side = "left", seconds = 60 }]

[[routine]]
name = "[red]Mine"
steps = [{ point = "PC6", side = "left", seconds = 60 }]

[[routine]]
name = "Nobody"
steps = [{ point = "QQ9", side = "left", seconds = 60 }]

[[routine]]
name = "mine"
steps = [{ point = "HT7", side = "left", seconds = 60 }]

[[routine]]
name = "Odd"
colour = "red"
steps = []
"""


def test_a_shared_file_gives_what_is_right_and_names_what_is_not() -> None:
    found = shared(SHARED)
    assert [each.name for each in found.new if isinstance(each, Routine)] == ["Mine"]
    assert found.problems == (
        (
            "friend.toml, [red]Mine: name: “[red]Mine” is not plain text; leave out [ ] and control"
            " characters"
        ),
        "friend.toml, Nobody: steps[1].point: “QQ9” is not a known code",
        "friend.toml, mine is there twice; leave one out",
        (
            "friend.toml, Odd: colour: no such field; choose name, steps, id, settle, source,"
            " sources, notes"
        ),
    )


def test_routines_may_press_points_of_the_same_file() -> None:
    point = point_to_toml(mine("MY1"))
    routine = (
        '[[routine]]\nname = "Own"\nsteps = [{ point = "MY1", side = "left", seconds = 60 }]\n'
    )
    found = shared(f"{routine}\n{point}")
    assert found.problems == ()
    assert [type(each) for each in found.new] == [Point, Routine]
    assert shared(routine).problems == (
        "friend.toml, Own: steps[1].point: “MY1” is not a known code",
    )


def test_an_entry_that_differs_from_a_personal_one_has_its_id() -> None:
    point = mine("MY1")
    library = LIBRARY.joined([point], [])
    found = shared(point_to_toml(replace(point, code="my1", english="Elbow")), library)
    assert (found.new, found.same) == ((), 0)
    assert found.changed == (replace(point, code="my1", english="Elbow"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "routine = 3",
        "routine = []",
        "[routine]\nname = 'x'",
        "= =",
        "[[routines]]\nname = 'x'",
        f"x = {'[' * 5000}{']' * 5000}",
        f"x = {'9' * 5000}",
    ],
)
def test_a_text_without_routines_is_refused_in_words(text: str) -> None:
    with pytest.raises(LibraryError, match=r"^friend.toml: "):
        shared(text)


HOSTILE = st.sampled_from(
    ["nan", "inf", "-inf", "1e308", "9" * 400, "-1", "true", '"x"', "[1]", "{a = 1}", "1979-05-27"]
)


@pytest.mark.parametrize(
    "field",
    [
        *("seconds = 60.0", "settle = 5", 'side = "left"', 'name = "Mine"', 'point = "PC6"'),
        *("min = 30", "max = 180", "default = 120", "cun = 2", "fingers = 3", 'code = "MY1"'),
        *('level = "ok_gentle"', "together = false", 'laterality = "both"', 'location = "x"'),
    ],
)
@given(value=HOSTILE)
def test_no_value_in_a_shared_file_ends_in_anything_but_words(field: str, value: str) -> None:
    text = (
        '[[routine]]\nname = "Mine"\nsettle = 5\n'
        'steps = [{ point = "PC6", side = "left", seconds = 60.0 }]\n'
        '[[point]]\ncode = "MY1"\nenglish = "Mine"\nlocation = "x"\nlaterality = "both"\n'
        '[point.measure]\nlandmark = "wrist"\ncun = 2\nfingers = 3\n'
        '[point.hold]\nmin = 30\nmax = 180\ndefault = 120\nbasis = "x"\n'
        '[point.press]\nusing = ["thumb"]\npressure = ["light"]\nhow = "x"\ntogether = false\n'
        '[point.pregnancy]\nlevel = "ok_gentle"\ntext = "x"\n'
    )
    assert field in text
    found = shared(text.replace(field, f"{field.split(' = ', maxsplit=1)[0]} = {value}"))
    assert all(each.startswith("friend.toml, ") for each in found.problems)
    assert len(found.new) + len(found.problems) == 2


def test_only_verified_helplines_are_shown_with_the_date() -> None:
    helplines = LIBRARY.helplines()
    shown = "\n".join(help_lines(helplines, "GB"))
    assert "Samaritans" in shown
    assert "116 123" in shown
    assert "emergency number: 999" in shown
    assert "Numbers looked up in stored pages by 22 November 2026; not called." in shown
    assert "findahelpline.com" in shown
    assert "!" not in shown
    assert shown.index("Samaritans") < shown.index("Other countries") < shown.index("Germany")
    for line in helplines.verified:
        assert line.contact in shown
        assert line.source


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"source": "cdcr.ca.gov; mcphs.edu; Wikipedia"',
            '"source": " "',
            "United States: source is missing",
        ),
        ('"seen": "2024-08-14"', '"seen": "soon"', "England and Wales: seen: “soon” is not a date"),
        ('"seen": "2024-06-21"', '"seen": ""', "United Arab Emirates: seen: a date is missing"),
    ],
)
def test_a_number_without_source_or_date_is_left_out_and_its_line_named(
    folder: Path, old: str, new: str, problem: str
) -> None:
    file = folder / "helplines.json"
    change(file, old, new)
    library = Library(folder)
    before = LIBRARY.helplines()
    found = library.helplines()
    assert len(found.lines + found.numbers) == len(before.lines + before.numbers) - 1
    (said,) = (each for each in library.problems if "helplines.json" in each)
    assert problem in said
    line = int(said.split("line ")[1].split(",")[0])
    name = problem.partition(":")[0]
    assert name in "".join(file.read_text("utf-8").splitlines()[line - 1 : line + 2])


def test_a_country_without_a_line_shows_its_number_and_one_without_either_says_so() -> None:
    helplines = LIBRARY.helplines()
    assert len({each.country for each in helplines.numbers}) >= 60
    for country in helplines.countries:
        assert any(
            f"your emergency number: {helplines.emergency(country)}" in line
            for line in help_lines(helplines, country)
        )
    shown = "\n".join(help_lines(helplines, "NR"))
    assert "your local emergency number (112 works on most mobile phones)" in shown


@pytest.mark.parametrize(
    ("old", "new", "marked", "problem"),
    [
        (
            '[[point_rule]]\nflag = "bleeding"\n',
            "[[point_rule]]\n",
            "points = [",
            "flag: a value is missing",
        ),
        (
            '[[point_rule]]\nflag = "bleeding"\n',
            '[[point_rule]]\nflag = "tired"\n',
            'flag = "tired"',
            "“tired”",
        ),
        ('source = "mat_pages"', 'source = "nobody"', 'source = "nobody"', "“nobody”"),
    ],
)
def test_a_caution_without_a_known_flag_or_source_is_named_by_its_line(
    folder: Path, old: str, new: str, marked: str, problem: str
) -> None:
    file = folder / "guard.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(LibraryError) as refused:
        _ = Library(folder).guard
    said = str(refused.value)
    assert said.startswith("guard.toml, line ")
    assert problem in said
    line = int(said.split("line ")[1].split(":", maxsplit=1)[0].split(",", maxsplit=1)[0])
    rows = file.read_text("utf-8").splitlines()
    assert rows[line - 1] in {"[[point_rule]]", "[[mat_rule]]"}
    assert any(marked in row for row in rows[line : line + 8])


def test_a_flag_that_no_rule_uses_is_named_by_its_line(folder: Path) -> None:
    file = folder / "guard.toml"
    file.write_text(file.read_text("utf-8").replace('flag = "epilepsy"', 'flag = "heart"'), "utf-8")
    line = next(
        at
        for at, row in enumerate(file.read_text("utf-8").splitlines())
        if row == 'id = "epilepsy"'
    )
    with pytest.raises(LibraryError, match=f"guard.toml, line {line}: no rule uses “epilepsy”"):
        _ = Library(folder).guard


def test_every_page_is_short_and_names_its_sources_in_full() -> None:
    pages = LIBRARY.pages
    assert len(pages) == 7
    for page in pages:
        text, _, sources = "\n".join(page.lines).partition("\nSources\n")
        assert len(text.splitlines()) <= 22
        assert all(len(line) <= 70 for line in text.splitlines()), page.name
        assert sources
        assert "Source:" not in text
        assert not re.search(r"proven|cures|treats|heals|guaranteed|detox|endorphin", text)


def test_what_points_were_tried_for_has_known_points_and_sources(folder: Path) -> None:
    uses = [use for point in LIBRARY.points() for use in LIBRARY.tried_uses(point.code)]
    assert len(uses) == 28
    change(folder / "evidence.toml", 'sources = ["lee2015"]', 'sources = ["nobody"]')
    library = Library(folder)
    assert len(library.tried_uses("PC6")) == len(LIBRARY.tried_uses("PC6")) - 1
    assert any("evidence.toml, line " in said and "nobody" in said for said in library.problems)


def test_a_page_that_is_too_wide_is_left_out_and_its_line_named(folder: Path) -> None:
    change(folder / "pages" / "faq.txt", "How fast?", "How fast?" + " word" * 20)
    library = Library(folder)
    assert len(library.pages) == 6
    assert any(said.startswith("pages/faq.txt, line 3: ") for said in library.problems)


def test_a_phrase_that_is_no_pattern_is_named_by_its_line(folder: Path) -> None:
    file = folder / "signposts.toml"
    change(file, '"suicid*"', '"su*cid"')
    library = Library(folder)
    assert library.signposts.find("I want to die") is None
    line = next(
        at for at, text in enumerate(file.read_text("utf-8").splitlines(), 1) if "su*cid" in text
    )
    assert any(f"signposts.toml, line {line}: “su*cid”" in said for said in library.problems)


def test_an_unverified_helpline_is_never_shown() -> None:
    helplines = LIBRARY.helplines()
    doubted = tuple(replace(line, verified=line.country != "FR") for line in helplines.lines)
    shown = "\n".join(help_lines(replace(helplines, lines=doubted), "FR"))
    assert "3114" not in shown
    assert "By country" in shown


@pytest.mark.parametrize(
    ("zone", "locale", "country"),
    [
        ("Europe/London", "en_US.UTF-8", "GB"),
        ("Europe/Vienna", None, "AT"),
        ("America/Indiana/Knox", None, "US"),
        ("US/Pacific", "de_DE", "US"),
        ("Canada/Atlantic", None, "CA"),
        ("Australia/Broken_Hill", None, "AU"),
        ("Asia/Kolkata", "C", "IN"),
        ("UTC", "en_NZ.UTF-8", "NZ"),
        ("Etc/UTC", "fr_CH", "CH"),
        (None, "es_ES@euro", "ES"),
        ("Asia/Tokyo", "en_US.UTF-8", "JP"),
        ("America/Sao_Paulo", "en_US.UTF-8", "BR"),
        ("Japan", "en_US.UTF-8", "JP"),
        ("Europe/Kiev", None, "UA"),
        ("Pacific/Nauru", "en_US.UTF-8", None),
        (None, "C.UTF-8", None),
        (None, None, None),
        ("", "POSIX", None),
    ],
)
def test_the_country_comes_from_the_zone_then_the_locale(
    zone: str | None, locale: str | None, country: str | None
) -> None:
    assert LIBRARY.helplines().country_of(zone, locale) == country
