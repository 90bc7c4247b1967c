"""Configuration: the settings in config.toml, the person's time zone, and remapped keys.

Uses `core` and `disk`, and is read before any record is. Only `Config.set` and `unset` write;
applying a setting is the business of the app and the commands.
"""
