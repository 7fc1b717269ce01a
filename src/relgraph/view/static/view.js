// The view that the page was written with, and the look-ups that everything else uses.

const payload = JSON.parse($("payload").textContent);
const actors = payload.view.actors;
const relations = payload.view.relations;
const actorById = new Map(actors.map((actor) => [actor.id, actor]));
const relationById = new Map(relations.map((relation) => [relation.id, relation]));
const relationsOf = new Map(actors.map((actor) => [actor.id, []]));
for (const relation of relations) {
  relationsOf.get(relation.source).push(relation);
  if (relation.target !== relation.source) relationsOf.get(relation.target).push(relation);
}
const standingByName = new Map(payload.standings.map((standing) => [standing.name, standing]));
const familyByName = new Map(payload.families.map((family) => [family.name, family]));

const labelOf = (id) => actorById.get(id).label;
const otherEnd = (relation, id) => (relation.source === id ? relation.target : relation.source);
const joins = (relation, a, b) =>
  (relation.source === a && relation.target === b) || (relation.source === b && relation.target === a);

// Colours fitted to the background of the theme; all were computed before, in Python.
const theme = () => (dark.matches ? "dark" : "light");
const tint = (colour) => payload.colours[colour][theme()];
const inkOn = (colour) => payload.colours[colour][theme() + "_letters"];
const cssValue = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// When a relation holds, as two ISO days. One known bound of a date "by then" is all that is known, so it stands for
// both; an end that is open or not told reaches to the end of time.
const firstDay = (relation) => relation.start ?? relation.end;
const lastDay = (relation) => relation.end ?? (relation.start ? "9999-12-31" : null);

// A line as the picture draws it, for legend, cards and table.
function drawSwatch(colour, dash, width = 30) {
  const line = make("line", {
    x1: 1, y1: 6, x2: width - 1, y2: 6, stroke: tint(colour), "stroke-width": 2.6,
    "stroke-dasharray": dash.length ? dash.map((part) => part * 0.8).join(" ") : null,
  });
  return make("svg", { width, height: 12, viewBox: `0 0 ${width} 12`, "aria-hidden": "true" }, line);
}

const outlines = {
  square: "2,2 14,2 14,14 2,14", diamond: "8,0.5 15.5,8 8,15.5 0.5,8", triangle: "8,1 15,14 1,14",
  triangleDown: "8,15 15,2 1,2", hexagon: "0.8,8 4.4,1.7 11.6,1.7 15.2,8 11.6,14.3 4.4,14.3",
  star: "8,0.5 10,6 15.5,6 11,9.5 12.8,15 8,11.6 3.2,15 5,9.5 0.5,6 6,6",
};

function drawShape(family, size = 16) {
  const fill = tint(family.colour);
  const points = outlines[family.shape];
  const shape = points ? make("polygon", { points, fill }) : make("circle", { cx: 8, cy: 8, r: 7, fill });
  return make("svg", { width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" }, shape);
}

function makeBadge(relation) {
  const standing = standingByName.get(relation.standing);
  const words = (standing.mark ? standing.mark + " " : "") + standing.label;
  return make("span", { class: `badge ${relation.standing}`, title: standing.definition }, words);
}
