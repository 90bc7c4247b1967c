"""The table of keys that the commands and README show is the one the app has."""

from __future__ import annotations

from write_keys import README, markdown, readme_table, rows

from tracker.config.keymap import key_table


def test_the_table_of_keys_is_what_is_bound() -> None:
    assert key_table() == rows(), "a binding changed: run python tests/generate/write_keys.py"


def test_readme_shows_the_same_keys() -> None:
    shown = readme_table(README.read_text(encoding="utf-8"))
    assert shown in {None, markdown(key_table())}, "run python tests/generate/write_keys.py"


def test_each_key_has_an_id_and_words_of_its_own() -> None:
    table = key_table()
    assert len({row.id for row in table}) == len(table)
    assert all(row.keys and row.does for row in table)
