"""config.toml, settings, time zone, keys."""
