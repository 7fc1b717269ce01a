// The legend is the filter: what a line and a shape mean, how many there are, and a switch for each.

function makeChoice(sign, name, count, hidden, keys, title = null) {
  const box = make("input", { type: "checkbox", onchange: () => {
    for (const key of keys) box.checked ? hidden.delete(key) : hidden.add(key);
    refresh();
  } });
  boxes.push(() => {
    const off = keys.filter((key) => hidden.has(key)).length;
    box.checked = off < keys.length;
    box.indeterminate = off > 0 && off < keys.length;
  });
  return make("label", { class: "choice", title }, box, sign, make("span", { class: "name" }, capital(name)), make("span", { class: "count" }, count.toLocaleString("en-GB")));
}

const boxes = [];
const open = new Set(); // groups whose kinds are listed
const countBy = (list, key) => list.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1), new Map());

function groupTypes() {
  const groups = new Map();
  for (const relation of relations) {
    if (!groups.has(relation.legend)) groups.set(relation.legend, new Map());
    const types = groups.get(relation.legend);
    if (!types.has(relation.type)) types.set(relation.type, { ...relation, count: 0, plain: null });
    const type = types.get(relation.type);
    type.count += 1;
    // The line of the type itself, not of a plan of that type.
    if (standingByName.get(relation.standing).dash === null) type.plain = relation.dash;
  }
  const total = (types) => [...types.values()].reduce((sum, type) => sum + type.count, 0);
  return [...groups].map(([name, types]) => ({ name, count: total(types), types: [...types.values()].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)) }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

// One line; of a group with several colours, a piece of each.
function drawGroup(types) {
  const looks = [...new Map(types.map((type) => [type.colour + (type.plain ?? []), type])).values()].slice(0, 3);
  if (looks.length === 1) return drawSwatch(looks[0].colour, looks[0].plain ?? []);
  const step = 30 / looks.length;
  return make("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" }, ...looks.map((type, n) =>
    make("line", { x1: n * step + 1, x2: (n + 1) * step - 1, y1: 6, y2: 6, stroke: tint(type.colour), "stroke-width": 2.6, "stroke-dasharray": (type.plain ?? []).join(" ") || null })));
}

function fillLegend() {
  const legend = $("legend");
  legend.replaceChildren();
  boxes.length = 0;
  const kinds = make("div", { class: "legend-group" }, make("h3", {}, "Relations"));
  for (const group of groupTypes()) {
    const row = make("div", { class: "row" }, makeChoice(drawGroup(group.types), group.name, group.count, hiddenTypes, group.types.map((type) => type.type)));
    kinds.append(row);
    if (group.types.length < 2) continue;
    const list = make("div", { class: "types", hidden: !open.has(group.name) },
      ...group.types.map((type) => makeChoice(drawSwatch(type.colour, type.plain ?? [], 22), type.type_label, type.count, hiddenTypes, [type.type])));
    const turn = make("button", { type: "button", class: "turn", "aria-label": `Kinds of ${group.name}`, "aria-expanded": open.has(group.name), onclick: () => {
      list.hidden = open.has(group.name);
      list.hidden ? open.delete(group.name) : open.add(group.name);
      turn.setAttribute("aria-expanded", String(!list.hidden));
    } });
    row.append(turn);
    kinds.append(list);
  }
  const standings = make("div", { class: "legend-group" }, make("h3", {}, "How sure"));
  const counts = countBy(relations, (relation) => relation.standing);
  for (const { name, ...standing } of payload.standings) {
    if (!counts.has(name)) continue;
    const sign = make("svg", { width: 30, height: 12, viewBox: "0 0 30 12", "aria-hidden": "true" }, make("line", {
      x1: 1, y1: 6, x2: 29, y2: 6, stroke: "currentColor", "stroke-width": 2.2, "stroke-dasharray": (standing.dash ?? []).map((part) => part * 0.8).join(" ") || null }));
    standings.append(makeChoice(sign, capital(standing.label), counts.get(name), hiddenStandings, [name], standing.definition));
  }
  const families = make("div", { class: "legend-group" }, make("h3", {}, "Actors"));
  const members = countBy(actors, (actor) => actor.family);
  for (const family of payload.families) {
    if (members.has(family.name)) families.append(makeChoice(drawShape(family), family.label, members.get(family.name), hiddenFamilies, [family.name]));
  }
  families.append(make("button", { type: "button", class: "reset", onclick: showAll }, "Show all"));
  legend.append(kinds, standings, families);
  checkBoxes();
}

function checkBoxes() {
  for (const check of boxes) check();
}

function showAll() {
  for (const hidden of [hiddenTypes, hiddenStandings, hiddenFamilies]) hidden.clear();
  resetTime();
  refresh();
}

whenChanged(checkBoxes);
