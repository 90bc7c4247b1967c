"""Tab 6, and the weekly checks."""
