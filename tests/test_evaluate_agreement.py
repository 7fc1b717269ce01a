"""The figures are those of the scorer that the annotators of the private collection use, to the last digit.

The collection is not part of the project; the tests are skipped where it does not lie beside the checkout.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from relgraph.claims.gold import to_gold
from relgraph.evaluate import Annotation, Score, add_scores, parse_aliases, parse_annotations, score_article
from relgraph.evaluate.articles import annotated_articles
from relgraph.evaluate.scoring import COUNTED
from relgraph.evaluate.tables import split_scores
from relgraph.ontology import CODES, load_ontology
from relgraph.pipeline import read_all
from relgraph.records import Reading
from relgraph.sources import read_articles

Record = dict[str, Any]
RATES = {"date": "date", "year": "date_year", "date_invented": "date_invented", "planned": "planned", "overlap": "actor_overlap"}  # fmt: skip
"""Our names of the rates, and theirs."""
ACTORS = (
    "PRK",
    "RUS",
    "CHN",
    "USA",
    "WPK",
    "CPC",
    "ASEAN",
    "Association of Southeast Asian Nations",
    "The Moon Society",
)


@pytest.fixture(scope="module")
def gold(shared: Path) -> Path:
    if not (shared / "tools" / "score.py").is_file():
        pytest.skip("the private scorer (../shared/tools/score.py) is not here")
    return shared / "corpus" / "gold.jsonl"


@pytest.fixture(scope="module")
def predicted(gold: Path) -> list[Record]:
    """What relgraph finds in the private collection."""
    wanted = parse_annotations(gold.name, gold.read_text(encoding="utf-8"))
    ontology = load_ontology()
    items = read_all(annotated_articles(wanted, read_articles([gold.parent / "texts"])), ontology)
    return [to_gold(item, ontology) for item in items if isinstance(item, Reading)]


def damage(records: list[Record], seed: int) -> list[Record]:
    """Annotations with errors of all kinds, many of them in some articles and none in others."""
    chance = random.Random(seed)
    copies: list[Record] = json.loads(json.dumps(records))
    kept = []
    for record in copies:
        rate = chance.choice([0, 0.1, 0.3, 0.6])
        if chance.random() < rate / 4:
            continue
        events = [_damage_event(event, chance, rate) for event in record["events"] if chance.random() >= rate / 2]
        events += [dict(event) for event in events if chance.random() < rate / 3]
        events += [{"type": chance.choice(CODES), "source": ["PRK"]} for _ in range(3) if chance.random() < rate / 3]
        chance.shuffle(events)
        record["events"] = events
        for key in ("states", "organisations", "treaties"):
            record[key] = [_damage_name(name, chance, rate) for name in record[key] if chance.random() >= rate / 3]
        for envoy in record["envoys"]:
            envoy["name"] = envoy["name"].split()[-1] if chance.random() < rate else envoy["name"]
            envoy["of"] = chance.choice(ACTORS) if chance.random() < rate else envoy["of"]
        kept.append(record)
    return kept


def _damage_event(event: Record, chance: random.Random, rate: float) -> Record:
    def hit() -> bool:
        return chance.random() < rate

    if hit():
        event["source"], event["target"] = event["target"], event["source"]
    if hit():
        event["type"] = chance.choice([*event.get("alt", []), chance.choice(CODES)])
    if hit() and event["date"]:
        event["date"] = chance.choice([event["date"][:7], event["date"][:4], None, "2024-01-01"])
    elif hit():
        event["date"] = "2023-05-01"
    if hit():
        event["planned"] = not event.get("planned", False)
    if hit():
        event["people"] = event["people"][1:]
    for side in ("source", "target"):
        event[side] = [_damage_name(name, chance, rate) for name in event[side]]
        event[side] += [chance.choice(ACTORS)] if hit() else []
    return event


def _damage_name(name: str, chance: random.Random, rate: float) -> str:
    if chance.random() >= rate:
        return name
    return chance.choice([name.upper(), f"The {name}", f"{name} (X)", name.replace(" of ", " "), name[:12], "WPK"])


def theirs(gold: Path, records: list[Record], folder: Path) -> tuple[Record, Path]:
    """The report of the private scorer on a prediction, and the file of the prediction."""
    path = folder / "predicted.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    script = gold.parents[1] / "tools" / "score.py"
    done = subprocess.run(
        [sys.executable, script, gold, path, "--json"], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return json.loads(done.stdout), path


def figures(score: Score) -> Record:
    """A score in their form."""
    found: Record = {}
    for name in COUNTED:
        c = score.counts[name]
        found[name] = {"p": c.precision, "r": c.recall, "f1": c.f1, "tp": c.right, "fp": c.extra, "fn": c.missed}
    found["event"]["f1_95"] = list(score.interval)
    for ours, name in RATES.items():
        found[name] = {"rate": score.shares[ours].rate, "n": score.shares[ours].of}
    found["negatives"] = {"articles": score.quiet.of, "with_false_events": score.quiet.part}
    found["articles"] = score.articles
    return found


def compare(report: Record, gold: Path, path: Path) -> None:
    """Every figure of their report with ours."""
    wanted = parse_annotations("gold", gold.read_text(encoding="utf-8"))
    found = {p.id: p for p in parse_annotations("predicted", path.read_text(encoding="utf-8"), predicted=True)}
    names = gold.parents[1] / "tools" / "org_aliases.json"
    aliases = parse_aliases("aliases", names.read_text(encoding="utf-8"))
    scores = [score_article(g, found.get(g.id, Annotation(id=g.id)), aliases) for g in wanted]
    assert figures(add_scores(scores)) == report["all"]
    assert {name: figures(score) for name, score in split_scores(wanted, scores).items()} == report["splits"]
    assert {s.id: dict(zip(("tp", "fp", "fn"), _numbers(s.counts["event"]), strict=True)) for s in scores} == report["by_article"]  # fmt: skip
    by_type: dict[str, tuple[int, ...]] = {}
    for score in scores:
        for code, counts in score.by_type.items():
            by_type[code] = tuple(map(sum, zip(by_type.get(code, (0, 0, 0)), _numbers(counts), strict=True)))
    assert by_type == {code: (c["tp"], c["fp"], c["fn"]) for code, c in report["by_type"].items()}


def _numbers(counts: Any) -> tuple[int, int, int]:
    return counts.right, counts.extra, counts.missed


def test_what_relgraph_finds_is_scored_alike(gold: Path, predicted: list[Record], tmp_path: Path) -> None:
    """One definition of right and wrong, whoever counts."""
    report, path = theirs(gold, predicted, tmp_path)
    assert report["all"]["event"]["tp"] > 50
    compare(report, gold, path)


@pytest.mark.parametrize("seed", range(8))
def test_a_damaged_annotation_is_scored_alike(gold: Path, seed: int, tmp_path: Path) -> None:
    """Errors that relgraph does not happen to make now are counted alike, too."""
    records = [json.loads(text) for text in gold.read_text(encoding="utf-8").splitlines()]
    report, path = theirs(gold, damage(records, seed), tmp_path)
    assert 0.4 < report["all"]["event"]["f1"] < 0.95
    compare(report, gold, path)


def test_what_relgraph_finds_with_a_share_of_it_damaged_is_scored_alike(
    gold: Path, predicted: list[Record], tmp_path: Path
) -> None:
    """Real output has fields and names that an annotation has not."""
    report, path = theirs(gold, damage(predicted, 99), tmp_path)
    compare(report, gold, path)
