"""How fast articles become claims: sentences and megabytes a second, by stage, beside spaCy, and the memory over a long run."""

from __future__ import annotations

import argparse
import importlib
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from mutations import sentences_of

from relgraph.claims import read_article
from relgraph.claims.reading import Reader, reader_of
from relgraph.dates import find_dates
from relgraph.mentions.match import Scope
from relgraph.ontology import Ontology, load_ontology
from relgraph.records import Article
from relgraph.resources import articles_dir
from relgraph.sources import read_articles
from relgraph.text import repair, split_sentences, tokenize

Work = Callable[[], object]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "paths", nargs="*", default=[str(articles_dir())], help="articles (default: the sample articles)"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default 5)")
    parser.add_argument(
        "--memory", type=int, default=0, metavar="N", help="instead read N generated articles and print the memory"
    )
    given = parser.parse_args()
    ontology = load_ontology()
    if given.memory:
        measure_memory(given.memory, ontology)
        return
    articles = [a for a in read_articles(given.paths) if isinstance(a, Article)]
    if not articles:
        sys.exit(f"no article in {', '.join(given.paths)}")
    measure_speed(articles, ontology, given.rounds)


def measure_speed(articles: Sequence[Article], ontology: Ontology, rounds: int) -> None:
    """Print the speed of the whole and of its stages, and the ratio to spaCy in the same rounds."""
    reader = reader_of(ontology)
    texts = [repair(a.text, glued=reader.glued).text for a in articles]
    sentences = [s.text for text in texts for s in split_sentences(text)]
    size = sum(len(a.text.encode("utf-8", "replace")) for a in articles)
    print(f"{len(articles)} articles, {len(sentences)} sentences, {size / 1e6:.2f} MB; medians of {rounds} rounds\n")
    works = stages(articles, sentences, texts, reader, ontology)
    whole = next(reversed(works))
    try:
        works["spaCy: tokens, sentences, names"] = spacy_work(texts, reader)
    except ImportError:
        print("spaCy is not installed, so that there is nothing to compare with: pip install 'relgraph[bench]'\n")
    taken: dict[str, list[float]] = {name: [] for name in works}
    for work in works.values():
        work()  # what is compiled or cached at first use
    for _ in range(rounds):
        for name, work in works.items():
            begin = time.process_time()
            work()
            taken[name].append(time.process_time() - begin)
    print(f"{'stage':<34}{'sentences/s':>14}{'MB/s':>8}{'times text to claims':>22}")
    for name, times in taken.items():
        second = statistics.median(times)
        ratio = statistics.median(w / t for w, t in zip(taken[whole], times, strict=True))
        print(f"{name:<34}{len(sentences) / second:>14,.0f}{size / 1e6 / second:>8.2f}{ratio:>22.2f}")


def stages(
    articles: Sequence[Article], sentences: Sequence[str], texts: Sequence[str], reader: Reader, ontology: Ontology
) -> dict[str, Work]:
    """What is measured; the last one is the whole."""
    tokens = [tokenize(s) for s in sentences]
    scope, day = Scope("DPRK", date(2024, 5, 3)), date(2024, 5, 3)
    return {
        "repair of the text": lambda: [repair(a.text, glued=reader.glued) for a in articles],
        "sentences": lambda: [split_sentences(text) for text in texts],
        "tokens": lambda: [tokenize(s) for s in sentences],
        "names": lambda: [reader.matcher.find(t, scope) for t in tokens],
        "dates": lambda: [find_dates(s, day) for s in sentences],
        "grammar: sentences to slots": lambda: sum(
            len(read.slots) for a in articles for read in reader.sentences(reader.context(a))
        ),
        "text to claims": lambda: [len(read_article(a, ontology).claims) for a in articles],
    }  # fmt: skip


def spacy_work(texts: Sequence[str], reader: Reader) -> Work:
    """Tokens, sentences and known names by spaCy, without a model: the least that a pipeline of it does."""
    spacy: Any = importlib.import_module("spacy")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    ruler = pipeline.add_pipe("entity_ruler")
    forms = sorted({(name.kind, name.form) for name in reader.names.all})
    ruler.add_patterns([{"label": kind, "pattern": form} for kind, form in forms])
    return lambda: [len(doc.ents) for doc in pipeline.pipe(texts)]


def measure_memory(count: int, ontology: Ontology) -> None:
    """Read generated articles, each of its own id and with words of its own, and print what the process holds."""
    sentences = sentences_of(ontology)
    rng = random.Random(1)
    print(f"{'articles':>10}{'memory, MB':>12}")
    begin = time.process_time()
    for n in range(1, count + 1):
        stranger = "".join(rng.choice(["ba", "ko", "ri", "mu", "ten", "sha"]) for _ in range(4)).title()
        text = " ".join([*rng.sample(sentences, 3), f"Mr. {stranger} No{n} {stranger.lower()}ed Laos."])
        read_article(
            Article(id=f"a{n}", text=text, published=date(2000, 1, 1) + timedelta(days=n % 9000), publisher="KCNA"),
            ontology,
        )
        if n % max(1, count // 10) == 0:
            print(f"{n:>10,}{resident():>12.1f}", flush=True)
    print(f"{count / (time.process_time() - begin):,.0f} articles/s")


def resident() -> float:
    """The memory of this process, in MB, as far as the system tells."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return float("nan")


if __name__ == "__main__":
    main()
