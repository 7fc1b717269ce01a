"""Where the ontology and the sample articles are: in the checkout, or inside the installed package."""

from __future__ import annotations

from pathlib import Path

from relgraph.errors import OntologyError

__all__ = ["articles_dir", "ontology_dir", "reference_dir"]


def _folder(name: str) -> Path:
    package = Path(__file__).resolve().parent
    for candidate in (package / f"_{name}", package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise OntologyError([f"relgraph is installed without its '{name}' folder; install it again"])


def ontology_dir() -> Path:
    """The folder with the ontology that came with this installation."""
    return _folder("ontology")


def articles_dir() -> Path:
    """The folder with the sample articles that came with this installation."""
    return _folder("data") / "articles"


def reference_dir() -> Path:
    """The folder with the reference datasets that came with this installation."""
    return _folder("data") / "reference"
