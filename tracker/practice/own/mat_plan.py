"""The four weeks that introduce the mat: makes their record, and words for the current week.

They are a record, so that they can be undone, exported and shared between devices. Nothing is saved
here: the caller hands the record to the journal.
"""

import re
from typing import Final

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.mat_plan import WEEKS, MatPlan
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import MatSetting
from tracker.core.points.reading import Page
from tracker.core.text.dates import day_words
from tracker.practice.cautions import of_mat
from tracker.practice.context import Context

PAGE: Final = "mat-plan"
LABEL: Final = "four weeks with a mat"
"""The label of the step that starts them; after ``stop`` of the one that stops them."""
OFFER: Final = "New to the mat? Four weeks that begin with 5 minutes, if you like."
_FIRST_MINUTES: Final = 5.0
_KNOWS_IT: Final = 28
"""Days of practice on the mat after which the four weeks are not offered."""
_WEEK: Final = re.compile(r"^Week (\d) +(.+(?:\n {5,}.+)*)", re.MULTILINE)


def plan_page(context: Context) -> Page | None:
    """The page with the four weeks; `None` if it cannot be read."""
    return next((each for each in context.library.pages if each.name == PAGE), None)


def current(context: Context) -> MatPlan | None:
    """The latest plan that was not stopped, even if its weeks are over; `None` without one."""
    return max(context.journal.facts(MatPlan), key=lambda each: each.made, default=None)


def begun(context: Context) -> MatPlan:
    """The record of four weeks that start today."""
    now = context.now()
    return MatPlan(id=ulid(now), made=now, since=context.today)


def plan_line(context: Context) -> str:
    """The week: `Week 2 of 4, to Sun 6 Dec 2026: 8 to 10 minutes, thin shirt, on the bed.`.

    Without a plan it is the offer of one, unless the person knows the mat or a caution holds it
    back; then it is empty, as after the four weeks.
    """
    plan = current(context)
    if plan is None:
        return OFFER if _offered(context) else ""
    week = plan.week(context.today)
    if week is None:
        return ""
    until = day_words(plan.last_day(week), context.settings.date_order)
    page = plan_page(context)
    weeks = _WEEK.findall("\n".join(page.lines)) if page else []
    words = " ".join(next((words for number, words in weeks if number == str(week)), "").split())
    return f"Week {week} of {WEEKS}, to {until}" + (f": {words}" if words else "")


def _offered(context: Context) -> bool:
    if plan_page(context) is None or len(context.days(Kind.MAT).summaries) >= _KNOWS_IT:
        return False
    cautions = of_mat(context, MatSetting(minutes=_FIRST_MINUTES))
    return not (cautions.held_back or cautions.unreadable)
