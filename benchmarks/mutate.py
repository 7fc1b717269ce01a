"""Read a great number of mutated sentences, and long lines, and report what broke and what was slowest."""

from __future__ import annotations

import argparse
import sys
import time

from mutations import LONG, Outcome, long_line, mutate, read_mutated, sentences_of

from relgraph.ontology import load_ontology

_SHOWN = 200


def main() -> int:
    """Run from the command line; 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="mutated sentences (default 10000)")
    parser.add_argument("--seed", default="1", help="another seed, other sentences (default 1)")
    parser.add_argument("--bound", type=float, default=1.0, help="processor seconds for one sentence (default 1)")
    parser.add_argument(
        "--long", type=int, default=100_000, help="characters of each long line; 0 for none (default 100000)"
    )
    parser.add_argument(
        "--long-bound", type=float, default=60.0, help="processor seconds for one long line (default 60)"
    )
    given = parser.parse_args()
    ontology = load_ontology()
    failures = read_long(given.long, given.long_bound) if given.long else 0
    sentences = sentences_of(ontology)
    slowest: tuple[str, Outcome] | None = None
    begin = time.process_time()
    for n in range(given.count):
        seed = f"{given.seed}:{n}"
        outcome = read_mutated(mutate(seed, sentences), ontology, bound=given.bound)
        if outcome.failure is not None:
            failures += 1
            print(f"seed {seed}: {outcome.failure}\n  {outcome.text[:_SHOWN]!r}", flush=True)
        if slowest is None or outcome.seconds > slowest[1].seconds:
            slowest = seed, outcome
        if (n + 1) % 10_000 == 0:
            print(
                f"{n + 1} sentences, {failures} failures, {time.process_time() - begin:.0f} s",
                file=sys.stderr,
                flush=True,
            )
    print(
        f"{given.count} mutated sentences in {time.process_time() - begin:.0f} s of processor time, {failures} failures"
    )
    if slowest is not None:
        seed, outcome = slowest
        print(
            f"slowest: seed {seed}, {outcome.seconds:.3f} s, {len(outcome.text)} characters\n  {outcome.text[:_SHOWN]!r}"
        )
    return 1 if failures else 0


def read_long(size: int, bound: float) -> int:
    """Read a long line of each kind, and one of twice the length: how many failed."""
    ontology = load_ontology()
    failures = 0
    read_mutated("Nothing.", ontology, bound=bound)  # what is compiled at first use
    print(f"{'one line of':<20}{f'{size} characters':>20}{f'{2 * size} characters':>20}   times")
    for name in LONG:
        once, twice = (read_mutated(long_line(name, n), ontology, bound=bound) for n in (size, 2 * size))
        failures += (once.failure is not None) + (twice.failure is not None)
        growth = twice.seconds / max(once.seconds, 1e-6)
        print(f"{name:<20}{once.seconds:>18.2f} s{twice.seconds:>18.2f} s{growth:>8.1f}", flush=True)
        for outcome in (once, twice):
            if outcome.failure is not None:
                print(f"  {outcome.failure}")
    return failures


if __name__ == "__main__":
    sys.exit(main())
