"""Tab 3: every record; logging, editing."""
