"""Reference datasets: tables of facts that somebody keeps, as claims with the record that makes each.

A dataset is a folder with a table and a ``mapping.yaml`` that says what its rows claim, or a file of Wikidata.
"""

from relgraph.reference.catalogue import ALL, list_datasets, read_dataset, read_datasets

__all__ = ["ALL", "list_datasets", "read_dataset", "read_datasets"]
