// The twin of the picture: the same relations as a table and as CSV.

const columns = [
  { name: "From", key: (r) => labelOf(r.source) },
  { name: "Relation", key: (r) => r.type_label },
  { name: "To", key: (r) => labelOf(r.target) },
  { name: "Date", key: (r) => firstDay(r) ?? "9999" },
  { name: "Status", key: (r) => r.standing },
  { name: "Sources", key: (r) => r.sources },
  { name: "Evidence", key: null },
];
let order = { column: 3, down: true };

function fillHead() {
  const cells = columns.map((column, n) => {
    if (!column.key) return make("th", { scope: "col" }, make("span", { class: "quiet" }, column.name));
    const sort = order.column === n ? (order.down ? "descending" : "ascending") : "none";
    return make("th", { scope: "col", "aria-sort": sort }, make("button", { type: "button", id: "sort" + n, onclick: () => {
      order = { column: n, down: order.column === n ? !order.down : false };
      fillTable();
      $("sort" + n).focus();
    } }, column.name));
  });
  return make("thead", {}, make("tr", {}, ...cells));
}

function sortRows() {
  const { key } = columns[order.column];
  const sign = order.down ? -1 : 1;
  const last = (relation) => order.column === 3 && firstDay(relation) === null; // undated, whatever the direction
  return shown.map((relation) => [key(relation), relation]).sort(([a, r], [b, s]) =>
    last(r) - last(s) || sign * (typeof a === "number" ? a - b : a.localeCompare(b, "en")) || (r.id < s.id ? -1 : 1)).map(([, relation]) => relation);
}

function makeRow(relation) {
  const [first] = relation.evidence;
  const open = make("button", { type: "button", class: "plain cell-what", onclick: () => {
    pickRelation(relation);
    container.scrollIntoView({ block: "nearest", behavior: still.matches ? "auto" : "smooth" });
  } }, relation.type_label);
  const title = first && (first.title || (safeUrl(first.url) ? "article" : ""));
  return make("tr", {}, make("td", {}, labelOf(relation.source)), make("td", {}, open), make("td", {}, labelOf(relation.target)),
    make("td", { class: "date" }, relation.date), make("td", {}, makeBadge(relation)), make("td", { class: "number" }, String(relation.sources)),
    make("td", { class: "quote" }, first?.quote ?? "", title ? make("span", { class: "quiet" }, " ", makeLink(first.url, title)) : null));
}

function fillTable() {
  $("table").replaceChildren(make("caption", { class: "unseen" }, "The relations that the picture shows"), fillHead(), make("tbody", {}, ...sortRows().map(makeRow)));
  $("rows").textContent = shown.length === relations.length ? saySome(relations.length, "relation") : `${shown.length.toLocaleString("en-GB")} of ${saySome(relations.length, "relation")}`;
  $("shown").textContent = shown.length === relations.length ? "" : $("rows").textContent;
}

// A cell that a spreadsheet would run as a formula gets an apostrophe.
function quoteCell(value) {
  const text = String(value ?? "");
  return `"${(/^[\s]*[=+\-@\t\r\n]/.test(text) ? "'" + text : text).replaceAll('"', '""')}"`;
}

// One line for every sentence of evidence, so that nothing is left out.
function makeCsv() {
  const head = ["from", "relation", "to", "date", "edtf", "start", "end", "status", "sources", "quote", "stance", "said_by", "published", "title", "url", "situation"];
  const lines = shown.flatMap((r) => (r.evidence.length ? r.evidence : [{}]).map((e) => [
    labelOf(r.source), r.type_label, labelOf(r.target), r.date, r.edtf, r.start, r.end, r.standing, r.sources,
    e.quote, r.evidence.length ? (e.disputes ? "disputes" : "supports") : "", e.claimant || e.publisher, e.published, e.title, e.url, r.situation,
  ]));
  return [head, ...lines].map((line) => line.map(quoteCell).join(",")).join("\r\n") + "\r\n";
}

$("csv").addEventListener("click", () => {
  // The mark at the beginning tells Excel that the file is UTF-8.
  const url = URL.createObjectURL(new Blob(["\ufeff", makeCsv()], { type: "text/csv;charset=utf-8" }));
  make("a", { href: url, download: "relations.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
});

whenChanged(fillTable);
