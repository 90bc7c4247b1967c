"""Tab 1, reminders."""
