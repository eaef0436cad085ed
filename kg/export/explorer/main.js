// The address says what is shown, so that Back works and a link leads to the same view; here it is read and obeyed.
//   #person-…            a thing            #person-…+meeting-…   the relation of two
//   #person-…/article-….12.34.rule          the same with the words behind one line
//   #/article-…          an article
//   #…?from=2022-11&roles=chair             any of these with the filters that are set

let moving = true;

function addressOf(id) {
  const filters = filtersAsWords();
  return `#${id}${filters ? `?${filters}` : ""}`;
}

function go(id) {
  const address = addressOf(id);
  if (address === window.location.hash || (address === "#" && !window.location.hash)) route();
  else window.location.hash = address;
}

// After a change of filters: the same thing under a new address, which Back undoes.
function remember() {
  const [shown] = window.location.hash.slice(1).split("?");
  const address = addressOf(shown);
  if (address !== (window.location.hash || "#")) window.history.pushState(null, "", address);
}

function route() {
  const [target, filters = ""] = window.location.hash.slice(1).split("?");
  const [id, place] = target.split("/");
  const evidence = place ? evidenceFrom(place) : null;
  const filtered = filtersFromWords(filters);
  if (filtered) {
    redraw({ fit: true });
    fillLegend();
  }
  if (filtered || id !== shownId || !panel.hasChildNodes()) {
    document.body.classList.toggle("chosen", Boolean(id));
    select(things.has(id) ? id : null, { move: moving });
    showPanel(id);
    const pair = id.split("+");
    drawing.mark(pair.length === 2 ? pair.filter((end) => picture.spots.has(end)) : []);
  }
  moving = true;
  if (evidence) openReader(evidence, id);
  else closeReader();
}

function fillTools() {
  const tool = (sign, word, onclick) => button(sign, onclick, { "aria-label": say(word), title: say(word) });
  document.getElementById("tools").replaceChildren(
    tool("+", "zoomIn", () => drawing.zoom(1.35)), tool("−", "zoomOut", () => drawing.zoom(1 / 1.35)), button(say("fitShort"), () => drawing.fit(), { title: say("fit") }),
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
  nameCanvases();
}

function dress() {
  fillWords();
  fillLegend();
  fillTools();
}

function refresh() {
  document.documentElement.dataset.theme = theme;
  palette = PALETTES[theme];
  dress();
  redraw();
  const id = shownId;
  if (panel.hasChildNodes()) showPanel(id);
  const place = window.location.hash.split("?")[0].split("/")[1];
  const evidence = place ? evidenceFrom(place) : null;
  if (evidence) openReader(evidence, id);
}

// Links inside the page name the thing alone; followed from here, the filters stay.
function keepFilters(event) {
  const link = event.target.closest?.("a[href^='#']");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href").slice(1));
}

function start() {
  document.documentElement.dataset.theme = theme;
  document.getElementById("legend").open = window.matchMedia("(min-width: 900px)").matches;
  filtersFromWords(window.location.hash.split("?")[1] ?? "");
  startCanvas();
  startSearch();
  dress();
  route();
  window.addEventListener("hashchange", route);
  window.addEventListener("popstate", route);
  document.addEventListener("click", keepFilters);
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
