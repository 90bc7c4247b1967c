"""The answers of `--json` and the native export as types: the one place that names their keys.

`tsubo schema` makes JSON Schema from them, and a test holds every command to them. Only that
command imports this room, so the types cost no other command anything. Uses `core`,
`config`, `store` and `exchange` for the types of parts.
"""
