"""The documentation is run: commands and Python of the README print what it says, examples in docstrings hold."""

from __future__ import annotations

import doctest
import importlib
import os
import pkgutil
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import relgraph

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = 100

_BLOCK = re.compile(
    r"(?:<!--\s*ci:\s*(?P<mark>.*?)\s*-->\s*\n)?^(?P<fence>`{3,})(?P<language>\w*)[^\n]*\n(?P<text>.*?)^(?P=fence)\s*$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block of a Markdown file, with the mark in the comment before it."""

    line: int
    language: str
    mark: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    markdown = path.read_text(encoding="utf-8")
    for match in _BLOCK.finditer(markdown):
        line = markdown.count("\n", 0, match.start("fence")) + 1
        yield Block(line=line, language=match["language"], mark=match["mark"] or "", text=match["text"])


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """Each command of a console block with the lines that it prints; ``> `` continues a command."""
    command: list[str] = []
    printed: list[str] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield "\n".join(command), printed
            command, printed = [line[2:]], []
        elif command and not printed and (line.startswith("> ") or line == ">"):
            command.append(line[2:])
        else:
            printed.append(line.rstrip())
    if command:
        yield "\n".join(command), printed


def run_in_terminal(command: str, folder: Path) -> tuple[int, list[str]]:
    """Run a command in a terminal of ``COLUMNS`` columns, without colours: what a reader sees who types it."""
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, COLUMNS, 0, 0))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    env = {**os.environ, "PATH": path, "TERM": "dumb", "NO_COLOR": "1", "COLUMNS": str(COLUMNS), "PYTHONUTF8": "1"}
    process = subprocess.Popen(
        ["/bin/sh", "-ec", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    printed = b""
    while True:
        try:
            some = os.read(ours, 65536)
        except OSError:  # Linux says so when the other end is closed
            break
        if not some:
            break
        printed += some
    os.close(ours)
    lines = printed.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    return process.wait(), [line.rstrip() for line in lines]


def as_pattern(lines: list[str]) -> str:
    """The expected lines as a regular expression, in which a line of three dots is any lines."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    return "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in lines) + r"\n*"


def problems(path: Path, folder: Path) -> Iterator[str]:
    namespace: dict[str, object] = {"__name__": "readme"}
    for block in blocks(path):
        where = f"{path.name}:{block.line}"
        if block.mark:
            continue
        if block.language == "console":
            for command, expected in commands(block):
                status, printed = run_in_terminal(command, folder)
                if not re.fullmatch(as_pattern(expected), "\n".join(printed)):
                    yield f"{where}: $ {command}\nexpected:\n" + "\n".join(expected) + "\ngot:\n" + "\n".join(printed)
                elif status not in (0, 1, 3):
                    yield f"{where}: $ {command}: exit {status}"
        elif block.language == "python":
            yield from run_python(block, where, namespace)


def run_python(block: Block, where: str, namespace: dict[str, object]) -> Iterator[str]:
    if not block.text.lstrip().startswith(">>>"):
        try:
            exec(compile(block.text, where, "exec"), namespace)  # noqa: S102, running it is the point
        except Exception as e:  # the reader of the README would see it too
            yield f"{where}: {type(e).__name__}: {e}"
        return
    report: list[str] = []
    flags = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
    test = doctest.DocTestParser().get_doctest(block.text, namespace, where, str(where), 0)
    doctest.DocTestRunner(optionflags=flags).run(test, out=report.append, clear_globs=False)
    namespace.update(test.globs)
    if report:
        yield f"{where}: {''.join(report)}"


def test_the_readme_shows_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A README that shows wrong output is worse than none. It runs where its first command has run before."""
    done = subprocess.run(
        [sys.executable, "-m", "relgraph", "demo", "demo"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    monkeypatch.chdir(tmp_path)
    assert list(problems(ROOT / "README.md", tmp_path)) == []


def test_wrong_documentation_is_noticed(tmp_path: Path) -> None:
    """The test above is worth what it finds."""
    page = tmp_path / "page.md"
    fence = "`" * 3
    page.write_text(
        f"{fence}console\n$ echo one; echo two \\\n>   three\none\n...\n$ echo four\nfive\n{fence}\n\n"
        f"<!-- ci: skip needs a browser -->\n{fence}console\n$ no-such-program\n{fence}\n\n"
        f"{fence}python\nnumber = 1\n{fence}\n\n{fence}python\n>>> number\n1\n>>> number + 1\n3\n{fence}\n\n"
        f"{fence}python\n1 / 0\n{fence}\n",
        encoding="utf-8",
    )
    found = list(problems(page, tmp_path))
    assert [p.split(": ")[0] for p in found] == ["page.md:1", "page.md:19", "page.md:26"]
    assert "echo four" in found[0]
    assert "2" in found[1]
    assert "ZeroDivisionError" in found[2]


@pytest.mark.parametrize("name", ["demo", "test"])
def test_the_two_commands_stand_in_the_readme(name: str) -> None:
    """``.ci/run`` takes them from there; they need only Python with its own venv and pip."""
    marked = [block for block in blocks(ROOT / "README.md") if block.mark == name]
    assert len(marked) == 1
    assert marked[0].text.removeprefix("$ ").startswith("python3 -m venv")


def test_a_skipped_block_says_why() -> None:
    """A block that nobody runs must be the exception, with a reason."""
    for block in blocks(ROOT / "README.md"):
        assert block.mark in ("", "demo", "test") or re.fullmatch(r"skip \S.*", block.mark), block.line


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    """Relative links break when a file moves."""
    for path in sorted(ROOT.glob("*.md")):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            if not target.startswith(("src/", "ontology/")) or (ROOT / "src").is_dir():
                assert (ROOT / target).exists(), f"{path.name}: {target}"


def modules() -> list[str]:
    found = pkgutil.walk_packages(relgraph.__path__, "relgraph.")
    return ["relgraph", *(m.name for m in found if not m.name.endswith("__main__"))]


@pytest.mark.parametrize("name", modules())
def test_the_examples_in_docstrings_hold(name: str) -> None:
    """A reader copies them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # importing pyvis and the like is not what is tested
        module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert failed == 0
