"""First run, about, help in hard moments, keys."""
