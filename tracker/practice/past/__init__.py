"""Looking back: insights in sentences and as data, and the lines that log what was done last time.

Uses `core.insights` and the person's records; nothing is recorded here.
"""
