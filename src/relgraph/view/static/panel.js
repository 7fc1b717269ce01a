// The evidence: what is known about the choice, sentence by sentence, with its source.

const panel = $("panel");

function makeQuote(evidence) {
  const source = [];
  if (evidence.claimant && evidence.claimant !== evidence.publisher) source.push(evidence.claimant);
  if (evidence.publisher) source.push(evidence.publisher);
  if (evidence.published) source.push(sayDay(evidence.published));
  const caption = make("figcaption", {}, source.join(" · "));
  const title = evidence.title || (safeUrl(evidence.url) ? "article" : evidence.article);
  if (title) caption.append(source.length ? " · " : "", makeLink(evidence.url, title));
  if (evidence.disputes) caption.prepend(make("strong", {}, "disputes it · "));
  return make("figure", { class: evidence.disputes ? "disputes" : null }, evidence.quote ? make("blockquote", {}, evidence.quote) : null, caption);
}

const byActor = (id) => make("button", { type: "button", class: "plain", onclick: () => openActor(id) }, labelOf(id));

// What the label says beyond type, date and the names of both ends, which the card already shows.
function trimLabel(relation) {
  const [a, b] = [labelOf(relation.source), labelOf(relation.target)];
  let words = relation.label;
  if (words.toLowerCase().startsWith(relation.type_label.toLowerCase())) words = words.slice(relation.type_label.length).replace(/^: ?/, "");
  words = words.replace(/ \([^()]*\d{4}[^()]*\)$/, "");
  return ["", `${a} – ${b}`, `${b} – ${a}`].includes(words) ? "" : words;
}

function makeCard(relation) {
  const what = make("button", { type: "button", class: "plain what", onclick: () => pickRelation(relation) }, relation.type_label);
  const words = trimLabel(relation);
  const said = words ? make("p", { class: "said" }, words) : null;
  const [first, second, ...rest] = relation.evidence.map(makeQuote);
  const more = rest.length ? make("details", { class: "more" }, make("summary", {}, `${rest.length} more`), ...rest) : null;
  return make(
    "li", { class: picked?.relation === relation.id ? "card picked" : "card", "data-relation": relation.id },
    make("div", { class: "card-head" },
      drawSwatch(relation.colour, relation.dash, 22), what, makeBadge(relation)),
    make("p", { class: "who" }, relation.date, " · ", byActor(relation.source), relation.arrow ? " → " : " – ", byActor(relation.target)),
    said, first, second, more,
  );
}

function openActor(id) {
  pick({ actor: id });
  showActor(id);
}

function makeHead(icon, title, under) {
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => { pick(null); container.focus(); } }, "×");
  return make("div", { class: "panel-head" }, icon, make("div", {}, make("h2", {}, title), make("p", { class: "quiet" }, under)), picked ? close : null);
}

function listPartners(id, list) {
  const counts = new Map();
  for (const relation of list) counts.set(otherEnd(relation, id), (counts.get(otherEnd(relation, id)) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1] || (labelOf(a[0]) < labelOf(b[0]) ? -1 : 1));
  const chips = ranked.slice(0, 12).map(([other, count]) =>
    make("button", { type: "button", onclick: () => pick({ pair: [id, other], relation: null }), "aria-label": `${labelOf(other)}, ${saySome(count, "relation")}` },
      labelOf(other), make("span", { class: "count" }, String(count))));
  if (ranked.length > 12) chips.push(make("span", { class: "quiet" }, `and ${ranked.length - 12} more`));
  return make("div", { class: "partners" }, ...chips);
}

function fillOverview() {
  const latest = shown.filter(firstDay).slice(-8).reverse();
  const counts = new Map();
  for (const relation of shown) {
    for (const id of new Set([relation.source, relation.target])) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const busiest = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
  panel.append(makeHead(null, "Every line has its sentence", "Choose a line for the quotes behind it, or an actor for its history."));
  if (busiest.length) {
    panel.append(make("h3", {}, "Most connected"), make("div", { class: "partners" }, ...busiest.map(([id, count]) =>
      make("button", { type: "button", onclick: () => openActor(id) }, labelOf(id), make("span", { class: "count" }, String(count))))));
  }
  if (latest.length) panel.append(make("h3", {}, "Latest"), make("ol", {}, ...latest.map((r) => makeCard(r))));
  if (!shown.length) panel.append(make("p", { class: "quiet" }, "No relation passes the filters."));
}

function fillActor(id) {
  const actor = actorById.get(id);
  const list = shown.filter((relation) => relation.source === id || relation.target === id);
  const under = [actor.code && actor.code !== actor.label ? actor.code : null, actor.type.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase(), saySome(list.length, "relation")];
  panel.append(makeHead(drawShape(familyByName.get(actor.family), 20), actor.label, under.filter(Boolean).join(" · ")));
  if (actor.aliases.length) panel.append(make("p", { class: "quiet" }, "also " + actor.aliases.join(", ")));
  if (!list.length) return panel.append(make("p", { class: "quiet" }, "No relation passes the filters."));
  panel.append(make("h3", {}, "Partners"), listPartners(id, list));
  let year = null, cards = null;
  for (const relation of [...list].sort(newestFirst)) {
    const here = firstDay(relation)?.slice(0, 4) ?? "Undated";
    if (here !== year) {
      cards = make("ol");
      panel.append(make("h3", {}, here), cards);
      year = here;
    }
    cards.append(makeCard(relation));
  }
}

const newestFirst = (a, b) => (firstDay(b) ?? "").localeCompare(firstDay(a) ?? "") || (a.id < b.id ? -1 : 1);

function fillPair([a, b]) {
  const list = shown.filter((relation) => joins(relation, a, b)).sort(newestFirst);
  const title = a === b ? labelOf(a) : `${labelOf(a)} and ${labelOf(b)}`;
  panel.append(makeHead(null, title, saySome(list.length, "relation")));
  panel.append(make("ol", {}, ...list.map((relation) => makeCard(relation))));
  if (!list.length) panel.append(make("p", { class: "quiet" }, "No relation passes the filters."));
}

let filledFor = null;

function fillPanel() {
  const focused = panel.contains(document.activeElement);
  panel.replaceChildren();
  // On a small screen the panel lies over the page while something is picked.
  panel.classList.toggle("sheet", picked !== null);
  if (!picked) fillOverview();
  else if (picked.actor) fillActor(picked.actor);
  else fillPair(picked.pair);
  if (filledFor !== picked) {
    panel.scrollTop = 0;
    const card = panel.querySelector(".card.picked");
    // Scrolling the panel only, not the page around it.
    if (card && getComputedStyle(panel).overflowY !== "visible") panel.scrollTop = Math.max(0, card.offsetTop - panel.offsetTop - 80);
    if (focused) panel.focus({ preventScroll: true });
  }
  filledFor = picked;
}

whenChanged(fillPanel);
