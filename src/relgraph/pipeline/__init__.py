"""The whole road: sources are read, their claims resolved, and the graph written, anew or changed."""

from relgraph.pipeline.building import LEFT_OUT, BuildReport, build
from relgraph.pipeline.reading import Progress, read_all
from relgraph.pipeline.updating import update

__all__ = ["LEFT_OUT", "BuildReport", "Progress", "build", "read_all", "update"]
