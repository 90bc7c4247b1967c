"""Print requirements for pip, made from pyproject.toml without the exact pins of its tests.

python .ci/requirements.py lowest    every package at the lowest version that is allowed
python .ci/requirements.py newest    every package at any version that is allowed
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]


def lowest(requirement: str) -> str:
    """The requirement with its lower bound as the only version."""
    found = re.match(r"([\w-]+).*?>=([\w.]+)", requirement)
    if found is None:
        sys.exit(f"pyproject.toml: {requirement} has no lower bound; give it one")
    return f"{found[1]}=={found[2]}"


def main(which: str) -> None:
    """Print one requirement a line."""
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"]]
    unpinned = [each for each in wanted if "==" not in each]
    chosen = [lowest(each) for each in unpinned] if which == "lowest" else unpinned
    sys.stdout.write("\n".join(chosen) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
