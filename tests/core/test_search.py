"""Search: what a person types, and the point that should stand first."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.facts.points import Evidence, Point
from tracker.core.points.guard import Answer, Flag
from tracker.core.points.search import Filter, Index
from tracker.core.text.spelling import letters, plain, slips_between
from tracker.library import DATA, Library
from tracker.library.sharing import own_point

LIBRARY = Library()
INDEX = LIBRARY.index()
POINTS_OF = {
    feeling["words"][0]: feeling["points"]
    for feeling in tomllib.loads((DATA / "feelings.toml").read_text("utf-8"))["feeling"]
}
"""The points of each feeling by its first English word."""


def _feelings() -> dict[str, list[tuple[str, list[str]]]]:
    """The first English word of each feeling with the words of a language, by language."""
    table = (Path(__file__).parent / "feeling_words.tsv").read_text("utf-8")
    (_, *languages), *rows = [line.split("\t") for line in table.splitlines()]
    return {
        language: [(row[0], row[column].split("|")) for row in rows]
        for column, language in enumerate(languages, 1)
    }


FEELINGS = _feelings()

FIRST = [
    # Codes and every alias, in any case and spacing.
    ("PC6", "PC6"),
    ("p6", "PC6"),
    ("P 6", "PC6"),
    ("pc-6", "PC6"),
    ("hc6", "PC6"),
    ("REN17", "CV17"),
    ("rn12", "CV12"),
    ("SJ5", "TE5"),
    ("TB5", "TE5"),
    ("tw5", "TE5"),
    ("UB23", "BL23"),
    ("b10", "BL10"),
    ("du20", "GV20"),
    ("LV3", "LR3"),
    ("liv3", "LR3"),
    ("K27", "KI27"),
    ("kid1", "KI1"),
    ("h7", "HT7"),
    ("C7", "HT7"),
    ("L9", "LU9"),
    ("CO4", "LI4"),
    ("G20", "GB20"),
    ("ex-hn3", "EX-HN3"),
    ("EXHN5", "EX-HN5"),
    ("GV24+", "EX-HN3"),
    ("GV29", "EX-HN3"),
    ("ear shenmen", "TF4"),
    # Pinyin, with tones, without, apart, with numbers, with a slip.
    ("neiguan", "PC6"),
    ("Nèiguān", "PC6"),
    ("nei guan", "PC6"),
    ("nei4guan1", "PC6"),
    ("neigan", "PC6"),
    ("negiuan", "PC6"),
    ("shenmen", "HT7"),
    ("er shenmen", "TF4"),
    ("sanyinjao", "SP6"),
    ("zusanli", "ST36"),
    ("tai chong", "LR3"),
    ("yong", "KI1"),
    ("an mian", "Anmian"),
    # Hanzi, both scripts.
    ("內關", "PC6"),
    ("内关", "PC6"),
    ("神门", "HT7"),
    ("合谷", "LI4"),
    ("百会", "GV20"),
    ("足三里", "ST36"),
    ("耳", "TF4"),
    # English.
    ("third eye", "EX-HN3"),
    ("inner gate", "PC6"),
    ("hundred meetings", "GV20"),
    ("bubling well", "KI1"),
    ("sea of qi", "CV6"),
    ("gushing sprign", "KI1"),
    # Places and channels.
    ("temple", "EX-HN5"),
    ("sole", "KI1"),
    ("forehead", "EX-HN3"),
    ("top of the head", "GV20"),
    ("lower back", "BL23"),
    ("behind the ear", "Anmian"),
    ("heart", "HT7"),
    ("large intestine", "LI4"),
    ("liver", "LR3"),
    # Feelings, as people put them.
    ("can't sleep", "Anmian"),
    ("I can’t sleep", "Anmian"),
    ("insomnia", "Anmian"),
    ("slep", "Anmian"),
    ("racing heart", "PC6"),
    ("racing haert", "PC6"),
    ("my heart is racing", "PC6"),
    ("palpitatons", "PC6"),
    ("sad", "LU9"),
    ("grief", "LU9"),
    ("low mood", "GV20"),
    ("depressed", "GV20"),
    ("nausea", "PC6"),
    ("nausia", "PC6"),
    ("travel sick", "PC6"),
    ("queasy", "PC6"),
    ("anxious", "HT7"),
    ("anxios", "HT7"),
    ("i feel worried", "HT7"),
    ("panic", "HT7"),
    ("restless", "GV20"),
    ("stress", "EX-HN3"),
    ("headache", "EX-HN5"),
    ("hedache", "EX-HN5"),
    ("tired", "ST36"),
    ("irritable", "LR3"),
    ("stiff neck", "GB20"),
    ("tight chest", "CV17"),
    ("period pain", "SP6"),
    ("toothache", "ST6"),
    ("dry throat", "KI6"),
    # The 361, by name only.
    ("LU7", "LU7"),
    ("REN22", "CV22"),
    ("V60", "BL60"),
    ("GB34", "GB34"),
    ("zhongfu", "LU1"),
    ("Rénzhōng", "GV26"),
    ("人中", "GV26"),
    ("中府", "LU1"),
    ("KI2", "KI2"),
]


@pytest.mark.parametrize(("query", "code"), FIRST)
def test_what_is_typed_finds_its_point_first(query: str, code: str) -> None:
    assert INDEX.search(query)[0].found.code == code


def test_the_table_is_long_enough() -> None:
    assert len({query for query, _ in FIRST}) == len(FIRST) >= 60


@pytest.mark.parametrize("point", LIBRARY.points(), ids=lambda point: point.code)
def test_every_name_of_a_point_finds_it_first(point: Point) -> None:
    names = (point.code, *point.aliases, point.pinyin, point.pinyin_plain)
    for name in (*names, point.hanzi, point.hanzi_simplified, point.english, *point.other_english):
        assert INDEX.search(name)[0].found is point, name


def test_every_standard_code_is_found() -> None:
    for name in LIBRARY.names361():
        assert INDEX.search(name.code)[0].found.code == name.code


def test_the_librarys_own_stand_before_the_names() -> None:
    known = [isinstance(hit.found, Point) for hit in INDEX.search("kidney")]
    assert known == sorted(known, reverse=True)
    assert known.count(False) > 10


def test_an_empty_query_shows_the_library_in_its_order() -> None:
    shown = [hit.found for hit in INDEX.search("  ")]
    assert shown == list(LIBRARY.points())


def test_nonsense_finds_nothing() -> None:
    for query in ("asdfgh", "q zzz", "???", "٣", "-"):
        assert all(hit.why == "" for hit in INDEX.search(query))


def test_a_feeling_is_found_only_where_tradition_supports_it() -> None:
    assert [hit.found.code for hit in INDEX.search("nausea")] == ["PC6"]
    sleep = [hit.found for hit in INDEX.search("insomnia")]
    assert all(isinstance(each, Point) and "sleep" in each.traditional_use for each in sleep)


@pytest.mark.parametrize("language", FEELINGS.keys())
def test_a_feeling_finds_the_same_points_in_every_language(language: str) -> None:
    for english, words in FEELINGS[language]:
        same = [hit.found.code for hit in INDEX.search(english)]
        for word in words:
            found = [hit.found.code for hit in INDEX.search(word)]
            named = len(POINTS_OF[english])
            assert found[:named] == same[:named] == list(POINTS_OF[english]), word


def test_points_to_avoid_in_pregnancy_come_last_for_a_feeling() -> None:
    for query in ("can't sleep", "headache", "tension"):
        assert INDEX.search(query)[-1].found.code in {"SP6", "LI4"}


def test_filters_narrow_what_is_found() -> None:
    def codes(query: str, wanted: Filter) -> list[str]:
        return [hit.found.code for hit in INDEX.search(query, wanted)]

    assert codes("", Filter(region="wrist")) == ["HT7", "LU9", "PC7"]
    assert codes("", Filter(meridian="heart"))[0] == "HT7"
    assert len(codes("", Filter(meridian="HT"))) == 9
    assert codes("sleep", Filter(favourites=frozenset({"KI3"}))) == ["KI3"]
    trials = codes("", Filter(evidence=Evidence.SMALL_TRIALS))
    assert len(trials) == 20
    said = {**dict.fromkeys(Flag, Answer.NO), Flag.PREGNANT: Answer.YES}
    safe = LIBRARY.guard.safe(LIBRARY.points(), said)
    assert codes("sleep", Filter(safe=safe)) == ["Anmian", "HT7", "EX-HN1", "GV24"]
    assert codes("LU8", Filter(safe=safe)) == []


def test_an_own_point_is_found_by_its_own_names() -> None:
    own = replace(
        LIBRARY.point("PC6"),
        id="own",
        code="LU8",
        aliases=(),
        pinyin="Jīngqú",
        english="My wrist place",
        made=datetime(2026, 11, 22, tzinfo=UTC),
    )
    hits = LIBRARY.joined([own], []).index().search("lu8")
    assert [hit.found for hit in hits] == [own]


@pytest.mark.parametrize("query", ["首", "首の後ろ", "硬い", "左の首筋", "шея", "Затылок"])
def test_an_own_point_is_found_in_the_letters_it_was_written_in(query: str) -> None:
    raw = [
        {"code": "首の後ろ", "english": "首の硬いところ", "location": "左の首筋"},
        {"code": "шея", "english": "Затылок", "location": "слева"},
    ]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    own = [own_point(each, LIBRARY, key=each["code"], made=now) for each in raw]
    hits = LIBRARY.joined(own, []).index().search(query)
    assert hits[0].found in own


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched(query: str) -> None:
    hits = INDEX.search(query)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores)
    assert len({hit.found.code for hit in hits}) == len(hits)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@settings(deadline=None)
@given(st.text("abcd", max_size=7), st.text("abcd", max_size=7))
def test_slips_count_the_same_both_ways_and_letters_never_hide_one(one: str, other: str) -> None:
    slips = slips_between(one, other, 9)
    assert slips == slips_between(other, one, 9)
    assert (slips == 0) == (one == other)
    assert (letters(one) ^ letters(other)).bit_count() <= 2 * slips


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("sleep", "slep", 1), ("heart", "haert", 1), ("neiguan", "neigan", 1), ("a", "bc", 2)],
)
def test_a_swap_is_one_slip(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other, 3) == slips


def test_an_index_of_nothing_finds_nothing() -> None:
    assert Index(()).search("PC6") == []
