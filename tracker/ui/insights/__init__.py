"""Tab 6: sections of bars, plots and sentences over a period; and the weekly checks.

Uses `screens` and the rooms below; the numbers come from `core.insights`.
"""
