"""``python -m tracker`` and the command ``tsubo``."""

from tracker.cli import main

if __name__ == "__main__":
    main()
