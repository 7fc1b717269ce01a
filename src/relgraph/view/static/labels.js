// Names on the picture: as large on the screen at any zoom, never one over the other, never cut by the border.

const linesOf = new Map(payload.nodes.map((node) => [node.id, node.label.split("\n")]));
const face = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif";
let names = { key: "", list: [] }; // where names stand, in the coordinates of the network, until something changes
let dragging = false;
let drawn = [];

const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
const inside = (box, view) => box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];

function viewBox() {
  const a = network.DOMtoCanvas({ x: 3, y: 3 });
  const b = network.DOMtoCanvas({ x: container.clientWidth - 3, y: container.clientHeight - 3 });
  return [a.x, a.y, b.x, b.y];
}

// The places where the name of a shape may stand, the best first: below, above, beside, at the corners.
function listPlaces(x, y, r, wide, high, gap) {
  const down = r + gap + high / 2, side = r + gap + wide / 2, near = r * 0.75;
  return [
    [x, y + down], [x, y - down], [x + side, y], [x - side, y],
    [x + near + wide / 2, y + near + high / 2], [x - near - wide / 2, y + near + high / 2],
    [x + near + wide / 2, y - near - high / 2], [x - near - wide / 2, y - near - high / 2],
    [x + wide * 0.3, y + down], [x - wide * 0.3, y + down], [x + wide * 0.3, y - down], [x - wide * 0.3, y - down],
  ].map(([cx, cy]) => [cx - wide / 2, cy - high / 2, cx + wide / 2, cy + high / 2]);
}

// Every name in turn takes the place that hurts least while the others stay, until nothing changes; what then still
// lies over another name is left out, the less connected one first.
function placeNames(ctx, ranked, positions, letters, scale, view) {
  const shapes = ranked.map((actor) => {
    const { x, y } = positions[actor.id], r = actor.size * grown;
    return [x - r, y - r, x + r, y + r];
  });
  const list = ranked.map((actor, n) => {
    ctx.font = fontOf(actor, letters);
    const lines = linesOf.get(actor.id);
    const wide = Math.max(...lines.map((text) => ctx.measureText(text).width)) + 4 / scale;
    const { x, y } = positions[actor.id];
    const places = listPlaces(x, y, actor.size * grown, wide, letters * 1.2 * lines.length, 4 / scale);
    const costs = places.map((box, rank) =>
      rank * 0.3 + (inside(box, view) ? 0 : 100) + shapes.reduce((sum, shape, m) =>
        // To cover the shape of a hub is worst.
        sum + (m !== n && overlap(box, shape) ? 6 + Math.min(12, ranked[m].relations / 2) : 0), 0));
    return { actor, lines, places, costs, box: places[0], cost: Infinity };
  });
  for (let sweep = 0; sweep < 8; sweep += 1) {
    let changed = false;
    for (const name of list) {
      let best = null, least = Infinity;
      name.places.forEach((box, rank) => {
        if (name.costs[rank] >= least) return;
        let cost = name.costs[rank];
        for (const other of list) if (other !== name && overlap(box, other.box)) cost += 12;
        if (cost < least) [best, least] = [box, cost];
      });
      if (best !== name.box) [name.box, changed] = [best, true];
      name.cost = least;
    }
    if (!changed) break;
  }
  const kept = [];
  // Among more than sixty, only the names of the most connected may cover a shape; the rest show up on a closer look.
  const most = list.length > 60 ? 10 : Infinity;
  for (const [rank, name] of list.entries()) if ((rank < 25 || name.cost < most) && !kept.some((other) => overlap(name.box, other.box))) kept.push(name);
  return kept;
}

const fontOf = (actor, letters) => `${isChosen(actor.id) ? 750 : 600} ${letters}px ${face}`;

function drawNames(ctx) {
  const scale = network.getScale();
  const letters = Math.min(16, Math.max(narrow.matches ? 10.5 : 11.5, 12 * scale)) / scale;
  const positions = network.getPositions();
  const view = viewBox();
  const lit = litActors();
  const ranked = actors.filter((actor) => actorShown(actor) && lit.has(actor.id))
    .sort((a, b) => isChosen(b.id) - isChosen(a.id) || b.relations - a.relations || (a.id < b.id ? -1 : 1));
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  for (const actor of ranked) drawCode(ctx, actor, positions[actor.id]);
  const key = JSON.stringify([view, grown, ranked.map((actor) => [actor.id, positions[actor.id], isChosen(actor.id)])]);
  if (key !== names.key && !dragging) names = { key, list: placeNames(ctx, ranked, positions, letters, scale, view) };
  const ink = cssValue("--ink"), halo = cssValue("--card");
  drawn = names.list.filter((name) => inside(name.box, view));
  for (const { actor, lines, box } of drawn) {
    const middle = (box[0] + box[2]) / 2, line = (box[3] - box[1]) / lines.length;
    ctx.font = fontOf(actor, letters);
    lines.forEach((text, row) => {
      const y = box[1] + line * (row + 0.5);
      ctx.lineWidth = 4 / scale;
      ctx.strokeStyle = halo;
      ctx.strokeText(text, middle, y);
      ctx.fillStyle = ink;
      ctx.fillText(text, middle, y);
    });
  }
}

// The code inside the shape, where it can be read.
function drawCode(ctx, actor, { x, y }) {
  if (!actor.code || actor.code.length > 3 || actor.size * grown * network.getScale() < 9) return;
  ctx.font = `700 ${actor.size * grown * 0.7}px ${face}`;
  ctx.fillStyle = inkOn(actor.colour);
  ctx.fillText(actor.code, x, y + actor.size * grown * 0.04);
}

// The boxes of the names drawn, in pixels of the picture.
function listLabels() {
  return drawn.map(({ actor, box }) => {
    const a = network.canvasToDOM({ x: box[0], y: box[1] }), b = network.canvasToDOM({ x: box[2], y: box[3] });
    return { id: actor.id, box: [a.x, a.y, b.x, b.y] };
  });
}

network.on("afterDrawing", drawNames);
network.on("dragStart", (event) => { dragging = event.nodes.length === 0; });
network.on("dragEnd", () => {
  dragging = false;
  network.redraw();
});
