"""What several test files share: the folder of private texts beside the checkout, Chromium, the sample graph."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def missing(what: str) -> None:
    """Skip in a run at home; fail where CI=true, because there a skipped test is a test that nobody runs."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of texts that may not be copied into the project; skipped where it does not lie beside it."""
    folder = ROOT.parent / "shared"
    if not (folder / "seed").is_dir():
        pytest.skip("the private texts (../shared) are not here")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium: the one that CHROMIUM names, or the first on the PATH."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = os.environ.get("CHROMIUM") or next((path for n in names if (path := shutil.which(n))), None)
    if not found:
        missing("no Chromium on this machine; install one or name it in CHROMIUM")
    return str(found)


@pytest.fixture(scope="session")
def sample_graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the sample articles, built once for all tests that only read it."""
    import relgraph
    from relgraph.resources import articles_dir

    folder = tmp_path_factory.mktemp("sample") / "graph"
    relgraph.build([articles_dir()], folder)
    return folder
