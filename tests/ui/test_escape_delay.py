"""A lone ESC is the Esc key after a moment, a longer one where a connection can lag."""

from collections.abc import Mapping

import pytest

from tracker.app import TrackerApp
from tracker.ui.settings.apply import apply_settings
from tracker.ui.terminal.input.escape_delay import escape_delay

SSH = {"SSH_CONNECTION": "10.0.0.5 50 10.0.0.9 22"}


@pytest.mark.parametrize(
    ("chosen", "environ", "kitty", "delay"),
    [
        (None, {}, False, 0.1),
        (None, SSH, False, 0.6),
        (None, {"SSH_TTY": "/dev/pts/1"}, False, 0.6),
        (None, {"MOSH_CONNECTION": "1"}, False, 0.6),
        (None, {**SSH, "TMUX": "default,1,0"}, False, 0.1),
        (None, SSH, True, 0.1),
        (None, {**SSH, "ESCDELAY": "250"}, False, 0.25),
        (None, {"ESCDELAY": "soon"}, False, 0.1),
        (None, {"ESCDELAY": "0"}, False, 0.1),
        (None, {"ESCDELAY": "9" * 5000}, False, 0.1),
        (0.3, {**SSH, "ESCDELAY": "250"}, True, 0.3),
    ],
)
def test_esc_waits_by_the_setting_then_escdelay_then_the_connection(
    chosen: float | None, environ: Mapping[str, str], kitty: bool, delay: float
) -> None:
    assert escape_delay(chosen, environ, has_kitty_keys=kitty) == delay


async def test_the_setting_takes_effect_at_once(app: TrackerApp) -> None:
    def with_setting(value: str | None) -> float | None:
        key, config = "escape_delay", app.config
        apply_settings(app, config.set(key, value) if value else config.unset(key))
        return app.escape_delay

    async with app.run_test():
        given = [with_setting(value) for value in (None, "0.3 s", "250", None)]
    assert given == [None, 0.3, 0.25, None]
