"""Widgets: told what to show, they say what happened. None of them knows the journal."""
