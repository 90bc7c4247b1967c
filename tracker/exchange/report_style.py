"""How the report looks, on a screen and on paper: its one sheet, written into the file."""

from typing import Final

_POINTS: Final = ("#ebedf0", "#c6e3c8", "#93c79a", "#5aa469", "#2f7d45", "#15522a")
_MAT: Final = ("#ebedf0", "#d6dcf0", "#aab9e3", "#7a90cf", "#4c66ae", "#273d7c")

_LEVELS: Final = "\n".join(
    f".{name}{level} {{ background: {colour}; }}"
    for name, ramp in (("points", _POINTS), ("mat", _MAT))
    for level, colour in enumerate(ramp)
)

STYLE: Final = f"""
body {{ font: 11pt/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5rem; }}
h2 {{ font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #bbb; }}
h3 {{ font-size: 1rem; margin: 1rem 0 .3rem; }}
.standing {{ border-left: 4px solid #888; padding-left: .8rem; }}
.quiet {{ color: #555; }}
table {{ border-collapse: collapse; margin: .5rem 0; }}
th, td {{ text-align: left; padding: .15rem .9rem .15rem 0; vertical-align: top; }}
td:last-child {{ overflow-wrap: anywhere; }}
td:first-child {{ white-space: nowrap; }}
thead th {{ border-bottom: 1px solid #888; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
.calendar th {{ font-size: .6rem; font-weight: normal; padding: 0 .2rem 0 0; max-width: .85rem;
  overflow: visible; white-space: nowrap; overflow-wrap: normal; }}
.calendar td {{ padding: 0; }}
.calendar .day {{ width: .75rem; height: .75rem; border: 1px solid #fff; font-size: .6rem;
  line-height: .7rem; text-align: center; }}
{_LEVELS}
.reading {{ font-size: .9rem; }}
@media print {{
  body {{ margin: 0; max-width: none; font-size: 9.5pt; }}
  * {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  tr, li, h2, h3 {{ break-inside: avoid; }}
  h2, h3 {{ break-after: avoid; }}
}}
"""
