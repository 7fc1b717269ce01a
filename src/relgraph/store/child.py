"""Child: a query in a process of its own, which can be ended.

The engine cannot stop a query, and a query that is long enough crashes it. Here neither stops more than itself.
The parent gives the folder of a store and the query as JSON on standard input; the answer comes back as one word
(``select``, ``ask``, ``construct``), an end of line, and the rows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox

from relgraph.errors import QueryError
from relgraph.iris import PREFIXES
from relgraph.store.result import Result

__all__ = ["answer", "main", "run_in_child"]

_ROWS = ox.QueryResultsFormat.JSON
_TRIPLES = ox.RdfFormat.N_TRIPLES
_PROGRAM = "from relgraph.store.child import main; main()"
_WRONG = 3
"""Exit code for a query that the engine does not understand; its message is on standard error."""


def answer(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Result:
    """What the engine gives, as a result. Triples are sorted: the engine has no order for them."""
    if isinstance(found, ox.QueryBoolean):
        return Result.from_terms(("answer",), [(ox.Literal(bool(found)),)])
    if isinstance(found, ox.QueryTriples):
        triples = sorted({(t.subject, t.predicate, t.object) for t in found}, key=lambda row: tuple(map(str, row)))
        return Result.from_terms(("subject", "predicate", "object"), triples)
    return Result.from_terms((v.value for v in found.variables), (tuple(row) for row in found))


def run_in_child(store: Path, query: str, timeout: float | None) -> Result:
    """The answer of a store on disk to a query, from another process.

    Raises SyntaxError with the engine's message, QueryError when the time in seconds is over or the process died.
    """
    request = json.dumps({"store": str(store), "query": query}).encode()
    source = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (source, os.environ.get("PYTHONPATH"))))}
    command = [sys.executable, "-c", _PROGRAM]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment) as child:
        try:
            out, err = child.communicate(request, timeout=timeout)
        except subprocess.TimeoutExpired:
            raise QueryError(
                f"no answer within {timeout:g} seconds; ask for less (a LIMIT, a range of dates), or give it more time"
            ) from None
        finally:
            child.kill()
    if child.returncode == _WRONG:
        raise SyntaxError(err.decode("utf-8", "replace"))
    if child.returncode != 0:
        how = f"signal {-child.returncode}" if child.returncode < 0 else err.decode("utf-8", "replace").strip()[-300:]
        raise QueryError(f"the engine died on this query ({how}); write it shorter and flatter")
    kind, _, rows = out.partition(b"\n")
    if kind == b"construct":
        return Result.from_terms(
            ("subject", "predicate", "object"),
            [(q.subject, q.predicate, q.object) for q in ox.parse(rows, format=_TRIPLES)],
        )
    parsed = ox.parse_query_results(rows, format=_ROWS)
    return answer(parsed)


def main() -> None:
    """Answer the request on standard input."""
    request = json.load(sys.stdin)
    try:
        found = ox.Store.read_only(request["store"]).query(request["query"], prefixes=PREFIXES)
    except SyntaxError as e:
        sys.stderr.write(str(e))
        sys.stderr.flush()
        os._exit(_WRONG)
    out = sys.stdout.buffer
    if isinstance(found, ox.QueryTriples):
        lines = sorted({f"{t.subject} {t.predicate} {t.object} .\n".encode() for t in found})
        out.write(b"construct\n")
        out.writelines(lines)
    else:
        kind = b"ask\n" if isinstance(found, ox.QueryBoolean) else b"select\n"
        out.write(kind + (found.serialize(format=_ROWS) or b""))
    out.flush()
    os._exit(0)  # the process ends here in any case; closing the store tidily takes longer than a query
