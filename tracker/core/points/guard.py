"""The guard: which cautions follow from a person's answers, for points, routines and mats.

Precaution, not diagnosis: each caution gives its reason and its source. Nothing is forbidden: a
person can override what is held back, and that choice is recorded. An unanswered flag counts as
no, with one exception: the built-in routines leave out the points to avoid in pregnancy until that
question is answered no.
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
"""In the place of a point's code in a rule: every point."""


class Flag(StrEnum):
    """A condition that a person can say they have, and that rules about points and mats name."""

    PREGNANT = "pregnant"
    BLEEDING = "bleeding"
    SKIN = "skin"
    NUMBNESS = "numbness"
    HEART = "heart"
    SURGERY = "surgery"
    LYMPHOEDEMA = "lymphoedema"
    EPILEPSY = "epilepsy"
    CLOT = "clot"
    BONES = "bones"
    NECK = "neck"
    LINES = "lines"


class Answer(StrEnum):
    """An answer to the question of a flag; every question can be skipped."""

    YES = "yes"
    NO = "no"
    NONE = "not answered"


Answers = Mapping[Flag, Answer]


class Severity(StrEnum):
    """How much care a caution asks for, strongest first."""

    AVOID = "avoid"
    ASK = "ask"
    LIGHT = "light"

    @property
    def words(self) -> str:
        """The words for one point or mat."""
        return self.words_for(several=False)

    def words_for(self, *, several: bool) -> str:
        """The words for one point or mat, or for several: `leave them alone`."""
        alone = "leave them alone" if several else "leave it alone"
        return {"avoid": alone, "ask": "ask first", "light": "go lightly"}[self]

    @property
    def holds_back(self) -> bool:
        """Whether it leaves a point out of a built-in routine until the person overrides it."""
        return self is not Severity.LIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagAnswer:
    """An answer as it is recorded; the newest for a flag counts."""

    id: str
    made: datetime
    flag: Flag
    answer: Answer


@dataclass(frozen=True, slots=True)
class Caution:
    """A reason to take care, and its source."""

    reason: str
    source: str
    """The id of a source in the library."""
    severity: Severity
    flag: Flag | None = None
    """The flag it follows from; `None` when it applies to everyone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A person's choice to use what the guard holds back, as it is recorded."""

    id: str
    made: datetime
    subject: str
    """A point's code, or ``mat`` with its position."""
    flags: tuple[Flag, ...]
    """The flags it overrides, until one is answered differently."""
    why: str = ""

    def __post_init__(self) -> None:
        check_text("subject", self.subject, empty=False)
        check_text("why", self.why)


@dataclass(frozen=True, slots=True)
class MatSetting:
    """How a mat is used: where, through what, how long."""

    position: Position | None = None
    layer: Layer | None = None
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The question of a flag."""

    flag: Flag
    short: str
    text: str
    lightly: str
    """Why to press lightly, in two to five words: ``you bruise easily``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRule:
    """A caution for some points, for a person who answered the flag with yes."""

    flag: Flag
    points: tuple[str, ...]
    severity: Severity
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatRule:
    """A caution for some ways to use a mat; without a flag it applies to everyone."""

    severity: Severity
    reason: str
    source: str
    flag: Flag | None = None
    positions: tuple[Position, ...] = ()
    layers: tuple[Layer, ...] = ()
    over_minutes: float | None = None

    def applies(self, setting: MatSetting, answers: Answers) -> bool:
        """Whether it applies to this use by this person; an unknown layer is not bare."""
        if self.flag is not None and answers.get(self.flag) is not Answer.YES:
            return False
        if self.over_minutes is not None and setting.minutes <= self.over_minutes:
            return False
        if self.positions and setting.position not in self.positions:
            return False
        return not self.layers or setting.layer in self.layers


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A step that is left out of a routine, and the reasons."""

    step: RoutineStep
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Guarded:
    """A routine without the steps that are held back, and its cautions."""

    routine: Routine | None
    """The rest of the routine; `None` if every step is held back."""
    held_back: tuple[HeldBack, ...]
    cautions: tuple[tuple[str, Caution], ...]
    """Code and caution of each point that remains."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The questions and rules, and the cautions that follow from them."""

    questions: tuple[Question, ...]
    point_rules: tuple[PointRule, ...]
    mat_rules: tuple[MatRule, ...]

    def cautions_for(self, subject: Point | MatSetting, answers: Answers) -> tuple[Caution, ...]:
        """The cautions that follow from these answers, strongest first; empty without any."""
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
        """The routine without the steps that are held back. A personal routine keeps all steps."""
        known = tuple(overrides)
        kept: list[RoutineStep] = []
        held: list[HeldBack] = []
        marked: dict[tuple[str, Caution], None] = {}
        for step in routine.steps:
            point = find(step.point)
            cautions = self.cautions_for(point, answers) if point else ()
            stopping = tuple(
                caution
                for caution in cautions
                if caution.severity.holds_back and not overridden(step.point, caution, known)
            )
            if stopping and routine.built_in:
                held.append(HeldBack(step, stopping))
            else:
                kept.append(step)
                marked.update(dict.fromkeys((step.point, caution) for caution in cautions))
        left = replace(routine, steps=tuple(kept)) if kept else None
        return Guarded(left, tuple(held), tuple(marked))

    def safe(self, points: Iterable[Point], answers: Answers) -> frozenset[str]:
        """The codes of the points that nothing holds back."""
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
    """Whether the person chose to use this subject in spite of the caution's flag."""
    return any(
        override.subject == subject and caution.flag in override.flags for override in overrides
    )


def mat_subject(setting: MatSetting) -> str:
    """The subject of an override for a mat: ``mat belly``, or ``mat`` without a position."""
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
"""Begins the reason of a caution that applies only until the question is answered."""

_SEVERITY: Final = {
    PregnancyLevel.AVOID: Severity.AVOID,
    PregnancyLevel.ASK: Severity.ASK,
    PregnancyLevel.GENTLE: Severity.LIGHT,
}
