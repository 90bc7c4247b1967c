"""Importing this keeps compiled files, whatever PYTHONDONTWRITEBYTECODE says.

The workers and the programs that tests start would otherwise each compile the tracker and rewrite
the tests' assertions again: a third more processor time.
"""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
