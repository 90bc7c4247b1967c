"""The practice as values: no clock, no file, no terminal. Everything it needs is handed in."""
