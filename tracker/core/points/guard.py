"""Which cautions apply to whom: a person's answers, and what they mean for points and mats.

Precaution, not diagnosis: each caution says why and where that comes from. Nothing is forbidden;
what is held back can be taken in by a deliberate choice, which is recorded. What a flag leaves
unanswered counts as no, save that the library's own routines hold no point to avoid in pregnancy
until that question is answered no.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from tracker.core.facts.points import Point, PregnancyLevel
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Layer, Position
from tracker.core.text.field_checks import check_text

ALL: Final = "all"
"""Stands for every point in a rule."""

MAT_START: Final = 5 * 60.0
MAT_GOAL: Final = 20 * 60.0
MAT_LONG: Final = 40 * 60.0
"""Seconds on a mat: a first time, a default goal, and from where on it warns (no page gave good
grounds for longer)."""


class Flag(StrEnum):
    """What a person may say about themselves, so that points and mats can be marked."""

    PREGNANT = "pregnant"
    BLEEDING = "bleeding"
    SKIN = "skin"
    NUMBNESS = "numbness"
    HEART = "heart"
    SURGERY = "surgery"
    LYMPHOEDEMA = "lymphoedema"
    EPILEPSY = "epilepsy"


class Answer(StrEnum):
    """What was said; every question may be left alone."""

    YES = "yes"
    NO = "no"
    NONE = "not answered"


Answers = Mapping[Flag, Answer]


class Severity(StrEnum):
    """What a caution asks for, the strongest first."""

    AVOID = "avoid"
    ASK = "ask"
    LIGHT = "light"

    @property
    def words(self) -> str:
        """As one reads it."""
        return self.words_for(several=False)

    def words_for(self, *, several: bool) -> str:
        """The words for one point or mat, or for several: `leave them alone`."""
        alone = "leave them alone" if several else "leave it alone"
        return {"avoid": alone, "ask": "ask first", "light": "go lightly"}[self]

    @property
    def holds_back(self) -> bool:
        """Whether it leaves a point out of a built-in routine until the person takes it in."""
        return self is not Severity.LIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAnswer:
    """An answer as it is recorded: the newest for a flag counts."""

    id: str
    made: datetime
    flag: Flag
    answer: Answer


@dataclass(frozen=True, slots=True)
class Caution:
    """Why to take care, and where that comes from."""

    reason: str
    source: str
    """The id of a source in the library."""
    severity: Severity
    flag: Flag | None = None
    """The answer it follows from; none for what holds for everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A deliberate choice to take in what the guard holds back, for the record."""

    id: str
    made: datetime
    subject: str
    """A point's code, or ``mat`` with its position."""
    flags: tuple[Flag, ...]
    """What the person knew of when choosing; a later flag is held back again."""
    why: str = ""

    def __post_init__(self) -> None:
        check_text("subject", self.subject, empty=False)
        check_text("why", self.why)


@dataclass(frozen=True, slots=True)
class MatSetting:
    """How a mat is going to be used."""

    position: Position | None = None
    layer: Layer | None = None
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked for a flag."""

    flag: Flag
    short: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRule:
    """A caution for some points, when a flag is answered yes."""

    flag: Flag
    points: tuple[str, ...]
    severity: Severity
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatRule:
    """A caution for some ways to use a mat; without a flag it holds for everyone."""

    severity: Severity
    reason: str
    source: str
    flag: Flag | None = None
    positions: tuple[Position, ...] = ()
    layers: tuple[Layer, ...] = ()
    over_minutes: float | None = None

    def applies(self, setting: MatSetting, answers: Answers) -> bool:
        """Whether it holds for this use by this person; an unsaid layer is not bare."""
        if self.flag is not None and answers.get(self.flag) is not Answer.YES:
            return False
        if self.over_minutes is not None and setting.minutes <= self.over_minutes:
            return False
        if self.positions and setting.position not in self.positions:
            return False
        return not self.layers or setting.layer in self.layers


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A step left out of a routine, with the reasons."""

    step: RoutineStep
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A routine as the guard lets it through."""

    routine: Routine | None
    """Without what is held back; none when nothing is left."""
    held_back: tuple[HeldBack, ...]
    cautions: tuple[tuple[str, Caution], ...]
    """What to know about the points that stay: code and caution."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules, and what they say of a point, a mat, a routine."""

    questions: tuple[Question, ...]
    point_rules: tuple[PointRule, ...]
    mat_rules: tuple[MatRule, ...]

    def cautions_for(self, subject: Point | MatSetting, answers: Answers) -> tuple[Caution, ...]:
        """What these answers mean for it, the strongest first; nothing when no flag touches it."""
        found = (
            self._mat(subject, answers)
            if isinstance(subject, MatSetting)
            else (*_pregnancy(subject, answers), *self._point(subject, answers))
        )
        order = list(Severity)
        return tuple(sorted(found, key=lambda caution: order.index(caution.severity)))

    def guarded(
        self,
        routine: Routine,
        find: Callable[[str], Point | None],
        answers: Answers,
        overrides: Iterable[Override] = (),
    ) -> Guarded:
        """The routine without the steps that are held back; a person's own keeps all, marked."""
        chosen = tuple(overrides)
        kept: list[RoutineStep] = []
        held: list[HeldBack] = []
        marks: dict[tuple[str, Caution], None] = {}
        for step in routine.steps:
            point = find(step.point)
            cautions = self.cautions_for(point, answers) if point else ()
            stopping = tuple(
                caution
                for caution in cautions
                if caution.severity.holds_back and not overridden(step.point, caution, chosen)
            )
            if stopping and routine.built_in:
                held.append(HeldBack(step, stopping))
            else:
                kept.append(step)
                marks.update(dict.fromkeys((step.point, caution) for caution in cautions))
        left = replace(routine, steps=tuple(kept)) if kept else None
        return Guarded(left, tuple(held), tuple(marks))

    def safe(self, points: Iterable[Point], answers: Answers) -> frozenset[str]:
        """The codes of those that nothing holds back."""
        return frozenset(
            point.code
            for point in points
            if not any(caution.severity.holds_back for caution in self.cautions_for(point, answers))
        )

    def _point(self, point: Point, answers: Answers) -> Iterable[Caution]:
        for rule in self.point_rules:
            if answers.get(rule.flag) is Answer.YES and (
                ALL in rule.points or point.code in rule.points
            ):
                yield Caution(rule.reason, rule.source, rule.severity, rule.flag)

    def _mat(self, setting: MatSetting, answers: Answers) -> Iterable[Caution]:
        for rule in self.mat_rules:
            if rule.applies(setting, answers):
                yield Caution(rule.reason, rule.source, rule.severity, rule.flag)


def overridden(subject: str, caution: Caution, overrides: Iterable[Override]) -> bool:
    """Whether the person chose to take this in, knowing of that flag."""
    return any(
        override.subject == subject and caution.flag in override.flags for override in overrides
    )


def answers_of(given: Iterable[FlagAnswer]) -> Answers:
    """What was said last for each flag, from answers in the order they were made."""
    return {each.flag: each.answer for each in given}


def mat_subject(setting: MatSetting) -> str:
    """What an override of a mat is recorded under: ``mat belly``, or ``mat``."""
    return f"mat {setting.position}" if setting.position else "mat"


def _pregnancy(point: Point, answers: Answers) -> Iterable[Caution]:
    answer = answers.get(Flag.PREGNANT, Answer.NONE)
    if answer is Answer.NO:
        return
    level = point.pregnancy.level
    source = "carr2015" if "carr2015" in point.sources else "umn_msk"
    if answer is Answer.YES:
        severity = _SEVERITY[level]
        yield Caution(point.pregnancy.text, source, severity, Flag.PREGNANT)
    elif level is PregnancyLevel.AVOID:
        yield Caution(f"{UNANSWERED} {point.pregnancy.text}", source, Severity.AVOID, Flag.PREGNANT)


UNANSWERED: Final = "Whether you may be pregnant is not answered."

_SEVERITY: Final = {
    PregnancyLevel.AVOID: Severity.AVOID,
    PregnancyLevel.ASK: Severity.ASK,
    PregnancyLevel.GENTLE: Severity.LIGHT,
}
