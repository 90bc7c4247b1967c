"""tsubo keeps one person's acupressure practice: a terminal app and its commands."""
