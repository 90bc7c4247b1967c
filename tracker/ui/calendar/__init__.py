"""Tab 5: the year, a day, goals and rest days."""
