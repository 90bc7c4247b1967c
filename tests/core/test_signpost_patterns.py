"""Words that ask for more than a point are met, and words that only sound so are not."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.points.signposts import (
    PatternError,
    Signpost,
    SignpostKind,
    SignpostRule,
    Signposts,
)
from tracker.core.text.spelling import bare_words, plain
from tracker.library import Library

LANGUAGES = {
    *("ar", "de", "en", "es", "fr", "hi", "it", "ja"),
    *("ko", "nl", "pl", "pt", "ru", "tr", "zh"),
}
"""ISO 639-1."""


def _table() -> Iterator[tuple[str, str, str]]:
    """Each phrase, the kind of signpost it is to meet, and its language.

    The remark of a row begins with its language; without one it is English.
    """
    for line in (Path(__file__).parent / "signpost_phrases.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, expected, remark = line.split("\t")
            language = re.match(r"([a-z]{2})(-Han[st])?\b", remark)
            known = language is not None and language[1] in LANGUAGES
            yield phrase, expected, language[1] if language and known else "en"


TABLE = list(_table())
PHRASES = [(phrase, expected) for phrase, expected, _ in TABLE]
POSTS = Library().signposts


def kind(text: str) -> str:
    found = POSTS.find(text)
    return found.kind if found else ""


@pytest.mark.parametrize(("phrase", "expected"), PHRASES)
def test_a_phrase_meets_its_signpost_or_none(phrase: str, expected: str) -> None:
    assert kind(phrase) == expected


def test_recall_and_precision_are_whole_in_every_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted, met, right = Counter[str](), Counter[str](), Counter[str]()
    for phrase, expected, language in TABLE:
        found = kind(phrase)
        wanted[language] += expected != ""
        met[language] += found != ""
        right[language] += found == expected != ""
    with capsys.disabled():
        sys.stdout.write("\nsignposts, recall and precision:")
        for language in sorted(wanted):
            recall, precision = wanted[language], met[language]
            sys.stdout.write(
                f" {language} {right[language]}/{recall} {right[language]}/{precision},"
            )
        total = right.total()
        sys.stdout.write(f" all {total}/{wanted.total()} {total}/{met.total()}\n")
    assert set(wanted) == LANGUAGES
    assert wanted == met == right


@pytest.mark.parametrize("query", ["suicidal", "I want to die", "kill myself", "self-harm"])
def test_a_dark_word_points_to_people_first(query: str) -> None:
    said = POSTS.find(query)
    assert said is not None
    assert "tsubo help-now" in said.text


def test_chest_pain_points_to_the_emergency_number() -> None:
    said = POSTS.find("chest pain")
    assert said is not None
    assert "emergency number" in said.text
    assert POSTS.find("tight shoulders") is None


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("suicdal", "crisis"),
        ("suicidial", "crisis"),
        ("overdoze", "crisis"),
        ("selfmrod", ""),  # two slips
        ("selbstmrod", "crisis"),
        ("hopelss", ""),  # the library holds "hopeless": the search finds it there
        ("meditation", ""),
        ("starting again", ""),
        ("the pain subsided", ""),
        ("desayuno", ""),
        ("infant massage", ""),
        ("sending it now", ""),
        ("loving my life", ""),
    ],
)
def test_one_slip_is_forgiven_and_an_ordinary_word_is_none(phrase: str, expected: str) -> None:
    assert kind(phrase) == expected


def test_no_text_of_the_library_meets_a_crisis() -> None:
    library = Library()
    texts = [
        text
        for point in library.points()
        for text in (point.english, point.location, point.traditional_use, *point.find_steps)
    ]
    texts += [routine.name for routine in library.routines()]
    met = [found for text in texts if (found := POSTS.find(text))]
    assert [found for found in met if found.kind is SignpostKind.CRISIS] == []


@given(st.text(max_size=300))
def test_any_text_can_be_asked(text: str) -> None:
    assert POSTS.find(text) is None or isinstance(POSTS.find(text), Signpost)


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert bare_words(bare_words(text)) == bare_words(text)


def test_words_with_vowel_signs_are_kept_whole() -> None:
    assert kind("आत्महत्या") == "crisis"
    for words in (bare_words, plain):
        assert words("बेचैन") != words("बेचैनी")
        assert words("क़लम") == words("कलम")
        assert words("سَلام") == words("سلام")


@pytest.mark.parametrize("phrase", ["", "=", "_ die", "die _", "a| b", "su*cide", "a|=b"])
def test_a_phrase_that_is_not_a_pattern_is_named(phrase: str) -> None:
    rule = SignpostRule(kind=SignpostKind.CRISIS, lang="en", patterns=(phrase,))
    with pytest.raises(PatternError) as refused:
        Signposts([rule], {SignpostKind.CRISIS: "words"})
    assert refused.value.phrase == phrase


def test_the_weightiest_kind_is_said() -> None:
    assert kind("hopeless, I want to die") == "crisis"
