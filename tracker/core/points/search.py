"""Ranked search over points: by code, name, place, channel and what a person feels.

The index is built once; a query then takes well under a millisecond, so it can run at every key.
Tones, spaces, apostrophes and one or two slips do not matter. A feeling finds the points that
tradition names for it; that is never advice.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from tracker.core.facts.points import Channel, Evidence, Point, StandardPoint
from tracker.core.text.spelling import letters, plain, slips_between

_CODE: Final = re.compile(r"([a-z]+)0*(\d+)\+?")
_TONE_DIGITS: Final = re.compile(r"(?:[a-z]+[1-5])+")
_HANZI: Final = re.compile(r"[\u3400-\u9fff]+")
_FILLERS: Final = frozenset(
    plain(words)
    for line in (
        "a am an and are at be been cannot cant could do dont feel feeling feels for have",
        "i im in is it me my of on point points so the to too very was with",
    )
    for words in line.split()
)

_NAME, _PLACE, _FEELING, _CHANNEL, _USE = 0.0, 2.0, 2.2, 3.0, 4.0
_PREFIX, _SLIP = 0.6, 1.5
"""The score of a match by field, and the additions for a prefix and a slip; less is better."""
_WHOLE, _STANDARD = 100.0, 50.0
"""Subtracted if the query is a whole name or code; added for points known by name only."""
_MENDED: Final = 25.0
"""Subtracted if the query without its slips is a whole name or feeling."""
_MOST_MENDED: Final = 16
"""Maximum number of corrected queries that are tried."""


@dataclass(frozen=True, slots=True)
class Feeling:
    """Words for a feeling and the points that tradition names for it, in order."""

    words: tuple[str, ...]
    points: tuple[str, ...]
    rests_on: tuple[str, ...]
    """The traditional use of each of the points contains one of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Limits the points that are found; `None` means any."""

    region: str | None = None
    meridian: str | None = None
    """A channel's code or name."""
    evidence: Evidence | None = None
    favourites: frozenset[str] | None = None
    safe: frozenset[str] | None = None
    """Codes of the points that nothing holds back for this person, from ``Guard.safe``."""

    def allows(self, found: Point | StandardPoint) -> bool:
        """Whether the point passes every filter. The 361 have no region, evidence or safety."""
        if self.meridian is not None and self.meridian.casefold() not in {
            found.channel.casefold(),
            found.meridian.casefold(),
        }:
            return False
        if self.favourites is not None and found.code not in self.favourites:
            return False
        if self.safe is not None and found.code not in self.safe:
            return False
        if isinstance(found, StandardPoint):
            return self.region is None and self.evidence is None
        if self.evidence is not None and found.evidence is not self.evidence:
            return False
        return self.region is None or self.region.casefold() in found.region.casefold()


EVERYTHING: Final = Filter()


@dataclass(frozen=True, slots=True)
class Hit:
    """A point that was found, with its score and the word it was found by."""

    found: Point | StandardPoint
    score: float
    """Less is better."""
    why: str
    """The word it was found by; empty for an empty query."""


class Index:
    """The search index over points; build it once, query it at every key."""

    def __init__(
        self,
        points: Sequence[Point],
        standard: Iterable[StandardPoint] = (),
        *,
        feelings: Iterable[Feeling] = (),
        channels: Mapping[str, Channel] | None = None,
    ) -> None:
        """``channels`` gives the letters that books use for a channel: SJ for TE."""
        known = {point.code for point in points}
        named = (name for name in standard if name.code not in known)
        self._items: list[Point | StandardPoint] = [*points, *named]
        self._known = len(points)
        self._channels = {
            alias.casefold(): code.casefold()
            for code, channel in (channels or {}).items()
            for alias in (code, *channel.aliases)
        }
        self._whole: dict[str, list[tuple[int, float]]] = {}
        self._words: dict[str, dict[int, float]] = {}
        self._hanzi: list[tuple[str, int]] = []
        for at, item in enumerate(self._items):
            self._add(at, item)
        places = {item.code: at for at, item in enumerate(self._items)}
        for feeling in feelings:
            self._add_feeling(feeling, places)
        self._sorted = sorted(self._words)
        self._alike: dict[tuple[int, int], list[str]] = {}
        for word in (each for each in self._sorted if len(each) > 3):
            self._alike.setdefault((letters(word), len(word)), []).append(word)

    def search(self, query: str, wanted: Filter = EVERYTHING, limit: int = 400) -> list[Hit]:
        """At most ``limit`` points for a query, best first; nothing without a letter or digit.

        An empty query gives all points in the library's order; the 361 names only for a channel.
        """
        asked = plain(query)
        if not asked:
            points = self._items[: self._known] if wanted.meridian is None else self._items
            shown = () if query.strip() else points
            return [Hit(item, 0.0, "") for item in shown if wanted.allows(item)][:limit]
        best: dict[int, tuple[float, str]] = {}
        self._by_whole(asked, query, best)
        self._by_hanzi(query, best)
        self._by_words(asked, best)
        self._by_mended(asked, best)
        hits = [
            (score + (_STANDARD if at >= self._known else 0.0), at, why)
            for at, (score, why) in best.items()
        ]
        hits.sort()
        found = (Hit(self._items[at], score, why) for score, at, why in hits)
        return [*islice((hit for hit in found if wanted.allows(hit.found)), limit)]

    def _add(self, at: int, item: Point | StandardPoint) -> None:
        aliases = item.aliases if isinstance(item, Point) else ()
        for code in (item.code, *aliases):
            self._whole.setdefault(_joined(plain(code)), []).append((at, 0.0))
            self._word(plain(code).replace(" ", ""), at, _NAME)
        english = [item.english or ""]
        if isinstance(item, Point):
            english += item.other_english
            self._whole.setdefault(_joined(plain(item.region)), []).append((at, 0.9))
            for text, weight in (
                (item.region, _PLACE),
                (item.location, _USE + 1),
                (item.traditional_use, _USE),
            ):
                self._each_word(text, at, weight)
        names = [item.pinyin, *(item.alternatives if isinstance(item, StandardPoint) else ())]
        for name in filter(None, names):
            latin = plain(_HANZI.sub("", name.partition(" (")[0]))
            self._whole.setdefault(_joined(latin), []).append((at, 0.1))
            self._word(_joined(latin), at, _NAME + 0.1)
            self._each_word(latin, at, _NAME + 0.2)
        for name in filter(None, english):
            self._whole.setdefault(_joined(plain(name)), []).append((at, 0.2))
            self._each_word(name, at, _NAME + 0.5)
        if at < self._known:
            self._whole.setdefault(_joined(plain(item.meridian)), []).append((at, 0.8))
        self._each_word(item.meridian, at, _CHANNEL)
        self._word(item.channel.casefold(), at, _CHANNEL - 0.5)
        hanzi = [item.hanzi, item.hanzi_simplified]
        if isinstance(item, Point) and not item.built_in:
            names += [item.code, *english, item.region, item.location]
        hanzi += (found for name in names for found in _HANZI.findall(name))
        self._hanzi += [(name, at) for name in dict.fromkeys(filter(None, hanzi))]

    def _add_feeling(self, feeling: Feeling, places: Mapping[str, int]) -> None:
        for rank, code in enumerate(feeling.points):
            if (at := places.get(code)) is not None:
                for words in feeling.words:
                    phrase = plain(words)
                    whole = _joined(phrase)
                    self._whole.setdefault(whole, []).append((at, 1.0 + rank / 100))
                    if asked := _joined(_asked(phrase)):
                        self._whole.setdefault(asked, []).append((at, 1.0 + rank / 100))
                    self._each_word(words, at, _FEELING + rank / 100)

    def _each_word(self, text: str, at: int, weight: float) -> None:
        for word in plain(text).split():
            if word not in _FILLERS and len(word) > 1:
                self._word(word, at, weight)

    def _word(self, word: str, at: int, weight: float) -> None:
        if word:
            found = self._words.setdefault(word, {})
            found[at] = min(weight, found.get(at, weight))

    def _by_whole(self, asked: str, query: str, best: dict[int, tuple[float, str]]) -> None:
        joined = _joined(asked)
        tries = {joined, _joined(_asked(asked)) or joined}
        if _TONE_DIGITS.fullmatch(joined) and joined not in self._whole:
            tries.add(re.sub(r"\d", "", joined))
        if code := _CODE.fullmatch(joined):
            channel = self._channels.get(code[1], code[1])
            tries.add(f"{channel}{code[2]}{'+' if joined.endswith('+') else ''}")
        for text in tries:
            for at, rank in self._whole.get(text, ()):
                toned = self._items[at].pinyin.casefold() == query.strip().casefold()
                bonus = 0.05 if toned else 0.0
                whole = _WHOLE if text == joined or rank < 1 else _WHOLE / 2
                _keep(best, at, rank - whole - bonus, text)

    def _by_hanzi(self, query: str, best: dict[int, tuple[float, str]]) -> None:
        for asked in _HANZI.findall(query):
            for name, at in self._hanzi:
                if name == asked:
                    _keep(best, at, -_WHOLE, name)
                elif asked in name:
                    _keep(best, at, _PREFIX * (1 + name.index(asked)), name)

    def _by_words(self, asked: str, best: dict[int, tuple[float, str]]) -> None:
        words = [word for word in _asked(asked).split() if not _HANZI.search(word)]
        ways = [words] if len(words) < 2 else [words, [_joined(asked)]]
        for way in ways:
            rows = [self._matches(word) for word in way]
            if rows and all(rows):
                shared = set(rows[0]).intersection(*rows[1:])
                for at in shared:
                    score = sum(row[at][0] for row in rows)
                    _keep(best, at, score, " ".join(row[at][1] for row in rows))

    def _by_mended(self, asked: str, best: dict[int, tuple[float, str]]) -> None:
        """Add points whose whole name or feeling is the query without its slips: `racing haert`."""
        words = _asked(asked).split()
        if not words or any(score < -_MENDED for score, _ in best.values()):
            return
        choices = [[*self._mended(word)] or [word] for word in words]
        if all(len(each) == 1 for each in choices) and [each[0] for each in choices] == words:
            return
        for mended in islice(product(*choices), _MOST_MENDED):
            for at, rank in self._whole.get("".join(mended), ()):
                _keep(best, at, rank - _MENDED, " ".join(mended))

    def _mended(self, word: str) -> Iterable[str]:
        """The words of the index that this word, which starts none of them, can be a slip for."""
        return () if any(self._beginning(word)) else (match for match, _ in self._similar(word))

    def _matches(self, word: str) -> dict[int, tuple[float, str]]:
        """The items that a word finds, each with its score and the word of the index."""
        found: dict[int, tuple[float, str]] = {}
        for match in self._beginning(word):
            cost = 0.0 if match == word else _PREFIX + (len(match) - len(word)) / 100
            for at, weight in self._words[match].items():
                _keep(found, at, weight + cost, match)
        if not any(at < self._known for at in found) and not _CODE.fullmatch(word):
            for match, slips in self._similar(word):
                for at, weight in self._words[match].items():
                    _keep(found, at, weight + _SLIP * slips, match)
        return found

    def _beginning(self, word: str) -> Iterable[str]:
        start = bisect_left(self._sorted, word)
        end = bisect_left(self._sorted, word + "\uffff", start)
        return self._sorted[start:end]

    def _similar(self, word: str) -> Iterable[tuple[str, int]]:
        """Words of the index within one slip of this one, from eight letters on within two."""
        size = len(word)
        allowed = 0 if size < 4 else 1 if size < 8 else 2
        if not allowed:
            return
        mask = letters(word)
        for (other, length), words in self._alike.items():
            if abs(length - size) <= allowed and (mask ^ other).bit_count() <= 2 * allowed:
                for match in words:
                    if (slips := slips_between(word, match, allowed)) <= allowed:
                        yield match, slips


def _keep(best: dict[int, tuple[float, str]], at: int, score: float, why: str) -> None:
    if at not in best or score < best[at][0]:
        best[at] = (score, why)


def _joined(text: str) -> str:
    return text.replace(" ", "")


def _asked(text: str) -> str:
    """The text without filler words."""
    return " ".join(word for word in text.split() if word not in _FILLERS)
