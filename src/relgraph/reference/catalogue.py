"""The datasets: those that came with relgraph, by name, and others by their folder or file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from relgraph.errors import SourceError, nearest
from relgraph.ontology import Ontology
from relgraph.records import Dataset, Extract
from relgraph.reference.tables import MAPPING, describe_dataset, read_table_dataset
from relgraph.reference.wikidata import SUFFIXES, read_wikidata
from relgraph.resources import reference_dir

__all__ = ["ALL", "list_datasets", "read_dataset", "read_datasets"]

ALL = "all"
"""The name that means all datasets that came with relgraph."""


def list_datasets(folder: str | Path | None = None) -> tuple[Dataset, ...]:
    """What the datasets in a folder are, by name; those that came with relgraph when None.

    Args:
        folder: a folder that has one folder with a ``mapping.yaml`` for each dataset.

    Raises:
        SourceError: the folder is none or has no dataset, or a mapping is wrong.
    """
    base = Path(folder) if folder is not None else reference_dir()
    if not base.is_dir():
        raise SourceError(f"{base}: no such folder; name one that has folders with a {MAPPING}")
    found = [describe_dataset(path.parent)[0] for path in sorted(base.glob(f"*/{MAPPING}"))]
    if not found:
        raise SourceError(f"{base}: no folder in it has a {MAPPING}; see data/README.md for what one says")
    return tuple(found)


def read_dataset(name_or_folder: str | Path, ontology: Ontology) -> Extract:
    """What a dataset claims.

    Args:
        name_or_folder: the name of a dataset that came with relgraph, a folder with a ``mapping.yaml``, or a file of
            Wikidata (``.json``, ``.jsonl``).
        ontology: whose types, roles, names and concepts it uses.

    Raises:
        SourceError: there is no such dataset, or it is wrong; all problems, one a line.
    """
    given = Path(name_or_folder)
    if given.suffix.lower() in SUFFIXES:
        return read_wikidata(given, ontology)
    if (given / MAPPING).is_file():
        return read_table_dataset(given, ontology)
    shipped = reference_dir() / given
    if len(given.parts) == 1 and (shipped / MAPPING).is_file():
        return read_table_dataset(shipped, ontology)
    if given.is_dir():
        raise SourceError(f"{given}: has no {MAPPING} in it; see data/README.md for what one says")
    names = [path.parent.name for path in reference_dir().glob(f"*/{MAPPING}")]
    raise SourceError(
        f"no such dataset '{name_or_folder}'.{nearest(str(name_or_folder), names)} "
        "See them with: relgraph reference list"
    )


def read_datasets(names: Iterable[str | Path], ontology: Ontology) -> tuple[Extract, ...]:
    """What several datasets claim; ``all`` among the names means all that came with relgraph.

    Raises SourceError as :func:`read_dataset`, and when two datasets have one name.
    """
    wanted: list[str | Path] = []
    for name in names:
        wanted += [d.id for d in list_datasets()] if name == ALL else [name]
    extracts: dict[str, Extract] = {}
    for name in dict.fromkeys(wanted):
        extract = read_dataset(name, ontology)
        if extract.dataset.id in extracts:
            raise SourceError(f"{name}: there is already a dataset '{extract.dataset.id}'; give it once, or rename it")
        extracts[extract.dataset.id] = extract
    return tuple(extracts.values())
