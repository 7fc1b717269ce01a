"""How time and memory of consolidation grow with the number of claims: generated claims, by stage, each size in a process of its own."""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pyoxigraph as ox

from relgraph.dates import make_when
from relgraph.iris import digest
from relgraph.ontology import load_ontology
from relgraph.records import Actor, Article, Claim, Factuality, Reading, Role, When
from relgraph.resolve import resolve, resolving
from relgraph.store import writing
from relgraph.triples import quads

FIRST, LAST = date(2000, 1, 1), date(2024, 12, 31)
STATES = 150
HUB = 0.5
"""Share of events in which one state takes part, as in the corpus of its news agency."""
STAGES = {
    "identify": "identify",
    "make_items": "items",
    "cluster_events": "cluster",
    "_make_events": "merge",
    "posting_states": "states",
    "lasting_states": "states",
    "described_states": "states",
}
"""The functions that resolve calls, and under which name their time is counted."""


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], help="numbers of claims")
    parser.add_argument("--seed", type=int, default=1, help="of the generated claims (default 1)")
    parser.add_argument("--graph", action="store_true", help="also make the triples and run the rules")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        print(json.dumps(measure(given.sizes[0], given.seed, graph=given.graph)))
        return
    found = [run_child(size, given.seed, graph=given.graph) for size in given.sizes]
    show(found)


def run_child(size: int, seed: int, *, graph: bool) -> dict[str, Any]:
    """Measure one size in a process that has done nothing else."""
    command = [sys.executable, __file__, str(size), "--seed", str(seed), "--child", *(["--graph"] if graph else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    measured: dict[str, Any] = json.loads(done.stdout)
    return measured


def show(found: list[dict[str, Any]]) -> None:
    """Print a row for each size, and how each stage grows from one size to the next."""
    names = list(found[0]["seconds"])
    print(
        f"{'claims':>9}{'events':>9}{'conflicts':>11}{'memory, MB':>12}{'ms/claim':>10}"
        + "".join(f"{n:>10}" for n in names)
    )
    for row in found:
        each = row["seconds"]["resolve"] / row["claims"] * 1000
        times = "".join(f"{row['seconds'][n]:>10.2f}" for n in names)
        print(
            f"{row['claims']:>9,}{row['events']:>9,}{row['conflicts']:>11,}{row['memory']:>12.0f}{each:>10.3f}{times}"
        )
    for less, more in itertools.pairwise(found):
        ratios = "".join(f"{more['seconds'][n] / max(less['seconds'][n], 1e-3):>10.1f}" for n in names)
        grown = more["claims"] / less["claims"]
        print(f"\n{f'{grown:.1f} times the claims take, times':<51}{ratios}")


def measure(size: int, seed: int, *, graph: bool) -> dict[str, Any]:
    """Processor time by stage, in seconds, and the most memory that the process held, in MB."""
    ontology = load_ontology()
    readings = make_readings(size, seed)
    seconds: dict[str, float] = dict.fromkeys(STAGES.values(), 0.0)
    for name, stage in STAGES.items():
        setattr(resolving, name, timed(getattr(resolving, name), stage, seconds))
    begin = time.process_time()
    resolution = resolve(readings, ontology)
    seconds["resolve"] = time.process_time() - begin
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    if graph:
        begin = time.process_time()
        made = list(quads(readings, resolution, ontology))
        seconds["triples"] = time.process_time() - begin
        store = ox.Store()
        store.bulk_extend(made)
        begin = time.process_time()
        writing.apply_rules(store, ontology.folder / "rules", LAST)
        seconds["rules"] = time.process_time() - begin
    return {
        "claims": sum(len(r.claims) for r in readings),
        "events": sum(s.id.startswith("event/") for s in resolution.situations),
        "conflicts": len(resolution.conflicts),
        "memory": memory,
        "seconds": seconds,
    }


def timed(work: Callable[..., Any], stage: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """The same function, which adds the time that it takes to a stage; what it yields is drawn in that time."""

    def measured(*args: Any, **more: Any) -> Any:
        begin = time.process_time()
        found = work(*args, **more)
        if isinstance(found, Iterator):
            found = list(found)
        seconds[stage] += time.process_time() - begin
        return found

    return measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, or is to happen, of which several articles tell."""

    kind: str
    roles: tuple[tuple[str, Actor], ...]
    day: date
    planned: bool = False


@dataclass(slots=True, kw_only=True)
class World:
    """States of which few are in the news every day, their leaders, envoys, agencies and missions."""

    rng: random.Random
    states: list[Actor] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    leaders: dict[str, list[Actor]] = field(default_factory=dict)
    agencies: list[Actor] = field(default_factory=list)

    def pair(self) -> tuple[Actor, Actor]:
        """Two different states, the great ones more often, and in half of all events the one whose news these are."""
        one, other = self.rng.choices(self.states, self.weights, k=2)
        if self.rng.random() < HUB:
            one, other = self.rng.sample([self.states[0], other], 2)
        return (one, other) if one is not other else self.pair()


def make_readings(size: int, seed: int) -> list[Reading]:
    """Articles with together ``size`` claims, the same for the same seed.

    Each event is told by one to nine articles, with its day, its month, its year or no date, of the state or of its
    leader; some are plans, some are denied, some are told again years later in an article of history.
    """
    rng = random.Random(f"{size}:{seed}")
    world = make_world(rng)
    told: list[Claim] = []
    published: dict[str, date] = {}
    while len(told) < size:
        event = make_event(world)
        for claim, day in tell(event, world, len(told)):
            told.append(claim)
            published[claim.article] = day
    by_article: dict[str, list[Claim]] = {}
    for claim in told[:size]:
        by_article.setdefault(claim.article, []).append(claim)
    return [
        Reading(article=Article(id=key, text="x", published=published[key]), claims=tuple(claims))
        for key, claims in by_article.items()
    ]


def make_world(rng: random.Random) -> World:
    """The states and who acts for them."""
    world = World(rng=rng)
    for n in range(STATES):
        code = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n // 26] + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26] + "X"
        state = Actor(id=f"state/{code}", type="State", label=f"State {code}")
        world.states.append(state)
        world.weights.append(1 / (n + 2))
        world.leaders[state.id] = [
            Actor(
                id=f"person/{code.lower()}-{name(m)}", type="Person", label=f"{code.title()}a {name(m).title()}",
                on_behalf_of=(state.id,),
            )
            for m in range(12)
        ]  # fmt: skip
        if n < 20:
            world.agencies.append(
                Actor(id=f"org/agency-{code}", type="GovernmentBody", label=f"Agency {code}", on_behalf_of=(state.id,))
            )
    return world


def name(number: int) -> str:
    """A name that is like no other."""
    return ["adel", "bruno", "chika", "dorje", "elvira", "farouk", "gwen", "hiroshi", "ines", "jomo", "kiri", "lech"][
        number
    ]


_KINDS = {
    "Visit": 20, "Meeting": 15, "Talks": 12, "Message": 15, "Congratulation": 8, "Statement": 6, "Condemnation": 6,
    "Gift": 3, "MissionOpening": 2, "MissionClosing": 1, "EstablishmentOfRelations": 3, "SeveranceOfRelations": 1,
    "Recognition": 2, "Accession": 2, "Signature": 2, "Joining": 1, "Aid": 3, "Appointment": 2, "Tenure": 6,
    "Posting": 4,
}  # fmt: skip
_COARSER = {"Talks": "Meeting", "Congratulation": "Message", "Accession": "Signature", "Condemnation": "Statement"}


def make_event(world: World) -> Event:
    """An event of two states on a day."""
    rng = world.rng
    kind = rng.choices(list(_KINDS), list(_KINDS.values()))[0]
    one, other = world.pair()
    day = FIRST + timedelta(days=rng.randrange((LAST - FIRST).days))
    leader, host = rng.choice(world.leaders[one.id]), rng.choice(world.leaders[other.id])
    roles: tuple[tuple[str, Actor], ...] = (("actor", leader), ("recipient", host))
    if kind in ("EstablishmentOfRelations", "SeveranceOfRelations", "Recognition", "Aid"):
        roles = (("actor", one), ("recipient", other))
    elif kind in ("MissionOpening", "MissionClosing"):
        codes = (one.id.partition("/")[2], other.id.partition("/")[2])
        mission = Actor(
            id=f"mission/{codes[0]}-embassy-{codes[1]}", type="Embassy", label="embassy", on_behalf_of=(one.id,)
        )
        roles = (("actor", one), ("mission", mission), ("recipient", other))
    elif kind in ("Accession", "Signature"):
        treaty = Actor(id=f"treaty/t{rng.randrange(60)}", type="Treaty", label="Treaty")
        roles = (("party", one), ("treaty", treaty))
    elif kind == "Joining":
        body = Actor(id=f"org/body-{rng.randrange(40)}", type="InternationalOrganization", label="Body")
        roles = (("member", one), ("organization", body))
    elif kind in ("Appointment", "Tenure"):
        post = Actor(
            id=f"{one.id.replace('state', 'post')}-minister", type="Post", label="minister", on_behalf_of=(one.id,)
        )
        roles = (("holder", leader), ("post", post))
        roles += (("sendingParty", one),) if kind == "Appointment" else ()
    elif kind == "Posting":
        post = Actor(
            id=f"{one.id.replace('state', 'post')}-ambassador",
            type="HeadOfMissionPost",
            label="ambassador",
            on_behalf_of=(one.id,),
        )
        roles = (("holder", leader), ("post", post), ("sendingParty", one), ("accreditedTo", other))
    return Event(kind=kind, roles=roles, day=day, planned=kind == "Visit" and rng.random() < 0.15)


def tell(event: Event, world: World, number: int) -> Iterator[tuple[Claim, date]]:
    """What some articles say of an event, each with the day on which it was published."""
    rng = world.rng
    for n in range(rng.choice([1, 1, 1, 2, 2, 3, 4, 9])):
        published = event.day + timedelta(days=rng.choice([0, 0, 1, 1, 2, 4]))
        chance = rng.random()
        when = When()
        factuality: Factuality = "occurred"
        if event.kind in ("Tenure", "Posting"):
            factuality = "ongoing"
        elif chance < 0.55:
            when = make_when(event.day.isoformat())
        elif chance < 0.65:
            when = make_when(event.day.isoformat()[:7])
            published += timedelta(days=rng.randrange(400))
        elif chance < 0.72:
            when = make_when(event.day.isoformat()[:4])
            published += timedelta(days=rng.randrange(3000))
        elif chance < 0.74:  # a source that is mistaken by days
            when = make_when((event.day + timedelta(days=rng.choice([-1, 1, 30]))).isoformat())
        if rng.random() < 0.02 and factuality == "occurred":
            factuality = "denied"
        if event.planned:
            published = event.day - timedelta(days=rng.randrange(1, 40))
            factuality = "planned"
        kind = _COARSER.get(event.kind, event.kind) if rng.random() < 0.2 else event.kind
        roles = tuple(Role(name=name, actor=_behind(actor, world)) for name, actor in event.roles)
        # Several claims stand in one article, as in a digest of the day.
        article = f"a{published.isoformat()}-{rng.randrange(1 + number // 2000)}"
        quote = f"{kind} {n} of {number}: {rng.randrange(10**6)} words that an article says"
        key = digest(article, kind, str(number), str(n), quote)
        yield (
            Claim(
                id=f"c{key}", article=article, type=kind, roles=roles, when=when, factuality=factuality,
                claimed_by=rng.choice(world.agencies), quote=quote, start=number * 10 + n, end=number * 10 + n + 5,
                rule="made", confidence=0.9, attested_on=published if factuality == "ongoing" else None,
            ),
            published,
        )  # fmt: skip


def _behind(actor: Actor, world: World) -> Actor:
    """The actor, or now and then the state for which it acts, or another spelling of its name."""
    chance = world.rng.random()
    if actor.type == "Person" and chance < 0.2:
        return next(s for s in world.states if s.id == actor.on_behalf_of[0])
    if actor.type == "Person" and chance < 0.3:
        return replace(actor, id=f"{actor.id}-2", label=" ".join(reversed(actor.label.split())))
    return actor


if __name__ == "__main__":
    main()
