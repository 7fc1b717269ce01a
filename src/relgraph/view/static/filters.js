// What is shown and what is picked. Whoever changes it calls refresh(); whoever draws listens.

const hiddenTypes = new Set();
const hiddenStandings = new Set();
const hiddenFamilies = new Set();
const range = { first: null, last: null, undated: true };
let picked = null; // {actor: id} or {pair: [a, b], relation: id or null}

const listeners = [];
const whenChanged = (listener) => listeners.push(listener);

function inRange(relation) {
  const first = firstDay(relation);
  if (first === null) return range.undated;
  return (range.last === null || first <= range.last) && (range.first === null || lastDay(relation) >= range.first);
}

const actorShown = (actor) => !hiddenFamilies.has(actor.family);

function relationShown(relation) {
  return (
    !hiddenTypes.has(relation.type) && !hiddenStandings.has(relation.standing) && inRange(relation) &&
    actorShown(actorById.get(relation.source)) && actorShown(actorById.get(relation.target))
  );
}

let shown = relations;
let asked = 0;

// Many changes in one frame (a slider that is dragged) are drawn once.
function refresh() {
  if (asked) return;
  asked = requestAnimationFrame(() => {
    asked = 0;
    redraw();
  });
}

function redraw() {
  shown = relations.filter(relationShown);
  for (const listener of listeners) listener();
}

function pick(choice, spoken = true) {
  picked = choice;
  redraw();
  if (spoken) $("live").textContent = describePicked();
}

function describePicked() {
  if (!picked) return "Nothing selected";
  if (picked.actor) {
    const count = shown.filter((r) => r.source === picked.actor || r.target === picked.actor).length;
    return `${labelOf(picked.actor)}, ${saySome(count, "relation")}`;
  }
  const [a, b] = picked.pair;
  return `${labelOf(a)} and ${labelOf(b)}, ${saySome(shown.filter((r) => joins(r, a, b)).length, "relation")}`;
}

function isPicked(relation) {
  if (!picked) return false;
  if (picked.actor) return relation.source === picked.actor || relation.target === picked.actor;
  return joins(relation, ...picked.pair);
}
