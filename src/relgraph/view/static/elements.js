// Building the document. All text goes in as text; nothing here reads HTML.

const $ = (id) => document.getElementById(id);

// make("p", {class: "quiet"}, "text", child): an element with attributes, listeners (onclick) and children.
function make(name, attributes = {}, ...children) {
  const svg = ["svg", "path", "rect", "circle", "polygon", "line"].includes(name);
  const element = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// A link only to the web: javascript:, data: and whatever else an article may hold stays plain text.
function safeUrl(url) {
  try {
    const parsed = new URL(url);
    return ["http:", "https:"].includes(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}

function makeLink(url, text) {
  const href = safeUrl(url);
  return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer" }, text) : make("span", {}, text);
}

const dark = matchMedia("(prefers-color-scheme: dark)");
const still = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 760px)");

const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
function sayDay(iso) {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : days.format(time);
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

function saySome(count, one, many = one + "s") {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}
