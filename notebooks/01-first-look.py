# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # A first look at relgraph
#
# From articles to a graph, from the graph to answers and a picture. Everything runs on your machine and nothing is
# fetched.

# %%
import tempfile
from pathlib import Path

import relgraph
from relgraph.errors import QueryError
from relgraph.network import build_network, measures, write_network
from relgraph.notebook import show
from relgraph.query import ask, load_questions
from relgraph.resources import articles_dir
from relgraph.view import build_view, write_page

# %load_ext relgraph.notebook

# %% [markdown]
# ## Build
#
# The sample articles came with relgraph; give your own files or folders instead. A graph is a folder, and building it
# again from the same articles gives the same graph.

# %%
folder = Path(tempfile.mkdtemp())
report = relgraph.build([articles_dir()], folder / "graph")
graph = relgraph.open(folder / "graph")
graph

# %% [markdown]
# ## Ask
#
# The library has questions with a name. `timeline` is what happened between two actors, with the sentence that says so.

# %%
ask(graph, "timeline", a="North Korea", b="Malaysia")

# %%
for question in load_questions().values():
    print(f"{question.name:24} {question.question}")

# %% [markdown]
# A state is found by its code, its id or any of its names. The same word is never taken for another state: what is not
# known is an error that names the nearest one.

# %%
try:
    ask(graph, "contacts", of="Noth Korea")
except QueryError as error:
    print(error)

# %% [markdown]
# ## Ask in SPARQL
#
# The accepted facts are the default graph; what single articles claim is reached by `GRAPH`. In a cell of its own the
# query can also stand by itself below a first line `%%sparql`.

# %%
graph.query("""
SELECT ?date ?what ?quote WHERE {
  ?event a rg:Visit ; rg:when ?date ; rg:sortDate ?day ; rdfs:label ?what ; rg:supportedBy ?claim .
  GRAPH ?article { ?claim rg:evidence/rg:quote ?quote }
}
ORDER BY ?day ?what ?quote LIMIT 10
""")

# %% [markdown]
# ## Draw
#
# A network is a `networkx.MultiDiGraph`: states and organisations, and one edge for each dated relation, with its
# evidence.

# %%
network = build_network(graph)
show(network, title="Relations in the sample articles")

# %%
show(measures(network)[:10])

# %%
edge = max(network.edges(data=True), key=lambda e: e[2]["start"] or "")
print(edge[0], edge[1], edge[2]["label"])
for evidence in edge[2]["evidence"]:
    print(evidence["published"], evidence["quote"])

# %% [markdown]
# The page is the same picture to move about in: a click on a line shows the quotes behind it. The file works without a
# network, and GraphML opens in Gephi, Cytoscape and R.

# %%
write_page(build_view(network), folder / "page.html")
write_network(network, folder / "network.graphml")
print(sorted(path.name for path in folder.iterdir()))
