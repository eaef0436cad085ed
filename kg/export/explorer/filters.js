// Legend and filters in one: what each sign means, and whether it is on the drawing.

function sameSet(one, other) { return one.size === other.length && other.every((item) => one.has(item)); }

function isLimited() {
  return Boolean(view.from || view.to || view.place || view.level) || !sameSet(view.roles, ROLES) || FIRST_TYPES.some((type) => !view.types.has(type));
}

function clearFilters() {
  Object.assign(view, { from: "", to: "", place: "", level: "", types: new Set(FIRST_TYPES), roles: new Set(ROLES) });
  changed({ fit: true });
}

// After every choice: the picture, the legend's own marks, and the address.
function changed({ fit = false } = {}) {
  redraw({ fit });
  fillLegend();
  remember();
}

// The choices as they stand in the address, only where they differ from the first view.
function filtersAsWords() {
  const words = new URLSearchParams();
  if (!sameSet(view.types, FIRST_TYPES)) words.set("types", TYPES.filter((type) => view.types.has(type)).join(" "));
  if (!sameSet(view.roles, ROLES)) words.set("roles", ROLES.filter((role) => view.roles.has(role)).join(" "));
  for (const key of ["from", "to", "place", "level", "near"]) if (view[key]) words.set(key, view[key]);
  return words.toString();
}

// Takes the choices from the address; what is not among the possible ones is passed over.  Tells whether any changed.
function filtersFromWords(text) {
  const before = filtersAsWords();
  const words = new URLSearchParams(text);
  const list = (key, known, usual) => new Set(words.has(key) ? words.get(key).split(" ").filter((word) => known.includes(word)) : usual);
  const one = (key, valid) => (words.has(key) && valid(words.get(key)) ? words.get(key) : "");
  view.types = list("types", TYPES, FIRST_TYPES);
  view.roles = list("roles", ROLES, ROLES);
  for (const key of ["from", "to"]) view[key] = one(key, (month) => /^\d{4}-\d{2}$/.test(month));
  view.place = one("place", (place) => meetingsByPlace.has(place));
  view.level = one("level", (level) => LEVELS.includes(level));
  view.near = one("near", (id) => things.has(id)) || null;
  return filtersAsWords() !== before;
}

function checkbox(checked, onchange, ...label) {
  const box = el("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => onchange(box.checked));
  return el("label", { class: "choice" }, box, label);
}

function toggle(set, value, on) {
  if (on) set.add(value); else set.delete(value);
  redraw({ fit: set === view.types && !view.selected });
  remember();
}

// A list to choose from; nothing chosen limits nothing.
function chooser(key, name, options) {
  const list = el("select", { "aria-label": name }, el("option", { value: "" }, say("any")), options.map(([value, words]) => el("option", { value }, words)));
  list.value = view[key];
  list.addEventListener("change", () => { view[key] = list.value; changed(); });
  return list;
}

function fieldset(name, ...content) { return el("fieldset", {}, el("legend", {}, name), content); }

function fillLegend() {
  const focused = document.activeElement?.closest?.("#filters select")?.getAttribute("aria-label");
  document.getElementById("filters").replaceChildren(...[typeFilter(), roleFilter(), dateFilter(), levelFilter(), placeFilter()].filter(Boolean));
  if (focused) [...document.querySelectorAll("#filters select")].find((list) => list.getAttribute("aria-label") === focused)?.focus();
}

function typeFilter() {
  const reported = DATA.nodes.find((node) => node.group === "meeting" && things.get(node.id).reported);
  return fieldset(say("types"), TYPES.filter((type) => get(ofType, type).length > 0).map((type) => {
    const line = checkbox(view.types.has(type), (on) => toggle(view.types, type, on), swatch(type, type === "meeting" ? reported : undefined), say(type), el("span", { class: "count" }, String(get(ofType, type).length)));
    if (aggregated && !MAIN.includes(type)) line.querySelector("input").disabled = !placed.some((node) => node.group === type);
    return line;
  }));
}

function roleFilter() {
  const present = ROLES.filter((role) => DATA.participations.some((part) => part.role === role));
  const cascade = DATA.edges.some((edge) => edge.kind === "cascade");
  if (!present.length && !cascade) return null;
  return fieldset(say("roles"), present.map((role) => {
    const { colour, width, dashes } = lineStyle({ kind: "part", roles: [role] });
    return checkbox(view.roles.has(role), (on) => toggle(view.roles, role, on),
      swatch("person", { group: "person", rank: ROLES.indexOf(role) }), lineSwatch(colour, width, dashes?.join(" ") ?? "none"), say(role));
  }), cascade ? el("p", { class: "choice" }, lineSwatch(palette.cascade, 3, "none", true), say("cascade")) : null);
}

const meetingsByMonth = grouped(get(ofType, "meeting").map(dateOf).filter((day) => /^\d{4}/.test(day)), (day) => day.slice(0, 7));

// Every month from the first to the last, those without a meeting too.  A few dates far off do not stretch it: one
// meeting in fifty at either end is left to the lists.
function monthsOfTimeline() {
  const days = [...meetingsByMonth].flatMap(([month, here]) => here.map(() => month)).sort();
  const cut = Math.floor(days.length / 50);
  const number = (name) => Number(name.slice(0, 4)) * 12 + Number(name.slice(5)) - 1;
  if (meetingsByMonth.size < 2) return [];
  const [first, last] = [number(days[cut]), number(days.at(-1 - cut))];
  return [...Array(last - first + 1).keys()].map((step) => `${Math.floor((first + step) / 12)}-${String(((first + step) % 12) + 1).padStart(2, "0")}`);
}

// Meetings per month as bars; draw over them with the pointer, or use the two lists below.
function dateFilter() {
  const months = monthsOfTimeline();
  if (!months.length) return null;
  const count = (month) => get(meetingsByMonth, month).length;
  const most = Math.max(...months.map(count));
  const bars = svg("svg", { viewBox: `0 0 ${months.length} 32`, class: "bars", preserveAspectRatio: "none", "aria-hidden": "true" });
  const paint = (from, to) => bars.replaceChildren(...months.map((month, index) => {
    const height = count(month) ? 3 + (28 * count(month)) / most : 1;
    const inside = (!from || month >= from) && (!to || month <= to);
    return svg("rect", { x: index + 0.06, y: 32 - height, width: 0.88, height, fill: inside ? palette.meeting : palette.faint });
  }));
  paint(view.from, view.to);
  const monthAt = (event) => {
    const box = bars.getBoundingClientRect();
    return months[Math.min(months.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * months.length)))];
  };
  let start = null;
  const range = (event) => [start, monthAt(event)].sort();
  bars.addEventListener("pointerdown", (event) => { start = monthAt(event); bars.setPointerCapture(event.pointerId); paint(start, start); });
  bars.addEventListener("pointermove", (event) => { if (start) paint(...range(event)); });
  bars.addEventListener("pointerup", (event) => {
    if (!start) return;
    [view.from, view.to] = range(event);
    start = null;
    changed();
  });
  const options = [...meetingsByMonth.keys()].sort().map((month) => [month, month]);
  const names = [months[0], months.at(-1)];
  return fieldset(say("dates"), bars, el("p", { class: "ends", "aria-hidden": "true" }, el("span", {}, names[0]), el("span", {}, names[1])),
    el("div", { class: "range" }, ["from", "to"].map((key) => el("label", {}, el("span", { class: "soft" }, say(key)), chooser(key, `${say("dates")}: ${say(key)}`, options)))));
}

function levelFilter() {
  const counts = grouped(get(ofType, "person").flatMap((person) => [...new Set(person.posts.map((held) => things.get(held.post).level).filter(Boolean))]), (level) => level);
  const present = LEVELS.filter((level) => counts.has(level));
  if (present.length < 2) return null;
  return fieldset(say("levels"), chooser("level", say("levels"), present.map((level) => [level, `${say(`level_${level}`)} (${counts.get(level).length})`])));
}

const meetingsByPlace = grouped(
  get(ofType, "meeting").flatMap((meeting) => [...new Set(meeting.details.filter((entry) => entry.property === "place").map((entry) => entry.value))]), (place) => place);

function placeFilter() {
  if (meetingsByPlace.size < 2) return null;
  const places = [...meetingsByPlace].sort(([a, here], [b, there]) => there.length - here.length || (a < b ? -1 : 1));
  return fieldset(say("places"), chooser("place", say("places"), places.map(([place, here]) => [place, `${plain(place)} (${here.length})`])));
}
