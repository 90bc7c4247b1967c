"""Types of the `--json` answers and of the native export.

`tsubo schema` makes JSON Schema from them, and a test compares every command with them. Only that
command imports this room, so the other commands start no slower. Uses `core`, `config`, `store` and
`exchange` for the types of parts.
"""
