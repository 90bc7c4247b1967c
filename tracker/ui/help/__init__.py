"""First run, the questions about you, about tsubo, help for hard moments, the list of keys.

Uses `screens` and the rooms below.
"""
