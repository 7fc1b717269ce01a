"""The wheel holds what git tracks, and nothing else; the sdist gives the same wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import missing

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = {
    "src/relgraph": "relgraph",
    "ontology": "relgraph/_ontology",
    "data/articles": "relgraph/_data/articles",
    "data/reference": "relgraph/_data/reference",
}
"""Folders of the checkout and where the wheel has them."""

pytestmark = pytest.mark.skipif(not (ROOT / "src").is_dir(), reason="no checkout here, an installed wheel is tested")


def build(target: str, source: Path, place: Path) -> Path:
    pytest.importorskip("hatchling", reason="building needs hatchling: pip install '.[test]'")
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(place)]
    done = subprocess.run(command, check=False, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = place.iterdir()
    return built


def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as opened:
        return set(opened.namelist())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("only git knows which files are tracked")
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z", *FOLDERS]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True)
    files = [name for name in done.stdout.split("\0") if name and (ROOT / name).exists()]
    if not files:
        missing(f"git tracks nothing here. {done.stderr}")
    return files


def test_the_wheel_holds_exactly_the_tracked_files(wheel: Path, tracked: list[str]) -> None:
    """A forgotten file breaks the installation, a stray one publishes what nobody meant to publish."""
    expected = set()
    for name in tracked:
        folder = next(f for f in FOLDERS if name.startswith(f + "/"))
        expected.add(FOLDERS[folder] + name.removeprefix(folder))
    packed = {name for name in members(wheel) if ".dist-info/" not in name}
    assert sorted(expected - packed) == [], "tracked by git, but not in the wheel"
    assert sorted(packed - expected) == [], "in the wheel, but not tracked by git (git add, or remove it)"


def test_the_wheel_carries_its_licence_and_entry_points(wheel: Path) -> None:
    """Sources are found by entry point, so a wheel without them reads nothing."""
    with zipfile.ZipFile(wheel) as opened:
        info = {Path(n).name: n for n in opened.namelist() if ".dist-info/" in n}
        assert set(info) == {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "LICENSE"}
        points = opened.read(info["entry_points.txt"]).decode()
    assert "[relgraph.sources]" in points
    assert "relgraph = relgraph.cli:main" in points


def test_the_source_distribution_gives_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    """Who packages relgraph for a distribution starts from the sdist."""
    sdist = build("sdist", ROOT, tmp_path / "sdist")
    with tarfile.open(sdist) as opened:
        opened.extractall(tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert members(build("wheel", unpacked, tmp_path / "again")) == members(wheel)
