// The years: how many relations begin in each, and two handles that narrow the time shown.

const dated = relations.filter(firstDay);
const stamps = dated.flatMap((relation) => [relation.start, relation.end]).filter(Boolean).sort();
const byMonth = stamps.length > 0 && Number(stamps.at(-1).slice(0, 4)) - Number(stamps[0].slice(0, 4)) < 4;
const months = "January February March April May June July August September October November December".split(" ");

const slotOf = (day) => (byMonth ? Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 : Number(day.slice(0, 4)));
const firstSlot = stamps.length ? slotOf(stamps[0]) : 0;
const lastSlot = stamps.length ? slotOf(stamps.at(-1)) : 0;
const pad = (number, width) => String(number).padStart(width, "0");

function saySlot(slot) {
  return byMonth ? `${months[slot % 12]} ${Math.floor(slot / 12)}` : String(slot);
}

function daysOf(slot) {
  const year = pad(byMonth ? Math.floor(slot / 12) : slot, 4);
  if (!byMonth) return [`${year}-01-01`, `${year}-12-31`];
  const month = `${year}-${pad((slot % 12) + 1, 2)}`;
  return [`${month}-01`, `${month}-31`];
}

let handles = null;

function fillTime() {
  const box = $("time");
  if (lastSlot === firstSlot) {
    box.remove();
    return;
  }
  const counts = new Array(lastSlot - firstSlot + 1).fill(0);
  for (const relation of dated) counts[slotOf(firstDay(relation)) - firstSlot] += 1;
  const highest = Math.max(...counts), wide = 100 / counts.length;
  const bars = counts.map((count, n) => {
    const high = count ? Math.max(2.5, (count / highest) * 31) : 0;
    return make("rect", { x: (n * wide + wide * 0.1).toFixed(3), y: 32 - high, width: (wide * 0.8).toFixed(3), height: high });
  });
  const chart = make("svg", { viewBox: "0 0 100 36", preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars);
  const handle = (id, label, value) => make("input", { type: "range", id, "aria-label": label, min: firstSlot, max: lastSlot, step: 1, value, oninput: slide });
  const from = handle("from", "First " + (byMonth ? "month" : "year"), firstSlot), to = handle("to", "Last " + (byMonth ? "month" : "year"), lastSlot);
  from.value = firstSlot;
  to.value = lastSlot;
  const span = make("div", { class: "span" });
  const output = make("output", { for: "from to" });
  const reset = make("button", { type: "button", onclick: () => { resetTime(); refresh(); } }, "all years");
  const undated = relations.length - dated.length;
  const without = make("input", { type: "checkbox", checked: true, onchange: () => { range.undated = without.checked; refresh(); } });
  box.append(
    make("div", { class: "time-head" }, make("span", { class: "quiet" }, "Time"), output, reset, undated ? make("label", {}, without, `${undated} undated`) : null),
    make("div", { class: "slicer" }, chart, make("div", { class: "track" }), span, from, to),
  );
  handles = { from, to, span, output, reset, bars, without };
  slide();
}

function slide(event) {
  const { from, to, span, output, reset, bars } = handles;
  // The handles may meet but not pass.
  if (Number(from.value) > Number(to.value)) {
    if (event?.target === to) to.value = from.value;
    else from.value = to.value;
  }
  const first = Number(from.value), last = Number(to.value), steps = lastSlot - firstSlot;
  const whole = first === firstSlot && last === lastSlot;
  [range.first, range.last] = whole ? [null, null] : [daysOf(first)[0], daysOf(last)[1]];
  output.textContent = first === last ? saySlot(first) : `${saySlot(first)} – ${saySlot(last)}`;
  reset.hidden = whole;
  for (const [handle, slot] of [[from, first], [to, last]]) handle.setAttribute("aria-valuetext", saySlot(slot));
  span.style.left = `${((first - firstSlot) / steps) * 100}%`;
  span.style.width = `${((last - first) / steps) * 100}%`;
  bars.forEach((bar, n) => bar.setAttribute("class", n + firstSlot >= first && n + firstSlot <= last ? "bar-in" : "bar-out"));
  if (event) refresh();
}

function resetTime() {
  if (!handles) return;
  handles.from.value = firstSlot;
  handles.to.value = lastSlot;
  handles.without.checked = range.undated = true;
  slide();
}
