"""Print the fenced block of a Markdown file that follows the comment <!-- ci: NAME -->.

python3 .ci/readme_command.py README.md test
"""

import re
import sys
from pathlib import Path


def find_block(markdown: str, name: str) -> str:
    """The lines of the block, without the fence and without the prompt ``$ ``. LookupError if there is none."""
    comment = rf"<!--\s*ci:\s*{re.escape(name)}\s*-->\s*\n"
    block = re.search(comment + r"(?P<fence>`{3,})[^\n]*\n(?P<lines>.*?)^(?P=fence)\s*$", markdown, re.DOTALL | re.M)
    if block is None:
        raise LookupError(name)
    lines = block["lines"].splitlines()
    commands = [line[2:] for line in lines if line.startswith("$ ")]
    return "\n".join(commands or lines)


if __name__ == "__main__":
    file, wanted = sys.argv[1:]
    try:
        print(find_block(Path(file).read_text(encoding="utf-8"), wanted))
    except LookupError:
        sys.exit(f"{file}: no fenced block below a comment <!-- ci: {wanted} -->")
