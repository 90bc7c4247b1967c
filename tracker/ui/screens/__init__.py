"""The kinds of screen and dialog that every room is built from."""
