"""Bytes from a terminal become keys, pastes and the mouse; an answer never becomes a key."""

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest
from conftest import LONGER
from textual.events import AppFocus, Key, MouseEvent, Paste
from textual.message import Message

from tracker.ui.terminal.input.decoder import SILENCE, Decoder
from tracker.ui.terminal.input.messages import Messages

HOME, SSH = 0.1, 0.6
ANSWERS = {
    "XTVERSION": b"\x1bP>|contour 0.4.3\x1b\\",
    "tmux's name": b"\x1bP>|tmux 3.4\x1b\\",
    "terminfo": b"\x1bP1+r544e=787465726d\x1b\\",
    "a setting": b"\x1bP1$r0m\x1b\\",
    "DA1": b"\x1b[?62;22c",
    "DA2": b"\x1b[>41;354;0c",
    "DA3": b"\x1bP!|00000000\x1b\\",
    "DA3 as CSI": b"\x1b[=1c",
    "the cursor's place": b"\x1b[24;80R",
    "the cursor at the top": b"\x1b[1;2R",
    "the cursor with its page": b"\x1b[?24;80;1R",
    "status": b"\x1b[0n",
    "a mode": b"\x1b[?2048;2$y",
    "an ANSI mode": b"\x1b[4;2$y",
    "kitty's flags": b"\x1b[?0u",
    "kitty's flags, set": b"\x1b[?25u",
    "light or dark": b"\x1b[?997;1n",
    "background": b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\",
    "background, BEL": b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07",
    "foreground, 8 bits": "\x9d10;rgb:0/0/0\x9c".encode(),
    "a colour": b"\x1b]4;255;rgb:ffff/0000/0000\x1b\\",
    "clipboard": b"\x1b]52;c;dXUxMjM=\x07",
    "title": b"\x1b]lmine u s q\x1b\\",
    "kitty's graphics": b"\x1b_Gi=31;OK\x1b\\",
    "privacy": b"\x1b^usq\x1b\\",
    "start of string": b"\x1bXusq\x1b\\",
    "size in cells": b"\x1b[8;24;80t",
    "size in pixels": b"\x1b[4;480;640t",
    "size of a cell": b"\x1b[6;16;8t",
    "size, in band": b"\x1b[48;24;80;0;0t",
    "size, in band, with parts": b"\x1b[48;24:1;80:1;480;640t",
    "window state": b"\x1b[1t",
    "modifyOtherKeys": b"\x1b[>4;2m",
    "8 bits": "\x9b?62;22c".encode(),
    "an old mouse report": b"\x1b[M !!",
    "a mouse report of rxvt": b"\x1b[32;10;10M",
    "a string with UTF-8": b"\x1b]2;\xe2\x9c\x93 \xc3\x9c\x1b\\",
}
KEYS: dict[bytes, tuple[str, str | None]] = {
    b"\x1b[A": ("up", None),
    b"\x1bOA": ("up", None),
    b"\x1bOP": ("f1", None),
    b"\x1b[[A": ("f1", None),
    b"\x1b[11~": ("f1", None),
    b"\x1b[P": ("f1", None),
    b"\x1b[R": ("f3", None),
    b"\x1b[5~": ("pageup", None),
    b"\x1b[Z": ("shift+tab", None),
    b"\x1b[1;5C": ("ctrl+right", None),
    b"\x1b[7$": ("shift+home", None),
    b"\x1b[7^": ("ctrl+end", None),
    b"\x1b[3;5:1~": ("ctrl+delete", None),
    b"\x1b[1;1:2B": ("down", None),
    b"\x1b[13u": ("enter", "\r"),
    b"\x1b[13;1:1u": ("enter", "\r"),
    b"\x1b[27u": ("escape", None),
    b"\x1b[97;5u": ("ctrl+a", None),
    b"\x1b[97;;97u": ("a", "a"),
    b"\x1b[97:65;2;65u": ("A", "A"),
    b"\x1b[97u": ("a", "a"),
    b"\x1b[97:65;2u": ("A", "A"),
    b"\x1b[1099::115;;1099u": ("ы", "ы"),
    b"\x1b[27;5;105~": ("ctrl+i", None),
    b"\x1b[27;6;65~": ("ctrl+shift+a", None),
    b"\x1b[27;2;83~": ("S", "S"),
    b"\x1b[27;5;13~": ("ctrl+enter", None),
    b"\x1bq": ("alt+q", "q"),
    b"\x1bf": ("ctrl+right", None),
    b"\x1b\x7f": ("ctrl+w", None),
    b"u": ("u", "u"),
    b"?": ("question_mark", "?"),
    b" ": ("space", " "),
    b"\r": ("enter", "\r"),
    b"\t": ("tab", "\t"),
    b"\x7f": ("backspace", "\x7f"),
    b"\x03": ("ctrl+c", "\x03"),
    "ü".encode(): ("ü", "ü"),
    "東".encode(): ("東", "東"),
}
NOTHING = [
    b"\x1b[13;1:3u",
    b"\x1b[1;1:3A",
    b"\x1b[1114112;1u",
    b"\x1b[999999999;u",
    b"\x1b[55296u",
    b"\x1b[97;99999999999999999999u",
    b"\x1b[99~",
    b"\x1b[2A",
    b"\x1b[27;1;1114112~",
    b"\x1b[97;1;1;1;1u",
    b"\x1b[57428;1:3u",
    b"\x1b[57343;1u",
    b"\x1b[60344;1u",
    b"\x1b[63743;5u",
    b"\x1b[" + b"1" * 400 + b"u",
]


class Line:
    """Bytes come in pieces, each a while after the one before, and become messages."""

    def __init__(self, escape_delay: float = HOME) -> None:
        self.decoder, self.messages, self.now = Decoder(escape_delay), Messages(), 100.0

    def send(self, *pieces: bytes, apart: float = 0.0) -> list[Message]:
        told: list[Message] = []
        for number, piece in enumerate(pieces):
            if number:
                told += self.silence(apart)
            tokens = self.decoder.feed(piece, self.now)
            told += [message for token in tokens for message in self.messages.of(token)]
        return told

    def silence(self, seconds: float) -> list[Message]:
        """As the driver waits: until the decoder has something, again and again."""
        end, told = self.now + seconds, []
        while (wait := self.decoder.wait(self.now)) is not None and self.now + wait <= end:
            self.now += wait
            tokens = self.decoder.tick(self.now)
            told += [message for token in tokens for message in self.messages.of(token)]
        self.now = end
        return told


def keys(messages: Sequence[Message]) -> list[str]:
    return [message.key for message in messages if isinstance(message, Key)]


def pasted(messages: Sequence[Message]) -> str:
    return "".join(message.text for message in messages if isinstance(message, Paste))


def keys_work(line: Line) -> bool:
    """Whether a letter and a function key are read as such."""
    told = line.send(b"!") + line.silence(0.05) + line.send(b"\x1bOP")
    return keys(told) == ["exclamation_mark", "f1"]


def singly(data: bytes) -> list[bytes]:
    return [bytes([each]) for each in data]


@pytest.mark.parametrize("apart", [0.0, 0.03, 0.3, 0.5])
@pytest.mark.parametrize("delay", [HOME, SSH])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_is_no_key_at_whatever_byte_it_is_split(
    name: str, delay: float, apart: float
) -> None:
    answer = ANSWERS[name]
    for at in range(1, len(answer)):
        # At home an ESC without more bytes for a while is the Esc key; nothing else is a key.
        may_be = ["escape"] if apart > delay else []
        line = Line(delay)
        told = line.send(answer[:at], answer[at:], apart=apart)
        assert keys(told) in ([], may_be), at
        assert pasted(told) == ""
        assert keys(line.send(b"!")) == ["exclamation_mark"]


@pytest.mark.parametrize("apart", [0.03, 0.3, 0.5])
@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_in_single_bytes_over_a_slow_line_is_no_key(name: str, apart: float) -> None:
    line = Line(SSH)
    assert keys(line.send(*singly(ANSWERS[name]), apart=apart)) == []
    assert keys(line.send(b"!")) == ["exclamation_mark"]


@pytest.mark.parametrize("name", ANSWERS)
def test_keys_work_again_a_second_after_an_answer_that_never_ends(name: str) -> None:
    answer = ANSWERS[name]
    for end in range(2, len(answer)):
        line = Line()
        assert keys(line.send(answer[:end])) == []
        assert keys(line.silence(1.0)) == []
        assert keys_work(line), end


@pytest.mark.parametrize("apart", [0.0, 0.03, 0.3, 0.5])
@pytest.mark.parametrize("delay", [HOME, SSH])
@pytest.mark.parametrize("data", KEYS)
def test_a_key_is_read_at_whatever_pace_its_bytes_come(
    data: bytes, delay: float, apart: float
) -> None:
    key, character = KEYS[data]
    if apart > 0.05 and key in {"alt+q", "ctrl+right", "ctrl+w"} and len(data) == 2:
        return  # that is Esc, then a key
    line = Line(delay)
    told = line.send(*singly(data), apart=apart) + line.silence(0.1)
    if apart > delay and data[:1] == b"\x1b":
        assert keys(told)[0] == "escape"  # at home it acts at once
        told = told[1:]
    assert [(each.key, each.character) for each in told if isinstance(each, Key)] == [
        (key, character)
    ]


@pytest.mark.parametrize("data", NOTHING)
def test_a_release_and_a_number_out_of_range_are_no_key(data: bytes) -> None:
    assert Line().send(data) == []


def test_esc_then_a_digit_in_one_packet_are_two_keys() -> None:
    assert keys(Line().send(b"\x1b3")) == ["escape", "3"]


def test_esc_and_a_letter_a_while_later_are_two_keys() -> None:
    line = Line(SSH)
    assert keys(line.send(b"\x1b", b"s", apart=0.3)) == ["escape", "s"]


def test_esc_and_a_letter_that_could_begin_a_string_are_keys_when_nothing_follows() -> None:
    for delay, apart in ((SSH, 0.3), (HOME, 0.3)):
        line = Line(delay)
        told = line.send(b"\x1b", b"X", apart=apart) + line.silence(SSH)
        assert keys(told) == ["escape", "X"]
        assert keys(line.send(b"s")) == ["s"]


def test_esc_alone_waits_as_long_as_it_may_and_no_longer() -> None:
    for delay in (HOME, SSH):
        line = Line(delay)
        assert keys(line.send(b"\x1b") + line.silence(delay - 0.01)) == []
        assert keys(line.silence(0.02)) == ["escape"]


def test_a_bracket_after_esc_is_a_key_when_nothing_continues_it() -> None:
    line = Line()
    told = line.send(b"\x1b", b"[", apart=0.4) + line.silence(1.0)
    assert keys(told) == ["escape", "left_square_bracket"]
    told = line.send(b"\x1b", b"[", b"q", apart=0.4) + line.silence(1.0)
    assert keys(told) == ["escape", "left_square_bracket", "q"]


def test_a_sequence_after_another_that_was_cut_off_is_read() -> None:
    assert keys(Line().send(b"\x1b[12;\x1b[A")) == ["up"]
    assert keys(Line().send(b"\x1b]11;rgb:\x1bOP")) == ["f1"]
    assert keys(Line().send(b"\x1b[1\x03")) == ["ctrl+c"]


def test_a_paste_is_text_without_control_characters() -> None:
    told = Line().send(b"x\x1b[200~calm\x1b[31m\x07 q\x03\r\nu\x1b[201~y")
    assert [type(each) for each in told] == [Key, Paste, Key]
    assert pasted(told) == "calm[31m q\r\nu"


def test_a_paste_whose_end_never_comes_ends_within_a_second() -> None:
    line = Line()
    assert line.send(b"\x1b[200~hello") == []
    assert pasted(line.silence(1.0)) == "hello"
    assert keys_work(line)
    assert keys(line.send(b"\x1b") + line.silence(0.1)) == ["escape"]


@pytest.mark.parametrize("rest", [b" world quits", b"qu", b"q\x1b[201~"])
def test_what_a_paste_says_after_a_silence_is_text_and_never_keys(rest: bytes) -> None:
    line = Line()
    told = line.send(b"\x1b[200~hello") + line.silence(5.0) + line.send(*singly(rest), apart=0.01)
    told += line.silence(5.0) + line.send(b"\x1b[201~")
    assert keys(told) == []
    assert pasted(told) == "hello" + rest.removesuffix(b"\x1b[201~").decode()
    assert keys(line.send(b"q")) == ["q"]


def test_an_end_mark_that_a_silence_splits_is_no_key() -> None:
    for at in range(1, 6):
        line = Line()
        end = b"\x1b[201~"
        told = line.send(b"\x1b[200~hello" + end[:at]) + line.silence(2.0) + line.send(end[at:])
        told += line.silence(2.0)
        assert keys(told) in ([], ["~"], ["tilde"]) if at == 5 else keys(told) == [], at
        assert pasted(told) == "hello"


def test_the_mouse_and_the_focus_are_told() -> None:
    told = Line().send(b"\x1b[<0;5;6M\x1b[<0;5;6m\x1b[I")
    assert [type(each).__name__ for each in told[:2]] == ["MouseDown", "MouseUp"]
    assert isinstance(told[0], MouseEvent)
    assert (told[0].x, told[0].y) == (4, 5)
    assert isinstance(told[2], AppFocus)
    assert len(told) == 3
    for wrong in (b"\x1b[<0;-5;6M", b"\x1b[<0;5;99999999999M", b"\x1b[<;;M", b"\x1b[?2026;2$y"):
        assert Line().send(wrong) == []


def test_a_byte_that_is_not_utf_8_is_one_strange_character() -> None:
    line = Line()
    told = line.send(b"\xffu\xe9") + line.silence(1.0)
    assert [each.character for each in told if isinstance(each, Key)] == ["�", "u", "�"]


_ALPHABET = b"\x1b\x1b\x1b[[]OPX^_\\;:?<>=$0123456789~uABMRtc\x07\x9b\x9d\xc2\xe2\x18\x7f\r mqhello"


def a_part(chance: random.Random) -> tuple[bytes, list[str], str]:
    """Something a terminal can send, and the keys and the pasted text that come of it."""
    match chance.randrange(7):
        case 0 | 1:
            data, (key, _) = chance.choice(list(KEYS.items()))
            return data, [key], ""
        case 2:
            return chance.choice(list(ANSWERS.values())), [], ""
        case 3:
            return chance.choice(NOTHING), [], ""
        case 4:
            text = "".join(chance.choices("calm q\x1b[201u\r\n🧘é", k=chance.randrange(12)))
            kept = text.replace("\x1b", "")
            return f"\x1b[200~{text}\x1b[201~".encode(), [], kept
        case 5:
            body = bytes(chance.choices(range(0x20, 0x7F), k=chance.randrange(20)))
            begin = chance.choice([b"\x1bP", b"\x1b]", b"\x1b_", b"\x1b^", b"\x1bX", b"\xc2\x90"])
            return begin + body + chance.choice([b"\x1b\\", b"\x07", b"\xc2\x9c"]), [], ""
        case _:
            numbers = chance.choice(["?", ">", "="]) + ";".join(
                str(chance.randrange(10 ** chance.randrange(1, 12))) for _ in range(3)
            )
            return f"\x1b[{numbers}{chance.choice('cnuytSRxq')}".encode(), [], ""


def cut(data: bytes, chance: random.Random) -> Iterator[bytes]:
    places = sorted({0, len(data), *(chance.randrange(len(data) + 1) for _ in range(4))})
    for first, last in pairwise(places):
        yield data[first:last]


def seeded() -> Iterator[tuple[int, random.Random]]:
    """Thousands of random numbers to try with, each with its seed."""
    for _ in range(5_000 * LONGER):
        seed = random.randrange(1 << 32)
        yield seed, random.Random(seed)


def test_sequences_in_any_order_split_anywhere_give_their_keys_and_no_other() -> None:
    for seed, chance in seeded():
        parts = [a_part(chance) for _ in range(chance.randrange(1, 5))]
        data = b"".join(part[0] for part in parts)
        expected = [key for part in parts for key in part[1]]
        text = "".join(part[2] for part in parts)
        for pieces in ([data], list(cut(data, chance))):
            line = Line()
            told = line.send(*pieces) + line.silence(1.0)
            assert (keys(told), pasted(told)) == (expected, text), (seed, pieces)


@pytest.mark.slow
def test_noise_raises_nothing_and_keys_work_within_a_second_of_it() -> None:
    for seed, chance in seeded():
        if chance.random() < 0.5:
            data = chance.randbytes(chance.randrange(40))
        else:
            data = bytes(chance.choices(_ALPHABET, k=chance.randrange(40)))
        whole, split = Line(), Line()
        told = whole.send(data)
        pieces = list(cut(data, chance))
        assert list(map(repr, split.send(*pieces))) == list(map(repr, told)), (seed, data)
        apart = Line()
        apart.send(*pieces, apart=chance.choice([0.01, 0.2, 0.7, 2.0]))
        for line in (whole, split, apart):
            line.silence(1.0)
            assert keys_work(line), (seed, data)


def test_a_second_is_enough_for_everything() -> None:
    assert SILENCE <= 1.0
