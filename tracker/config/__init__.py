"""Configuration: the settings in config.toml, the person's time zone, and remapped keys.

It knows the core and `disk`, and is read before any record is. Only `Config.set` and `unset` write.
"""
