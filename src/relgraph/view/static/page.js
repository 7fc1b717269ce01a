// Search, buttons, theme; then everything is drawn for the first time.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
const wordsOf = (actor) => [actor.label, actor.code, ...actor.aliases].filter(Boolean).map(fold);

function findActor(text) {
  const wanted = fold(text);
  if (!wanted) return null;
  const ranked = [...actors].sort((a, b) => b.relations - a.relations);
  return (
    ranked.find((actor) => wordsOf(actor).includes(wanted)) ??
    ranked.find((actor) => wordsOf(actor).some((word) => word.startsWith(wanted))) ??
    ranked.find((actor) => wordsOf(actor).some((word) => word.includes(wanted))) ?? null
  );
}

$("names").append(...actors.map((actor) => make("option", { value: actor.label }, actor.code)));
$("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const actor = findActor($("find").value);
  if (actor) openActor(actor.id);
  else $("live").textContent = "No actor of that name";
});
$("find").addEventListener("input", () => {
  const exact = actors.find((actor) => actor.label === $("find").value);
  if (exact) openActor(exact.id);
});

$("closer").addEventListener("click", () => zoomBy(1.25));
$("farther").addEventListener("click", () => zoomBy(1 / 1.25));
$("whole").addEventListener("click", showWhole);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && picked && !event.target.closest("input")) pick(null);
});

dark.addEventListener("change", () => { fillLegend(); redraw(); });
const foldFilters = () => { $("filters").open = !narrow.matches; };
narrow.addEventListener("change", foldFilters);
foldFilters();

fillLegend();
fillTime();
redraw();
showWhole();

// For the console and for tests: what is drawn, and where.
window.relgraph = { network, nodes, edges, labels: listLabels, csv: makeCsv, pick };
