"""Sums and comparisons over periods."""
