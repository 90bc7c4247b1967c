"""A running session as a value: plan, progress, events, breath."""
