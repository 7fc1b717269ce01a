"""Where the actors stand: positions computed once, in Python, the same at every load and under every hash seed.

The method is stress by stochastic gradient descent (Zheng, Pawar and Goodman 2018, "Graph Drawing by Stochastic
Gradient Descent"): two actors should be as far apart as the shortest way between them is long. Large components use
only the ways to some pivots. Boxes of actors with their labels are then pushed apart, components packed together, and
actors without a relation set in a grid. Plain Python: a few tenths of a second at 150 actors, and no numpy.
"""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["place_actors"]

Point = tuple[float, float]
Box = tuple[float, float]

_ROUNDS = 30
_PIVOTS = 48
_ALL_PAIRS = 220
"""Up to so many actors in a component, every pair counts; beyond, the time must stay near linear."""

_ROOM = 2.4
"""Area of the picture of a component in areas of its boxes: enough for lines to be followed."""

_THIN, _LINE = 80.0, 14.0
"""Least length of a bundle of lines, and what each line adds to it."""

_THICK = _THIN + 3 * _LINE
"""From three lines on, nobody stands between them."""

_CELL = 24.0
"""Side of the squares in which components are packed."""


def place_actors(
    boxes: Mapping[str, Box], links: Iterable[tuple[str, str]], *, seed: int = 7, aspect: float = 1.25
) -> dict[str, Point]:
    """Centre of every actor, in the unit of the boxes, with the whole picture centred on (0, 0).

    Args:
        boxes: width and height that each actor needs with its label; no two boxes overlap in the result.
        links: related pairs, once for every relation; the more there are, the longer their bundle at least is. An
            actor's relation to itself changes nothing.
        seed: of the first positions.
        aspect: width to height that the packing of components aims at.
    """
    near: dict[str, set[str]] = {actor: set() for actor in boxes}
    bundles: dict[tuple[str, str], int] = {}
    for a, b in links:
        if a != b:
            near[a].add(b)
            near[b].add(a)
            bundles[min(a, b), max(a, b)] = bundles.get((min(a, b), max(a, b)), 0) + 1
    neighbours = {actor: sorted(near[actor]) for actor in sorted(near)}
    blocks: list[dict[str, Point]] = []
    for component in _split_components(neighbours):
        if len(component) > 1:
            found = _relax(_measure_links(component, neighbours), random.Random(seed))  # noqa: S311
            blocks.append(_spread(component, found, boxes, bundles, aspect))
    alone = [actor for actor, others in neighbours.items() if not others]
    if alone:
        blocks.append(_place_grid(alone, boxes, aspect))
    placed = _pack(blocks, neighbours, boxes, aspect)
    return {actor: placed[actor] for actor in sorted(placed)}


def _split_components(neighbours: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Connected components, the largest first, each sorted."""
    found: list[list[str]] = []
    seen: set[str] = set()
    for start in neighbours:
        if start in seen:
            continue
        seen.add(start)
        component = [start]
        for actor in component:
            fresh = [other for other in neighbours[actor] if other not in seen]
            seen.update(fresh)
            component += fresh
        found.append(sorted(component))
    return sorted(found, key=lambda c: (-len(c), c))


def _measure_links(component: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> list[list[tuple[int, float]]]:
    """Neighbours by index with the length that the line should have.

    Two hubs stand farther apart, so that the many lines between them are seen. Actors with one partner would crowd on
    one circle around a hub of forty states; they go to rings of 9, 15, 21 ...
    """
    index = {actor: n for n, actor in enumerate(component)}
    most = max(len(neighbours[actor]) for actor in component)
    lines: list[list[tuple[int, float]]] = [[] for _ in component]
    for hub in component:
        ring, room, number = 0, 9, 0
        for other in neighbours[hub]:
            if len(neighbours[other]) == 1:
                if number >= room:
                    ring, room = ring + 1, room + 15 + 6 * ring
                number += 1
                length = 1.0 + 0.6 * ring
                lines[index[other]].append((index[hub], length))
            elif len(neighbours[hub]) == 1:
                continue  # entered from the other end, with its ring
            else:
                length = 1.0 + 0.9 * math.sqrt(len(neighbours[hub]) * len(neighbours[other])) / most
            lines[index[hub]].append((index[other], length))
    return lines


def _shortest_ways(start: int, lines: Sequence[Sequence[tuple[int, float]]]) -> list[float]:
    """Length of the shortest way to every member of a connected component (Dijkstra)."""
    ways = [math.inf] * len(lines)
    ways[start] = 0.0
    queue = [(0.0, start)]
    while queue:
        way, here = heapq.heappop(queue)
        if way > ways[here]:
            continue
        for there, length in lines[here]:
            if way + length < ways[there]:
                ways[there] = way + length
                heapq.heappush(queue, (way + length, there))
    return ways


def _list_terms(lines: Sequence[Sequence[tuple[int, float]]]) -> list[tuple[int, int, float]]:
    """The pairs whose distance counts: all of them, or the lines and the ways to pivots."""
    size = len(lines)
    if size <= _ALL_PAIRS:
        return [(i, j, way) for i in range(size) for j, way in enumerate(_shortest_ways(i, lines)[:i])]
    pairs = {(max(i, j), min(i, j)): length for i, several in enumerate(lines) for j, length in several}
    # Each pivot is the actor farthest from the pivots before it, so that all parts of the component get one.
    nearest = [math.inf] * size
    pivot = max(range(size), key=lambda i: (len(lines[i]), -i))
    for _ in range(_PIVOTS):
        ways = _shortest_ways(pivot, lines)
        pairs.update({(max(i, pivot), min(i, pivot)): way for i, way in enumerate(ways) if i != pivot})
        nearest = [min(pair) for pair in zip(nearest, ways, strict=True)]
        pivot = max(range(size), key=lambda i: (nearest[i], -i))
    return [(i, j, way) for (i, j), way in sorted(pairs.items())]


def _relax(lines: Sequence[Sequence[tuple[int, float]]], rng: random.Random) -> tuple[list[float], list[float]]:
    terms = _list_terms(lines)
    size = len(lines)
    side = math.sqrt(size)
    xs = [rng.uniform(-side, side) for _ in range(size)]
    ys = [rng.uniform(-side, side) for _ in range(size)]
    longest = max(way for _, _, way in terms)
    # The step falls from the weight of the weakest pair to a tenth of the strongest, as in the paper (section 2.2).
    first, last = longest**2, 0.1
    decay = math.log(first / last) / (_ROUNDS - 1)
    for number in range(_ROUNDS):
        step = first * math.exp(-decay * number)
        rng.shuffle(terms)
        for i, j, way in terms:
            dx, dy = xs[i] - xs[j], ys[i] - ys[j]
            gap = math.sqrt(dx * dx + dy * dy) or 1e-9
            move = min(1.0, step / (way * way)) * (gap - way) / (2 * gap)
            xs[i] -= dx * move
            ys[i] -= dy * move
            xs[j] += dx * move
            ys[j] += dy * move
    return xs, ys


def _spread(
    component: Sequence[str],
    found: tuple[Sequence[float], Sequence[float]],
    boxes: Mapping[str, Box],
    bundles: Mapping[tuple[str, str], int],
    aspect: float,
) -> dict[str, Point]:
    """Give the positions of a component their size, so that boxes are apart and bundles of lines can be seen."""
    xs, ys = _turn_level(*found)
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    sizes = [boxes[actor] for actor in component]
    if wide and high:
        # Stretched a little towards the screen; more would make lengths lie.
        stretch = min(1.25, max(0.9, math.sqrt(aspect * high / wide)))
        xs, ys = [x * stretch for x in xs], [y / stretch for y in ys]
        wide, high = wide * stretch, high / stretch
    # Scaled so that the boxes fill a fixed part of the picture; a chain is one box high, at least.
    tall, broad = max(h for _, h in sizes), max(w for w, _ in sizes)
    area = _ROOM * sum(w * h for w, h in sizes)
    scale = 90.0
    for _ in range(40):
        if (wide * scale + broad) * (high * scale + tall) >= area:
            break
        scale *= 1.06
    index = {actor: n for n, actor in enumerate(component)}
    least = [
        (index[a], index[b], min(210.0, _THIN + _LINE * count))
        for (a, b), count in sorted(bundles.items())
        if a in index and count > 1
    ]
    xs, ys = _push_apart([x * scale for x in xs], [y * scale for y in ys], sizes, least)
    return {actor: (xs[n], ys[n]) for n, actor in enumerate(component)}


def _turn_level(xs: Sequence[float], ys: Sequence[float]) -> tuple[list[float], list[float]]:
    """Turn the long axis level (screens are wide), with the first actor on the left and above the middle."""
    mx, my = sum(xs) / len(xs), sum(ys) / len(ys)
    dx, dy = [x - mx for x in xs], [y - my for y in ys]
    sxx, syy = sum(x * x for x in dx), sum(y * y for y in dy)
    sxy = sum(x * y for x, y in zip(dx, dy, strict=True))
    angle = 0.5 * math.atan2(2 * sxy, sxx - syy)
    cos, sin = math.cos(angle), math.sin(angle)
    across = [x * cos + y * sin for x, y in zip(dx, dy, strict=True)]
    down = [y * cos - x * sin for x, y in zip(dx, dy, strict=True)]
    mirror_x, mirror_y = (-1 if across[0] > 0 else 1), (-1 if down[0] > 0 else 1)
    return [x * mirror_x for x in across], [y * mirror_y for y in down]


def _push_apart(
    xs: list[float], ys: list[float], sizes: Sequence[Box], least: Sequence[tuple[int, int, float]]
) -> tuple[list[float], list[float]]:
    """Move boxes until none overlaps: each overlapping pair along its shorter overlap; when stuck, all outwards.

    Pairs in ``least`` also keep a distance, for as long as that does not prevent the end.
    """
    wide, high = max(w for w, _ in sizes), max(h for _, h in sizes)
    for number in range(2000):
        if number < 60:
            _keep_distance(xs, ys, least)
            if len(xs) <= _ALL_PAIRS:
                _clear_bundles(xs, ys, least)
        moved = False
        for i, j in _list_near(xs, ys, wide, high):
            over_x = (sizes[i][0] + sizes[j][0]) / 2 - abs(xs[j] - xs[i])
            over_y = (sizes[i][1] + sizes[j][1]) / 2 - abs(ys[j] - ys[i])
            if over_x <= 1e-6 or over_y <= 1e-6:
                continue
            moved = True
            if over_x < over_y:
                push = (over_x / 2 + 0.1) * (1 if xs[j] >= xs[i] else -1)
                xs[i], xs[j] = xs[i] - push, xs[j] + push
            else:
                push = (over_y / 2 + 0.1) * (1 if ys[j] >= ys[i] else -1)
                ys[i], ys[j] = ys[i] - push, ys[j] + push
        if not moved and number >= 20:
            break
        if number % 25 == 24 and moved:
            xs, ys = [x * 1.09 for x in xs], [y * 1.09 for y in ys]
    return xs, ys


def _keep_distance(xs: list[float], ys: list[float], least: Sequence[tuple[int, int, float]]) -> None:
    for i, j, gap in least:
        dx, dy = xs[j] - xs[i], ys[j] - ys[i]
        way = math.sqrt(dx * dx + dy * dy) or 1e-9
        if way < gap:
            push = 0.25 * (gap - way) / way
            xs[i], ys[i] = xs[i] - dx * push, ys[i] - dy * push
            xs[j], ys[j] = xs[j] + dx * push, ys[j] + dy * push


def _clear_bundles(xs: list[float], ys: list[float], least: Sequence[tuple[int, int, float]]) -> None:
    """Push actors aside that stand among the lines of two others, where they would seem to be part of them."""
    for i, j, gap in least:
        dx, dy = xs[j] - xs[i], ys[j] - ys[i]
        square = dx * dx + dy * dy
        if gap < _THICK or square == 0:
            continue
        way = math.sqrt(square)
        band = 34.0 + 0.12 * min(way, gap)
        for k in range(len(xs)):
            along = ((xs[k] - xs[i]) * dx + (ys[k] - ys[i]) * dy) / square
            off = ((ys[k] - ys[i]) * dx - (xs[k] - xs[i]) * dy) / way
            if k not in (i, j) and 0.05 < along < 0.95 and abs(off) < band:
                push = 0.3 * (band - abs(off)) * (1 if off >= 0 else -1) / way
                xs[k], ys[k] = xs[k] - dy * push, ys[k] + dx * push


def _list_near(xs: Sequence[float], ys: Sequence[float], wide: float, high: float) -> Iterator[tuple[int, int]]:
    """Pairs in the same or adjoining cells of a grid; no box is larger than a cell, so no overlap is missed."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i, (x, y) in enumerate(zip(xs, ys, strict=True)):
        cells.setdefault((math.floor(x / wide), math.floor(y / high)), []).append(i)
    for (column, row), members in sorted(cells.items()):
        for n, i in enumerate(members):
            for j in members[n + 1 :]:
                yield i, j
            for step in ((1, 0), (-1, 1), (0, 1), (1, 1)):
                for j in cells.get((column + step[0], row + step[1]), ()):
                    yield i, j


def _place_grid(actors: Sequence[str], boxes: Mapping[str, Box], aspect: float) -> dict[str, Point]:
    wide, high = max(boxes[a][0] for a in actors), max(boxes[a][1] for a in actors)
    columns = max(1, round(math.sqrt(len(actors) * aspect * high / wide)))
    return {actor: (n % columns * wide, n // columns * high) for n, actor in enumerate(actors)}


def _pack(
    blocks: Sequence[Mapping[str, Point]],
    neighbours: Mapping[str, Sequence[str]],
    boxes: Mapping[str, Box],
    aspect: float,
) -> dict[str, Point]:
    """Put the blocks (the largest first) as near to the middle as they fit, also into bays of larger ones.

    After Freivalds, Dogrusoz and Kikusts (2002, "Disconnected Graph Layout and the Polyomino Packing Approach"): a
    block is the set of squares that its boxes and lines cover.
    """
    placed: dict[str, Point] = {}
    taken: set[tuple[int, int]] = set()
    for block in blocks:
        mx = (min(x for x, _ in block.values()) + max(x for x, _ in block.values())) / 2
        my = (min(y for _, y in block.values()) + max(y for _, y in block.values())) / 2
        centred = {actor: (x - mx, y - my) for actor, (x, y) in block.items()}
        cells = sorted(_cover(centred, neighbours, boxes))
        dx, dy = next(
            (i, j) for i, j in _spiral(aspect) if not taken or taken.isdisjoint((x + i, y + j) for x, y in cells)
        )
        taken.update((x + dx, y + dy) for x, y in cells)
        placed.update({actor: (x + dx * _CELL, y + dy * _CELL) for actor, (x, y) in centred.items()})
    if not placed:
        return placed
    left = min(x - boxes[a][0] / 2 for a, (x, _) in placed.items())
    right = max(x + boxes[a][0] / 2 for a, (x, _) in placed.items())
    top = min(y - boxes[a][1] / 2 for a, (_, y) in placed.items())
    bottom = max(y + boxes[a][1] / 2 for a, (_, y) in placed.items())
    mx, my = (left + right) / 2, (top + bottom) / 2
    return {actor: (round(x - mx, 1), round(y - my, 1)) for actor, (x, y) in placed.items()}


def _cover(
    block: Mapping[str, Point], neighbours: Mapping[str, Sequence[str]], boxes: Mapping[str, Box]
) -> set[tuple[int, int]]:
    cells: set[tuple[int, int]] = set()
    for actor, (x, y) in block.items():
        half_w, half_h = boxes[actor][0] / 2 + _CELL / 2, boxes[actor][1] / 2 + _CELL / 2
        columns = range(math.floor((x - half_w) / _CELL), math.floor((x + half_w) / _CELL) + 1)
        rows = range(math.floor((y - half_h) / _CELL), math.floor((y + half_h) / _CELL) + 1)
        cells.update((i, j) for i in columns for j in rows)
        for other in neighbours[actor]:
            ox, oy = block[other]
            steps = max(1, math.ceil(max(abs(ox - x), abs(oy - y)) / _CELL)) if actor < other else 0
            cells.update(
                (math.floor((x + (ox - x) * n / steps) / _CELL), math.floor((y + (oy - y) * n / steps) / _CELL))
                for n in range(steps)
            )
    return cells


def _spiral(aspect: float) -> Iterator[tuple[int, int]]:
    """Shifts in squares, from the middle outwards, in rings as wide and high as the picture should be."""
    ring = 0
    while True:
        wide, high = round(ring * aspect), ring
        edge = [(i, j) for i in range(-wide, wide + 1) for j in (-high, high)]
        edge += [(i, j) for j in range(-high + 1, high) for i in (-wide, wide)]
        yield from sorted(set(edge), key=lambda p: (p[0] ** 2 / aspect**2 + p[1] ** 2, -p[1], p[0]))
        ring += 1
