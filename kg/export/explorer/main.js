// The address says what is shown, so that Back works and a link leads to the same view; here it is read and obeyed.
//   #person-…            a thing            #person-…+meeting-…   the relation of two
//   #person-…/article-….12.34.rule          the same with the words behind one line
//   #/article-…          an article

let moving = true;

function go(id) {
  if (`#${id}` === window.location.hash || (!id && !window.location.hash)) route();
  else window.location.hash = id;
}

function route() {
  const [id, place] = window.location.hash.slice(1).split("/");
  const evidence = place ? evidenceFrom(place) : null;
  const changed = id !== shownId || !panel.hasChildNodes();
  const pair = id.split("+");
  if (changed) {
    document.body.classList.toggle("chosen", Boolean(id));
    select(things.has(id) ? id : null, { move: moving });
    showPanel(id);
    if (pair.length === 2 && drawnNodes.get(pair[0])) network.selectNodes(pair.filter((end) => drawnNodes.get(end)));
    else network.unselectAll();
  }
  moving = true;
  if (evidence) openReader(evidence, id);
  else closeReader();
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
}

function fillLegend() {
  const filters = document.getElementById("filters");
  const openTypes = TYPES.filter((type) => get(ofType, type).length > 0);
  filters.replaceChildren(
    el("fieldset", {}, el("legend", {}, say("types")), openTypes.map((type) => {
      const line = checkbox(view.types.has(type), (on) => toggle(view.types, type, on), swatch(type, type === "meeting" ? DATA.nodes.find((node) => node.group === "meeting" && things.get(node.id).reported) : undefined), say(type), el("span", { class: "count" }, String(get(ofType, type).length)));
      if (aggregated && !MAIN.includes(type)) line.querySelector("input").disabled = !placed.some((node) => node.group === type);
      return line;
    })),
    el("fieldset", {}, el("legend", {}, say("roles")), ROLES.filter((role) => DATA.participations.some((part) => part.role === role)).map((role) =>
      checkbox(view.roles.has(role), (on) => toggle(view.roles, role, on),
        swatch("person", { group: "person", rank: ROLES.indexOf(role) }),
        lineSwatch(palette.roles[role], { chair: 3.4, speaker: 2.4 }[role] ?? 1.6, { observer: "7 5", accompanying: "2 4" }[role] ?? "none"), say(role))),
      DATA.edges.some((edge) => edge.kind === "cascade") ? el("p", { class: "choice" }, lineSwatch(palette.cascade, 3, "none", true), say("cascade")) : null),
  );
  addTimeline(filters);
  addPlaces(filters);
}

// Meetings per month as bars; two selections limit the drawing to a stretch of them.
function addTimeline(filters) {
  const months = grouped(get(ofType, "meeting").map(dateOf).filter((day) => /^\d{4}/.test(day)), (day) => day.slice(0, 7));
  const names = [...months.keys()].sort();
  if (names.length < 2) return;
  const most = Math.max(...names.map((name) => months.get(name).length));
  const width = Math.max(2, Math.min(12, 200 / names.length - 1));
  const bars = svg("svg", { viewBox: `0 0 ${names.length * (width + 1)} 32`, class: "bars", preserveAspectRatio: "none", "aria-hidden": "true" });
  names.forEach((name, index) => {
    const height = 3 + (28 * months.get(name).length) / most;
    const inside = (!view.from || name >= view.from) && (!view.to || name <= view.to);
    bars.append(svg("rect", { x: index * (width + 1), y: 32 - height, width, height, fill: inside ? palette.meeting : palette.faint }));
  });
  const choice = (key) => {
    const list = el("select", { "aria-label": `${say("dates")}: ${say(key)}` }, el("option", { value: "" }, `${say(key)}…`), names.map((name) => el("option", { value: name }, name)));
    list.value = view[key];
    list.addEventListener("change", () => { view[key] = list.value; redraw(); fillLegend(); });
    return list;
  };
  filters.append(el("fieldset", {}, el("legend", {}, say("dates")), bars, el("div", { class: "range" }, choice("from"), choice("to"))));
}

function addPlaces(filters) {
  const places = [...new Set(get(ofType, "meeting").flatMap((meeting) => meeting.details.filter((entry) => entry.property === "place").map((entry) => entry.value)))].sort();
  if (places.length < 2) return;
  const list = el("select", { "aria-label": say("places") }, el("option", { value: "" }, say("any")), places.map((name) => el("option", { value: name }, name)));
  list.value = view.place;
  list.addEventListener("change", () => { view.place = list.value; redraw(); });
  filters.append(el("fieldset", {}, el("legend", {}, say("places")), list));
}

function fillTools() {
  const zoom = (factor) => network.moveTo({ scale: network.getScale() * factor, animation: calm() ? false : { duration: 150, easingFunction: "linear" } });
  const tool = (sign, word, onclick) => button(sign, onclick, { "aria-label": say(word), title: say(word) });
  document.getElementById("tools").replaceChildren(
    tool("+", "zoomIn", () => zoom(1.35)), tool("−", "zoomOut", () => zoom(1 / 1.35)), button(say("fitShort"), fitView, { title: say("fit") }),
    el("span", { class: "files" }, tool("PNG", "png", savePng), tool("SVG", "svg", saveSvg), button(say("print"), () => window.print())));
}

function fillWords() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const element of document.querySelectorAll("[data-words]")) element.textContent = say(element.dataset.words);
  searchBox.placeholder = say("searchHint");
  document.getElementById("panel").setAttribute("aria-label", say("lists"));
  document.getElementById("reader").setAttribute("aria-label", say("source"));
  document.getElementById("counts").textContent = say("counts", DATA.articles.length, get(ofType, "meeting").length, get(ofType, "person").length, get(ofType, "directive").length);
  const switcher = document.getElementById("language");
  switcher.textContent = say("language");
  switcher.setAttribute("aria-label", say("languageLabel"));
  switcher.lang = language === "zh" ? "en" : "zh-Hans";
  const lamp = document.getElementById("theme");
  const next = say(theme === "dark" ? "light" : "dark");
  lamp.textContent = next;
  lamp.setAttribute("aria-label", say("themeLabel", next));
  document.getElementById("canvas").setAttribute("aria-label", say("canvasKeys"));
  document.querySelector("#canvas canvas").setAttribute("aria-label", say("canvas"));
}

function refresh() {
  document.documentElement.dataset.theme = theme;
  palette = PALETTES[theme];
  fillWords();
  fillLegend();
  fillTools();
  redraw();
  const id = shownId;
  if (panel.hasChildNodes()) showPanel(id);
  const place = window.location.hash.split("/")[1];
  const evidence = place ? evidenceFrom(place) : null;
  if (evidence) openReader(evidence, id);
}

function start() {
  document.documentElement.dataset.theme = theme;
  document.getElementById("legend").open = window.matchMedia("(min-width: 900px)").matches;
  startCanvas();
  startSearch();
  refresh();
  route();
  window.addEventListener("hashchange", route);
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    panel.focus();
  });
  document.getElementById("language").addEventListener("click", () => {
    language = language === "zh" ? "en" : "zh";
    remembered.set("kg-language", language);
    refresh();
  });
  document.getElementById("theme").addEventListener("click", () => {
    theme = theme === "dark" ? "light" : "dark";
    remembered.set("kg-theme", theme);
    refresh();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      searchBox.focus();
      searchBox.select();
    } else if (event.key === "Escape" && !typing) {
      go(reader.hidden ? "" : shownId);
    }
  });
}

start();
