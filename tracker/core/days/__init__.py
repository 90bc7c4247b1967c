"""Practice days, streaks and goals, derived from records; the rules of days."""
