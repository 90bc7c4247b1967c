"""The style sheet of the report, for screen and paper; it is part of the file."""

from typing import Final

_POINTS: Final = ("#ebedf0", "#c6e3c8", "#93c79a", "#5aa469", "#2f7d45", "#15522a")
_MAT: Final = ("#ebedf0", "#d6dcf0", "#aab9e3", "#7a90cf", "#4c66ae", "#273d7c")
_POINTS_DARK: Final = ("#2a2d31", "#1d4429", "#27693b", "#3f9556", "#74c186", "#b9ecc3")
_MAT_DARK: Final = ("#2a2d31", "#283357", "#3a4d8a", "#5a72bd", "#8ea3e2", "#ccd8ff")


def _levels(points: tuple[str, ...], mat: tuple[str, ...]) -> str:
    return "\n".join(
        f".{name}{level} {{ background: {colour}; }}"
        for name, ramp in (("points", points), ("mat", mat))
        for level, colour in enumerate(ramp)
    )


STYLE: Final = f"""
:root {{ --ink: #1a1a1a; --paper: #fff; --quiet: #555; --line: #aaa; color-scheme: light; }}
body {{ font: 11pt/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5em; line-height: 1.25; }}
h2 {{ font-size: 1.2em; margin: 2em 0 .5em; border-bottom: 1px solid var(--line); }}
h3 {{ font-size: 1em; margin: 1em 0 .3em; }}
.standing {{ border-left: 4px solid var(--line); padding-left: .8em; }}
.quiet {{ color: var(--quiet); }}
table {{ border-collapse: collapse; margin: .5em 0; }}
th, td {{ text-align: left; padding: .15em .9em .15em 0; vertical-align: top; }}
td:last-child {{ overflow-wrap: anywhere; }}
td:first-child, .long td:nth-child(4) {{ white-space: nowrap; }}
.long td:nth-child(3) {{ min-width: 8em; }}
.long td:nth-child(5), .long td:nth-child(6) {{ min-width: 13em; }}
thead th {{ border-bottom: 1px solid var(--line); }}
th.number, td.number {{ text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }}
.wide {{ overflow-x: auto; }}
.calendar th {{ font-size: .6rem; font-weight: normal; padding: 0 .2rem 0 0; max-width: .85rem;
  overflow: visible; white-space: nowrap; overflow-wrap: normal; }}
.calendar td {{ padding: 0; }}
.calendar .day {{ min-width: .75rem; height: .75rem; border: 1px solid var(--paper);
  font-size: .6rem; line-height: .7rem; text-align: center; }}
{_levels(_POINTS, _MAT)}
figure {{ margin: .5em 0; }}
figcaption {{ font-size: .9em; color: var(--quiet); }}
.curve {{ display: block; width: 100%; max-width: 46rem; font-size: 10px; fill: var(--quiet); }}
.curve .rule {{ stroke: var(--line); stroke-width: .5; }}
.curve polyline {{ fill: none; stroke: var(--ink); stroke-width: 1.5; }}
.curve .band {{ fill: var(--line); opacity: .35; }}
.curve circle {{ fill: var(--quiet); opacity: .6; }}
.curve circle.before {{ fill: none; stroke: var(--quiet); stroke-width: .8; }}
.curve polyline.before {{ stroke-dasharray: 4 3; stroke-width: 1; }}
.reading {{ font-size: .9em; padding-left: 1.4em; }}
@media screen and (prefers-color-scheme: dark) {{
:root {{ --ink: #e4e4e4; --paper: #17191c; --quiet: #a8a8a8; --line: #5f6368;
  color-scheme: dark; }}
{_levels(_POINTS_DARK, _MAT_DARK)}
}}
@media screen and (max-width: 40rem) {{
  th, td {{ padding-right: .5em; }}
  .whole, .long {{ display: block; overflow-x: auto; }}
}}
@page {{ margin: 16mm 14mm 18mm; @bottom-right {{ content: counter(page) " / " counter(pages);
  font: 8pt system-ui, sans-serif; color: #555; }} }}
@media print {{
  body {{ margin: 0; padding: 0; max-width: none; font-size: 9.5pt; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  tr, li, h1, h2, h3, section, .whole, .calendar {{ break-inside: avoid; }}
  h2, h3, .calendar {{ break-after: avoid; }}
  .long {{ font-size: 8.5pt; }}
  .long td {{ padding-top: .05em; padding-bottom: .05em; line-height: 1.35; }}
  .apart {{ break-before: page; margin-top: 0; }}
  .wide {{ overflow: visible; }}
  .calendar th {{ font-size: 6.5pt; }}
  .calendar .day {{ min-width: .68rem; height: .68rem; }}
}}
"""
