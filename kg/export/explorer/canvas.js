// The drawing as the rest of the page knows it, whichever of the two renderers is at work, and what picking does.

let drawing = network;

// What shows when the pointer rests on a node; made only for the nodes that are drawn.
function hoverCard(id) {
  const thing = things.get(id);
  const lines = thing.type === "person" ? thing.posts.slice(0, 3).map((held) => things.get(held.post).name)
    : thing.type === "meeting" ? [dateWords(thing)] : [];
  return el("div", { class: "card" }, el("b", {}, thing.name), lines.filter(Boolean).map((line) => el("div", {}, line)));
}

function calm() { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; }

// The large picture is WebGL's; what surrounds one thing is small enough to be drawn in full.
function chooseDrawing() {
  const wish = overviewUsed && DATA.big && !view.near ? overview : network;
  if (wish !== drawing) drawing.frame.hidden = true;
  drawing = wish;
  drawing.frame.hidden = false;
  if (!drawing.view) drawing.start();
  nameCanvases();
}

function nameCanvases() {
  for (const canvas of document.querySelectorAll("#canvas canvas[role=img]")) canvas.setAttribute("aria-label", say("canvas"));
}

// Bring the drawing in line with `view`.
function redraw({ fit = false } = {}) {
  compose();
  chooseDrawing();
  drawing.show();
  if (fit) drawing.fit();
  showNotice(picture.spots.size);
}

// Move to the thing and what it is connected with.
function lookAt(id, options) {
  if (!picture.spots.has(id)) return;
  const near = [id, ...edgesOf.get(id).map((edge) => other(edge, id)), ...pointsOf(id)].filter((name) => picture.spots.has(name));
  drawing.fit(near, options);
}

function showNotice(count) {
  const notice = document.getElementById("notice");
  const main = get(ofType, "person").length + get(ofType, "meeting").length;
  notice.replaceChildren();
  if (view.near) {
    add(notice, [say("nearOf", things.get(view.near).name), " ", button(say("whole"), () => showNear(null))]);
  } else if (count === 0) {
    add(notice, [say("empty")]);
  } else if (isLimited()) {
    add(notice, [say("limited", count), view.from || view.to ? ` ${say("undatedHidden")}` : "", " ", button(say("unlimited"), clearFilters)]);
  } else if (placed.length < main) {
    add(notice, [say("partly", placed.length, main)]);
  } else if (aggregated) {
    add(notice, [say("aggregated", placed.length, DATA.nodes.length)]);
  }
  notice.hidden = !notice.hasChildNodes();
}

function showNear(id) {
  view.near = id;
  redraw({ fit: true });
  remember();
}

// Put the thing in the middle of attention; what is not on the drawing is shown with its surroundings.
function select(id, { move = true } = {}) {
  const before = view.selected;
  view.selected = id;
  if (id) {
    const thing = things.get(id);
    const owner = isPoint(thing) ? speakerOf(thing) : null;
    if (owner && !view.types.has(thing.type)) view.unfolded.add(owner);
    const node = nodes.get(id);
    if (view.near ? !wanted().has(id) : !isPlaced(node)) {
      view.near = isPlaced(node) ? null : owner ?? id;
      redraw({ fit: true });
      return;
    }
  }
  if (id !== before || id) redraw();
  if (id && move) lookAt(id);
}

function pick(id) {
  if (!id && !view.selected) return;
  moving = false;
  go(id ?? "");
}

function pickLine(edge) {
  moving = false;
  go(`${edge.from}+${edge.to}`);
}

function setUnfolded(id, open) {
  if (open) view.unfolded.add(id); else view.unfolded.delete(id);
  if (open && !isPlaced(nodes.get(pointsOf(id)[0]))) view.near = id;
  redraw({ fit: view.near === id });
  if (open && !view.near) lookAt(id);
}

function startCanvas() {
  redraw();
  if (drawing === network || filtersAsWords()) drawing.fit(); // a new overview of everything fits as it is
  steerByKeys(document.getElementById("canvas"));
}

function steerByKeys(frame) {
  const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  frame.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (step) drawing.pan(...step);
    else if (event.key === "+" || event.key === "=") drawing.zoom(1.2, true);
    else if (event.key === "-") drawing.zoom(1 / 1.2, true);
    else if (event.key === "0") drawing.fit();
    else return;
    event.preventDefault();
  });
}
