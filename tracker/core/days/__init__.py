"""The rules of days: practice days, goals, rests, day states, streaks and strength.

Records, goals, rests and the moment go in; states, streaks, strength and explanations come out.
Nothing derived is stored. The rooms above read these values; this room uses only `facts` and
`text`, and reads no clock.

The practice day. A record keeps the local time it started at with its UTC offset, its zone, and its
practice day. The day is worked out once, when the record is made: the date of the wall clock, less
`day_starts_at` hours (0 to 6, default 4). A session at 01:30 thus belongs to the evening before,
and one that crosses the boundary belongs to the day it started. The hours are subtracted from the
wall time and not from the epoch, since the two differ when the clocks change. Travel or another
`day_starts_at` moves no stored record.

Today is the clock's practice day or, if that is later, the day of the latest record whose moment
has passed: on a flight from Auckland to Honolulu a date is lived twice, and today does not go back.
A record whose moment is still to come does not count yet.

Goals. A goal holds from its `since` until the next goal of its kind; the earliest also covers every
day before it, so that imported history counts. A change of goal leaves the past as it was. A kind
without a goal has totals but no streak.
- Per day: the day is met by at least `times` records, each of at least `least_seconds`. On weekdays
  that the goal leaves out, the day is protected.
- Per week: the week is met by `times` different days with such a record. The goal that holds on the
  last day of a week judges the whole week.

Rests. A rest is a range of days with a reason; it can be in the past. Its days are protected. A
protected day that reaches its target counts as met. In a week with protected days the target is
`times * (7 - protected) / 7`, rounded up; if that is 0, one practised day meets the week and a week
without practice is protected. So protection never makes a streak shorter.

Dates that did not exist are protected too: those a zone skipped (Samoa had no 30 December 2011) and
those lost by flying east over the date line, where the offset of the next record is at least 12
hours ahead of that of the last record.

Day states. The first that applies, in this order: met; protected; partly (some practice, but below
the target); open (today, not met yet); missed. Days before the first record or goal, whichever is
earlier, are before; days after today are ahead. Under a weekly goal, a past day without practice is
free, not missed. A week is met, protected, open, missed or before. The first week of practice is
before unless it is met, since it was not a whole week.

Streaks. A daily streak is counted back from today: a met day adds one; a protected day, and today
while it is open or partly done, is passed over; any other day ends it. A weekly streak is counted
the same way in weeks. The protected days or weeks inside a streak, between its first and its last
met one, are reported beside it; alone they make no streak. Each day is judged by the goal of its
day; a change between daily and weekly goals ends a streak. Of equally long streaks the latest is
the longest.

Strength, 0 to 100, is the exponential smoothing of Loop Habit Tracker 2.3.1 (`models/Score.kt`):
each day, `s = s * m + v * (1 - m)` with `m = 0.5 ** (sqrt(f) / 13)`. `f` is the share of days that
the goal asks for (daily 1, Monday to Friday 5/7, n a week n/7). `v` is the share of the target that
was reached, at most 1: of the day, or under a weekly goal of the last seven days. Today counts only
once it is met; protected days without enough practice are left out.

Every streak and every day can be explained: the goal, each day with its state and the record that
met it, and the day where the streak stopped. A change of the past shows its effect on the streak
before it is made.
"""
