"""Records of a practice as values: sessions, points, routines, goals, rests, reminders, checks."""
