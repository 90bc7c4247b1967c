"""What is typed without accents, or on another keyboard, finds the words that have them."""

import pytest

from tracker.core.text.spelling import plain


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("lodz", "Łódź"),
        ("orsted", "Ørsted"),
        ("istanbul", "İstanbul"),
        ("isparta", "Isparta"),
        ("ısparta", "ISPARTA"),
        ("kizilay", "Kızılay"),
        ("strasse", "Straße"),
        ("aether", "Æther"),
        ("thor", "Þór"),
        ("da nang", "Đà Nẵng"),
        ("pc6", "ＰＣ６"),
    ],
)
def test_words_are_found_without_their_accents(typed: str, written: str) -> None:
    assert plain(typed) == plain(written)


@pytest.mark.parametrize("word", ["हिन्दी", "நன்றி", "กำลัง", "ভালো", "한국어", "العربية"])
def test_words_with_vowel_signs_stay_whole_and_other_words_stay_others(word: str) -> None:
    assert len(plain(word).split()) == 1
    assert plain(word) != plain(word[:-1])


def test_two_words_that_differ_in_a_vowel_sign_alone_stay_two() -> None:
    assert plain("दिन") != plain("दीन")


@pytest.mark.parametrize("signs", ["!?", "🌙", "…", "--"])
def test_marks_alone_have_no_words(signs: str) -> None:
    assert plain(signs) == ""
