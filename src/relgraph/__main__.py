"""``python -m relgraph`` is the program ``relgraph``."""

from relgraph.cli import main

if __name__ == "__main__":
    main(prog_name="relgraph")
