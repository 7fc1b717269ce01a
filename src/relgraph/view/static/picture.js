// The network itself: vis-network draws shapes and lines at the positions that Python computed.

const container = $("picture");
const edgeStyle = new Map(payload.edges.map((edge) => [edge.id, edge]));
let grown = 1; // on a small screen the shapes grow, so that a finger finds them

const nodes = new vis.DataSet(
  payload.nodes.map((node) => ({
    id: node.id, x: node.x, y: node.y, shape: node.shape, size: node.size, title: node.title, physics: false,
  })),
);
const edges = new vis.DataSet(
  payload.edges.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, title: edge.title, width: edge.width, dashes: edge.dashes,
    arrows: edge.arrows, smooth: edge.smooth, selfReference: edge.selfReference, label: edge.label || undefined,
    physics: false,
  })),
);

const network = new vis.Network(container, { nodes, edges }, {
  autoResize: true,
  physics: false,
  layout: { improvedLayout: false, randomSeed: 1 },
  nodes: { borderWidth: 1.5, borderWidthSelected: 1.5, labelHighlightBold: false, chosen: false },
  edges: {
    arrows: { to: { scaleFactor: 0.5 } }, arrowStrikethrough: false, chosen: false, selectionWidth: 0, hoverWidth: 0,
    labelHighlightBold: false,
  },
  interaction: {
    hover: true, tooltipDelay: 180, multiselect: false, selectable: false, keyboard: false, zoomView: false,
    hoverConnectedEdges: false, selectConnectedEdges: false,
  },
});

// The wheel scrolls the page until the picture has been clicked or Control is held.
const zoomByWheel = (on) => network.setOptions({ interaction: { zoomView: on } });
container.addEventListener("focusin", () => zoomByWheel(true));
container.addEventListener("focusout", () => zoomByWheel(false));
container.addEventListener("pointerdown", () => container.focus({ preventScroll: true }));
container.addEventListener("wheel", (event) => {
  if (document.activeElement === container) return;
  if (!event.ctrlKey) return hint();
  event.preventDefault();
  zoomBy(event.deltaY < 0 ? 1.15 : 1 / 1.15);
}, { passive: false });

let hinting = 0;

function hint() {
  $("hint").hidden = false;
  clearTimeout(hinting);
  hinting = setTimeout(() => { $("hint").hidden = true; }, 1600);
}

function paintPicture() {
  const drawn = new Set(shown.map((relation) => relation.id));
  const lit = litActors();
  const card = cssValue("--card");
  const focus = cssValue("--focus");
  const faint = dark.matches ? [0.36, 0.2] : [0.22, 0.1];
  nodes.update(actors.map((actor) => {
    const chosen = isChosen(actor.id);
    const colour = { background: tint(actor.colour), border: chosen ? focus : card };
    return {
      id: actor.id, hidden: !actorShown(actor), opacity: lit.has(actor.id) ? 1 : faint[0], borderWidth: chosen ? 4 : 1.5,
      color: { ...colour, highlight: colour, hover: colour }, size: actor.size * grown,
    };
  }));
  edges.update(relations.map((relation) => {
    const colour = tint(relation.colour);
    const on = !picked || isPicked(relation);
    const one = picked?.relation === relation.id;
    return {
      id: relation.id, hidden: !drawn.has(relation.id),
      width: edgeStyle.get(relation.id).width * (one ? 2.2 : picked && on ? 1.4 : 1),
      color: { color: colour, highlight: colour, hover: colour, opacity: on ? 0.92 : faint[1], inherit: false },
      font: {
        size: 13, face: "system-ui, sans-serif", color: on ? colour : "rgba(0,0,0,0)", strokeWidth: on ? 4 : 0, strokeColor: card,
        align: "horizontal",
      },
    };
  }));
}

const isChosen = (id) => picked !== null && (picked.actor === id || (picked.pair ?? []).includes(id));

// The actors that stand out: those with a relation that is shown, or what belongs to the choice.
function litActors() {
  if (!picked) {
    const related = new Set(shown.flatMap((relation) => [relation.source, relation.target]));
    for (const actor of actors) if (!relationsOf.get(actor.id).length) related.add(actor.id);
    return related;
  }
  const lit = new Set(picked.actor ? [picked.actor] : picked.pair);
  for (const relation of shown) if (isPicked(relation)) lit.add(relation.source).add(relation.target);
  return lit;
}

let moved = false;
network.on("dragStart", () => { moved = true; });
network.on("zoom", () => { moved = true; });
network.on("click", (event) => {
  const { x, y } = event.pointer.DOM;
  const id = network.getNodeAt({ x, y });
  if (id !== undefined && actorShown(actorById.get(id))) return pick({ actor: id });
  const relation = relationById.get(network.getEdgeAt({ x, y }));
  if (relation && shown.includes(relation)) return pickRelation(relation);
  if (picked) pick(null);
});
network.on("hoverNode", () => { container.style.cursor = "pointer"; });
network.on("hoverEdge", () => { container.style.cursor = "pointer"; });
network.on("blurNode", () => { container.style.cursor = ""; });
network.on("blurEdge", () => { container.style.cursor = ""; });

function pickRelation(relation) {
  pick({ pair: [relation.source, relation.target], relation: relation.id });
}

let stretch = [1, 1]; // of the positions across and down, so that the picture fills a tall or a wide screen

function stretchTo(across, down) {
  if (stretch[0] === across && stretch[1] === down) return;
  const places = network.getPositions();
  const [x, y] = [across / stretch[0], down / stretch[1]];
  nodes.update(actors.map(({ id }) => ({ id, x: places[id].x * x, y: places[id].y * y })));
  stretch = [across, down];
}

// The whole picture with room for labels at the border, whatever the shape of the screen.
function showWhole() {
  const sides = Math.min(80, container.clientWidth * 0.16);
  const wide = container.clientWidth - 2 * sides, high = container.clientHeight - 90;
  const seen = actors.filter(actorShown);
  if (!seen.length || wide <= 0 || high <= 0) return;
  const measure = () => {
    const places = network.getPositions(seen.map((actor) => actor.id));
    const xs = seen.map(({ id }) => places[id].x), ys = seen.map(({ id }) => places[id].y);
    return [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  };
  let [left, right, top, bottom] = measure();
  const ratio = (wide / ((right - left) / stretch[0] || 1)) / (high / ((bottom - top) / stretch[1] || 1));
  if (actors.length > 2) {
    stretchTo(Math.min(1.3, Math.max(1, ratio)), Math.min(1.6, Math.max(1, 1 / ratio)));
    [left, right, top, bottom] = measure();
  }
  const scale = Math.min(1.15, wide / (right - left || 1), high / (bottom - top || 1));
  const before = grown;
  grown = Math.min(1.4, Math.max(1, 0.62 / scale));
  if (grown !== before) nodes.update(actors.map((actor) => ({ id: actor.id, size: actor.size * grown })));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / scale }, scale, animation: false });
  moved = false;
}

function zoomBy(factor) {
  moved = true;
  network.moveTo({ scale: Math.min(8, Math.max(0.05, network.getScale() * factor)), animation: false });
}

function showActor(id) {
  const animation = still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  moved = true;
  network.moveTo({ position: network.getPosition(id), animation });
}

// Arrow keys go to the nearest actor in a direction; what lies off the line counts double.
const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function walk([wx, wy]) {
  const seen = actors.filter(actorShown);
  if (!seen.length) return;
  const here = picked?.actor ?? picked?.pair[0];
  if (!here) return pick({ actor: seen.reduce((a, b) => (b.relations > a.relations ? b : a)).id });
  const places = network.getPositions();
  let best = null, least = Infinity;
  for (const actor of seen) {
    const dx = places[actor.id].x - places[here].x, dy = places[actor.id].y - places[here].y;
    const along = dx * wx + dy * wy, off = Math.abs(dx * wy - dy * wx);
    if (actor.id !== here && along > 0 && along + 2 * off < least) [best, least] = [actor.id, along + 2 * off];
  }
  if (best) pick({ actor: best });
}

container.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (ways[event.key]) walk(ways[event.key]);
  else if (event.key === "Escape") pick(null);
  else if (event.key === "+" || event.key === "=") zoomBy(1.2);
  else if (event.key === "-") zoomBy(1 / 1.2);
  else if (event.key === "0") showWhole();
  else if (event.key === "Enter") $("panel").querySelector("button:not(.close), a")?.focus();
  else return;
  event.preventDefault();
});

new ResizeObserver(() => { if (!moved) showWhole(); }).observe(container);
whenChanged(paintPicture);
