// The search box: names, pinyin in full or by initials or mixed, posts, meetings, words of directives.

const SEARCHED = ["person", "meeting", "post", "body", "document", "slogan", "directive", "statement"];
const PER_TYPE = 8;

const searchable = SEARCHED.flatMap((type) => get(ofType, type).map((thing) => ({
  thing,
  text: [thing.name, ...(thing.aliases ?? []), ...(thing.romanised ? [thing.romanised, thing.romanised.replace(/[ ']/g, "")] : [])].join("\n").toLowerCase(),
  readings: thing.pinyin ? thing.pinyin.split(" ").map((character) => character.split("/")) : null,
})));

// Whether the letters spell the characters from `at` on, each by its whole reading or a beginning of it.
function spells(readings, at, letters) {
  if (!letters) return true;
  if (at >= readings.length) return false;
  for (const reading of readings[at]) {
    for (let length = Math.min(reading.length, letters.length); length > 0; length--) {
      if (reading.startsWith(letters.slice(0, length)) && spells(readings, at + 1, letters.slice(length))) return true;
    }
  }
  return false;
}

// Smaller is better; -1 is no match.
function score(entry, query, letters) {
  const at = entry.text.indexOf(query);
  if (at === 0) return entry.text.length === query.length ? 0 : 1;
  if (at > 0) return 2;
  if (!letters || !entry.readings) return -1;
  for (let start = 0; start < entry.readings.length; start++) {
    if (spells(entry.readings, start, letters)) return start === 0 ? 3 : 4;
  }
  return -1;
}

// The best matches of each type, best types first; `post` matches bring their holders along.
function find(words) {
  const query = words.trim().toLowerCase();
  if (!query) return [];
  const letters = /^[a-zü'’ ]+$/.test(query) ? query.replace(/['’ ]/g, "").replaceAll("ü", "v") : "";
  const hits = [];
  for (const entry of searchable) {
    const worth = score(entry, query, letters);
    if (worth >= 0) hits.push({ thing: entry.thing, worth, weight: degree(entry.thing.id) });
  }
  hits.sort((a, b) => a.worth - b.worth || b.weight - a.weight);
  const byType = grouped(hits, (hit) => hit.thing.type);
  return SEARCHED.flatMap((type) => get(byType, type).slice(0, PER_TYPE)).map((hit) => hit.thing);
}

const searchBox = document.getElementById("search");
const searchResults = document.getElementById("results");
let hits = [];
let current = -1;
let answered = "";

function note(thing) {
  if (thing.type === "person") return thing.posts.length ? things.get(thing.posts[0].post).name : "";
  if (thing.type === "meeting") return dateWords(thing);
  if (thing.type === "post") return get(holdersOf, thing.id).map((row) => row.person.name).slice(0, 4).join("、");
  if (isPoint(thing)) return things.get(speakerOf(thing)).name;
  return "";
}

// A directive's words from shortly before the match on.
function around(text, query) {
  const at = text.toLowerCase().indexOf(query);
  return at > 12 ? `…${text.slice(at - 8)}` : text;
}

function showResults() {
  const query = searchBox.value.trim();
  answered = searchBox.value;
  hits = find(query);
  current = hits.length ? 0 : -1;
  searchResults.replaceChildren();
  let type = null;
  hits.forEach((thing, index) => {
    if (thing.type !== type) {
      type = thing.type;
      searchResults.append(el("div", { class: "group", role: "presentation" }, say(type)));
    }
    const option = el("div", { id: `result-${index}`, class: "result", role: "option", "aria-selected": String(index === current) },
      swatch(thing.type, nodes.get(thing.id)),
      el("span", { class: "name" }, isPoint(thing) ? around(thing.name, query.toLowerCase()) : thing.name),
      el("span", { class: "note" }, note(thing)));
    option.addEventListener("mousedown", (event) => { event.preventDefault(); open(index); });
    searchResults.append(option);
  });
  if (query && !hits.length) searchResults.append(el("div", { class: "group" }, say("nothing")));
  document.getElementById("found").textContent = query ? say("results", hits.length) : "";
  setOpen(Boolean(query));
  mark();

  function open(index) { current = index; choose(); }
}

function setOpen(open) {
  searchResults.hidden = !open;
  searchBox.setAttribute("aria-expanded", String(open));
  if (!open) searchBox.removeAttribute("aria-activedescendant");
}

function mark() {
  searchResults.querySelectorAll("[role=option]").forEach((option, index) => {
    option.setAttribute("aria-selected", String(index === current));
    if (index === current) option.scrollIntoView({ block: "nearest" });
  });
  if (current >= 0 && !searchResults.hidden) searchBox.setAttribute("aria-activedescendant", `result-${current}`);
}

function choose() {
  if (current < 0 || !hits[current]) return;
  setOpen(false);
  searchBox.blur();
  go(hits[current].id);
  document.getElementById("panel").focus({ preventScroll: true });
}

function startSearch() {
  let waiting = 0;
  searchBox.addEventListener("input", (event) => {
    if (event.isComposing) return;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(showResults);
  });
  searchBox.addEventListener("compositionend", showResults);
  searchBox.addEventListener("focus", () => { if (searchBox.value) showResults(); });
  searchBox.addEventListener("blur", () => setOpen(false));
  searchBox.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      current = (current + step + hits.length) % hits.length;
      setOpen(true);
      mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      cancelAnimationFrame(waiting);
      if (answered !== searchBox.value) showResults();
      choose();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (searchResults.hidden || !searchBox.value) searchBox.blur();
      searchBox.value = "";
      setOpen(false);
    }
  });
}
