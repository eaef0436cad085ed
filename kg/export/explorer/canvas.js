// The drawing: which nodes are on it, how they look, what happens when they are picked.

const SHAPES = { document: "square", slogan: "star", post: "triangleDown", body: "hexagon", directive: "box", statement: "box", meeting: "box" };
const PERSON_SHAPES = ["diamond", "triangle", "dot", "dot", "dot", "dot"];
const PERSON_SIZES = [17, 14, 10, 9, 9, 9];
const MANY_LINES = 400;
const READABLE = 7.5; // smallest letters, in pixels of the screen, that are worth drawing
const BOX = { size: 17, line: 23, side: 14, top: 8 };
const FONT = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

// Okabe and Ito's colours, which stay apart for colour-blind eyes; shapes and line patterns say the same again.
const PALETTES = {
  light: {
    ink: "#1b2430", paper: "#fbfaf6", soft: "#55606e", faint: "#c9ccd1", faded: "#b4b8bd",
    meeting: "#0b4f86", meetingInk: "#ffffff", referred: "#e9f1f8", referredInk: "#0b4f86",
    person: ["#d55e00", "#e69f00", "#56b4e9", "#ffffff", "#ffffff", "#b6bcc4"], personEdge: ["#9c4500", "#9a6a00", "#1f78b4", "#1f78b4", "#1f78b4", "#79818c"],
    document: "#009e73", slogan: "#cc79a7", post: "#f0e442", postEdge: "#857c00", body: "#6b7280",
    directive: "#fff4dc", directiveEdge: "#c98a00", statement: "#ffffff", statementEdge: "#8a929d",
    roles: { chair: "#d55e00", speaker: "#c98500", attendee: "#8db9da", observer: "#5f97c2", accompanying: "#8a929d" },
    cascade: "#7a2f8f", other: "#bcc1c8",
  },
  dark: {
    ink: "#e9edf2", paper: "#12161c", soft: "#a7b1bf", faint: "#39424e", faded: "#4b5561",
    meeting: "#1f6fb2", meetingInk: "#ffffff", referred: "#1b2733", referredInk: "#9fd0ff",
    person: ["#f07f2e", "#f0b429", "#56b4e9", "#12161c", "#12161c", "#6b7480"], personEdge: ["#ffb27d", "#ffd680", "#a9dbff", "#7cc4f5", "#7cc4f5", "#98a2af"],
    document: "#1fbf90", slogan: "#e296c2", post: "#f0e442", postEdge: "#b8ad00", body: "#98a2af",
    directive: "#33290f", directiveEdge: "#e0a526", statement: "#1a2028", statementEdge: "#77818d",
    roles: { chair: "#f07f2e", speaker: "#f0b429", attendee: "#4d7fa3", observer: "#7cc4f5", accompanying: "#98a2af" },
    cascade: "#d18be6", other: "#4a5563",
  },
};

let theme = remembered.get("kg-theme") ?? (window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
let palette = PALETTES[theme];

const MAIN = ["meeting", "person"];
const placed = DATA.nodes.filter((node) => node.x !== undefined);
const aggregated = placed.length < DATA.nodes.length;

// What is on the drawing.
const view = {
  types: new Set(aggregated ? MAIN : ["meeting", "person", "document", "body"]),
  roles: new Set(ROLES),
  from: "", to: "", place: "",
  unfolded: new Set(),
  near: null,
  selected: null,
};

// Nodes that stand back while something else is chosen.
const dimmed = new Set();

// People and meetings on the drawing, the best connected first.
let named = [];

// On a narrow screen the whole drawing is small; its letters are drawn larger.
let enlarged = 1;

let network = null;
const drawnNodes = new vis.DataSet();
const drawnEdges = new vis.DataSet();

function nodeColours(node) {
  switch (node.group) {
    case "meeting": return things.get(node.id).reported
      ? [palette.meeting, palette.meeting, palette.meetingInk] : [palette.referred, palette.meeting, palette.referredInk];
    case "person": return [palette.person[node.rank], palette.personEdge[node.rank], palette.ink];
    case "post": return [palette.post, palette.postEdge, palette.ink];
    case "directive": return [palette.directive, palette.directiveEdge, palette.ink];
    case "statement": return [palette.statement, palette.statementEdge, palette.ink];
    default: return [palette[node.group], palette[node.group], palette.ink];
  }
}

function styledNode(node, at, faded) {
  const [fill, border, ink] = nodeColours(node);
  const chosen = node.id === view.selected;
  const boxed = SHAPES[node.group] === "box";
  const isMeeting = node.group === "meeting";
  const label = node.label === undefined ? "" : node.label;
  return {
    id: node.id, x: at[0], y: at[1], label,
    ctxRenderer: isMeeting ? meetingBox(node) : undefined,
    shape: isMeeting ? "custom" : node.group === "person" ? PERSON_SHAPES[node.rank] : SHAPES[node.group],
    size: node.group === "person" ? PERSON_SIZES[node.rank] : 10,
    color: { background: fill, border: chosen ? palette.ink : border, highlight: { background: fill, border: palette.ink }, hover: { background: fill, border: palette.ink } },
    borderWidth: chosen ? 4 : node.group === "person" ? 2 : 1, borderWidthSelected: 4,
    shapeProperties: { borderDashes: node.group === "statement" ? [5, 4] : false, borderRadius: 4 },
    margin: 6, widthConstraint: isPoint(things.get(node.id)) ? { minimum: 228, maximum: 228 } : false,
    font: {
      face: FONT, color: faded ? palette.faded : ink, size: boxed && !isMeeting ? 12 : enlarged * (isMeeting ? BOX.size : node.group === "person" ? (node.rank < 2 ? 18 : 16) : 13),
      align: isPoint(things.get(node.id)) ? "left" : "center", strokeWidth: boxed ? 0 : 4, strokeColor: palette.paper, vadjust: boxed ? 0 : -2,
    },
    opacity: faded ? 0.18 : 1,
    labelHighlightBold: false, scaling: { label: { drawThreshold: node.group === "person" ? READABLE : READABLE / 2 } }, title: hoverCard(node.id),
  };
}

// A meeting's box; vis-network's own leaves no room between lines of Chinese.
// It is handed over once, so it looks colours and choices up when it draws.
function meetingBox(node) {
  const lines = node.label.split("\n");
  const dashes = things.get(node.id).reported ? [] : [6, 4];
  return ({ ctx, x, y, state }) => {
    const [fill, border, ink] = nodeColours(node);
    const size = BOX.size * enlarged;
    const line = BOX.line * enlarged;
    ctx.font = `${size}px ${FONT}`;
    const readable = size * network.getScale() >= READABLE;
    const width = (Math.max(...lines.map((text) => ctx.measureText(text).width)) + 2 * BOX.side) * (readable ? 1 : 0.6);
    const height = (lines.length * line + 2 * BOX.top) * (readable ? 1 : 0.6);
    const strong = node.id === view.selected || state.selected || state.hover;
    return {
      nodeDimensions: { width, height },
      drawNode() {
        ctx.save();
        ctx.globalAlpha = dimmed.has(node.id) ? 0.22 : 1;
        ctx.beginPath();
        ctx.roundRect(x - width / 2, y - height / 2, width, height, 9);
        ctx.fillStyle = fill;
        ctx.strokeStyle = strong ? palette.ink : border;
        ctx.lineWidth = strong ? 4 : 2;
        ctx.setLineDash(dashes);
        ctx.fill();
        ctx.stroke();
        ctx.font = `${size}px ${FONT}`;
        ctx.fillStyle = ink;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        if (readable) lines.forEach((text, number) => ctx.fillText(text, x, y + (number - (lines.length - 1) / 2) * line + 1));
        ctx.restore();
      },
    };
  };
}

function styledEdge(edge, faded) {
  let colour = palette.other;
  let width = 1;
  let dashes = false;
  if (edge.roles || edge.kind === "part") {
    const role = ROLES.find((name) => edgeRoles(edge).includes(name));
    colour = palette.roles[role];
    width = { chair: 3.4, speaker: 2.4 }[role] ?? 1.6;
    dashes = { observer: [7, 5], accompanying: [2, 5] }[role] ?? false;
  } else if (edge.kind === "cascade") {
    colour = palette.cascade;
    width = 3;
  } else if (edge.kind === "says") {
    colour = palette.directiveEdge;
  }
  return {
    id: edge.id, from: edge.from, to: edge.to, width, dashes, hoverWidth: 1.5, selectionWidth: 1.5,
    color: { color: colour, highlight: colour, hover: colour, opacity: faded ? 0.12 : quiet(edge) },
    arrows: edge.kind === "cascade" ? { to: { enabled: true, scaleFactor: 1 } } : "",
    label: edge.kind === "cascade" ? plain(edge.evidence[0][0]) : undefined,
    font: { face: FONT, size: 13, color: faded ? "transparent" : palette.cascade, strokeWidth: faded ? 0 : 5, strokeColor: palette.paper },
    smooth: false,
  };
}

// Among very many lines those of mere attendance step back, unless something is chosen.
function quiet(edge) {
  if (view.selected || drawnEdges.length < MANY_LINES || edge.kind === "cascade") return 1;
  return edge.kind === "part" && ROLES.indexOf(edgeRoles(edge)[0]) < 2 ? 0.6 : 0.3;
}

function edgeRoles(edge) { return edge.roles ?? ["speaker"]; }

// What shows when the pointer rests on a node; made only for the nodes that are drawn.
function hoverCard(id) {
  const thing = things.get(id);
  const lines = thing.type === "person" ? thing.posts.slice(0, 3).map((held) => things.get(held.post).name)
    : thing.type === "meeting" ? [dateWords(thing)] : [];
  return el("div", { class: "card" }, el("b", {}, thing.name), lines.filter(Boolean).map((line) => el("div", {}, line)));
}

function inDates(meeting) {
  if (!view.from && !view.to) return true;
  const day = dateOf(meeting);
  return day !== "" && (!view.from || day >= view.from) && (!view.to || day.slice(0, view.to.length) <= view.to);
}

function passesFilters(meeting) {
  return inDates(meeting) && (!view.place || meeting.details.some((entry) => entry.property === "place" && entry.value === view.place));
}

function edgeAllowed(edge) {
  return edge.kind !== "part" || edgeRoles(edge).some((role) => view.roles.has(role));
}

// Points of speech stand in order, like a page: one line to the first of them is enough.
function isInsidePage(edge) { return edge.kind === "says" && pointsOf(edge.from)[0] !== edge.to; }

// Whether the point hangs, over any number of points above it, on somebody whose speech is unfolded.
function isUnfolded(node) {
  const thing = things.get(node.id);
  return isPoint(thing) && view.unfolded.has(speakerOf(thing));
}

// The nodes on the drawing with their positions.
function wanted() {
  if (view.near) return around(view.near);
  const shown = new Map();
  for (const node of placed) {
    const thing = things.get(node.id);
    if (node.group === "meeting" && view.types.has("meeting") && passesFilters(thing)) shown.set(node.id, [node.x, node.y]);
  }
  for (const node of placed) {
    if (node.group !== "person" || !view.types.has("person")) continue;
    const meetings = edgesOf.get(node.id).filter((edge) => edge.kind === "part");
    const open = meetings.length === 0 || !view.types.has("meeting") || meetings.some((edge) => edgeAllowed(edge) && shown.has(edge.to));
    if (open) shown.set(node.id, [node.x, node.y]);
  }
  for (const node of placed) {
    if (MAIN.includes(node.group) || !(view.types.has(node.group) || isUnfolded(node) || node.id === view.selected)) continue;
    const owned = isPoint(things.get(node.id)) ? shown.has(speakerOf(things.get(node.id)))
      : edgesOf.get(node.id).some((edge) => MAIN.includes(nodes.get(other(edge, node.id)).group) && shown.has(other(edge, node.id)));
    if (owned || edgesOf.get(node.id).length === 0 || node.group === "body") shown.set(node.id, [node.x, node.y]);
  }
  return shown;

  function around(id) { return surroundings(id); }
}

function other(edge, id) { return edge.from === id ? edge.to : edge.from; }

// One node in the middle and all its neighbours on rings around it, type by type.
function surroundings(id) {
  const shown = new Map([[id, [0, 0]]]);
  const near = new Set();
  for (const edge of edgesOf.get(id)) if (edgeAllowed(edge)) near.add(other(edge, id));
  if (view.types.has("directive") || view.unfolded.has(id)) for (const point of pointsOf(id)) near.add(point);
  near.delete(id);
  const groups = grouped([...near].map((name) => nodes.get(name)), (node) => node.group);
  let radius = 210;
  for (const type of TYPES) {
    const unfolded = view.unfolded.has(id) && (type === "directive" || type === "statement");
    if (!MAIN.includes(type) && !view.types.has(type) && !unfolded && !aggregated) continue;
    if ((type === "directive" || type === "statement") && !unfolded && !view.types.has(type)) continue;
    let waiting = get(groups, type).slice().sort((a, b) => a.rank - b.rank).slice(0, 400);
    const room = { meeting: 200, person: 96, directive: 165, statement: 165 }[type] ?? 150;
    const first = { meeting: Math.PI, person: -Math.PI / 2 }[type] ?? 0.7; // so that rings do not line up
    while (waiting.length) {
      const count = Math.min(waiting.length, Math.floor((2 * Math.PI * radius) / room));
      waiting.splice(0, count).forEach((node, place) => {
        const angle = (place / count) * 2 * Math.PI + first;
        shown.set(node.id, [Math.round(radius * 1.25 * Math.cos(angle)), Math.round(radius * Math.sin(angle))]);
      });
      radius += type === "meeting" ? 120 : 84;
    }
  }
  return shown;
}

// Bring the drawing in line with `view`.
function redraw({ fit = false } = {}) {
  const shown = wanted();
  const lit = new Set();
  if (view.selected && shown.has(view.selected)) {
    lit.add(view.selected);
    for (const edge of edgesOf.get(view.selected)) lit.add(other(edge, view.selected));
    if (isPoint(things.get(view.selected))) lit.add(speakerOf(things.get(view.selected)));
    for (const point of pointsOf(view.selected)) lit.add(point);
  }
  enlarged = document.getElementById("canvas").clientWidth < 500 ? 1.4 : 1;
  dimmed.clear();
  if (lit.size) for (const id of shown.keys()) if (!lit.has(id)) dimmed.add(id);
  const nodeList = [...shown].map(([id, at]) => styledNode(nodes.get(id), at, dimmed.has(id)));
  const edgeList = DATA.edges
    .filter((edge) => shown.has(edge.from) && shown.has(edge.to) && edgeAllowed(edge) && (view.near || !isInsidePage(edge)))
    .map((edge) => styledEdge(edge, lit.size > 0 && edge.from !== view.selected && edge.to !== view.selected && !(edge.kind === "says" && lit.has(edge.from))));
  named = [...shown].filter(([id]) => MAIN.includes(nodes.get(id).group)).sort(([a], [b]) => degree(b) - degree(a))
    .map(([id, spot]) => ({ id, spot, group: nodes.get(id).group, name: brief(things.get(id).name) }));
  replace(drawnEdges, edgeList);
  replace(drawnNodes, nodeList);
  if (fit) fitView();
  showNotice(shown.size);
}

function brief(name) {
  const signs = Array.from(plain(name));
  return signs.length > 12 ? `${signs.slice(0, 11).join("")}…` : signs.join("");
}

function replace(set, list) {
  const kept = new Set(list.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(list);
}

function calm() { return window.matchMedia("(prefers-reduced-motion: reduce)").matches; }

function fitView() {
  // Twice, because the size of a meeting's box depends on the scale.
  for (let turn = 0; turn < 2; turn++) {
    network.redraw();
    network.fit({ maxZoomLevel: 1.4, minZoomLevel: 0.02, animation: false });
  }
  network.moveTo({ scale: network.getScale() * 0.9 });
}

// Move to the thing and what it is connected with.
function lookAt(id) {
  if (!drawnNodes.get(id)) return;
  const near = [id, ...edgesOf.get(id).map((edge) => other(edge, id)), ...pointsOf(id)].filter((name) => drawnNodes.get(name));
  network.redraw();
  network.fit({ nodes: near, maxZoomLevel: 1.1, minZoomLevel: 0.3, animation: calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
}

function showNotice(count) {
  const notice = document.getElementById("notice");
  const main = get(ofType, "person").length + get(ofType, "meeting").length;
  notice.replaceChildren();
  if (view.near) {
    add(notice, [say("nearOf", things.get(view.near).name), " ", button(say("whole"), () => showNear(null))]);
  } else if (count === 0) {
    add(notice, [say("empty")]);
  } else if (placed.length < main) {
    add(notice, [say("partly", placed.length, main)]);
  } else if (aggregated) {
    add(notice, [say("aggregated", placed.length, DATA.nodes.length)]);
  } else if (view.from || view.to) {
    add(notice, [say("undatedHidden")]);
  }
  notice.hidden = !notice.hasChildNodes();
}

function showNear(id) {
  view.near = id;
  redraw({ fit: true });
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
    if (view.near ? !wanted().has(id) : node.x === undefined) {
      showNear(node.x === undefined ? (owner ?? id) : null);
      move = false;
    }
  }
  if (id !== before || id) redraw();
  if (id && move) lookAt(id);
}

// From afar the letters at the nodes are too small to read.  Then the best connected get their names as on a map,
// in letters of one size on the screen, as many as fit side by side.
function drawNames(ctx) {
  const scale = network.getScale();
  const size = 13 / scale;
  const ownLetters = { meeting: BOX.size * enlarged * scale, person: 16 * enlarged * scale };
  const taken = [];
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4 / scale;
  ctx.strokeStyle = palette.paper;
  for (const { id, name, spot: [x, y], group } of named) {
    if (taken.length >= 45) break;
    if (dimmed.has(id) || ownLetters[group] >= READABLE) continue;
    const half = (Array.from(name).length * size) / 2 + 4 / scale;
    const low = y + size * (group === "meeting" ? 1.2 : 1.1);
    const box = [x - half, low - size * 0.75, x + half, low + size * 0.75];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    ctx.font = `${group === "meeting" ? 600 : 400} ${size}px ${FONT}`;
    ctx.fillStyle = group === "meeting" ? palette.referredInk : palette.ink;
    ctx.strokeText(name, x, low);
    ctx.fillText(name, x, low);
  }
  ctx.restore();
}

function setUnfolded(id, open) {
  if (open) view.unfolded.add(id); else view.unfolded.delete(id);
  if (open && nodes.get(pointsOf(id)[0])?.x === undefined) view.near = id;
  redraw({ fit: view.near === id });
  if (open && !view.near) lookAt(id);
}

function startCanvas() {
  const frame = document.getElementById("canvas");
  network = new vis.Network(frame, { nodes: drawnNodes, edges: drawnEdges }, DATA.options);
  redraw();
  fitView();
  network.on("afterDrawing", drawNames);
  network.on("click", (event) => {
    if (event.nodes.length) { moving = false; go(event.nodes[0]); }
    else if (event.edges.length) { const edge = DATA.edges[Number(event.edges[0])]; moving = false; go(`${edge.from}+${edge.to}`); }
    else if (view.selected) go("");
  });
  network.on("doubleClick", (event) => {
    const id = event.nodes[0];
    if (id && pointsOf(id).length) setUnfolded(id, !view.unfolded.has(id));
  });
  network.on("hoverNode", () => { frame.style.cursor = "pointer"; });
  network.on("blurNode", () => { frame.style.cursor = ""; });
  frame.querySelector("canvas").setAttribute("role", "img");
  steerByKeys(frame);
  new ResizeObserver(() => network.redraw()).observe(frame);
}

// vis-network's own keys take the focus from the search box whenever the pointer crosses the drawing.
function steerByKeys(frame) {
  frame.querySelector(".vis-network").tabIndex = -1;
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  frame.addEventListener("keydown", (event) => {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    const step = steps[event.key];
    if (step) network.moveTo({ position: { x: x + (60 * step[0]) / scale, y: y + (60 * step[1]) / scale } });
    else if (event.key === "+" || event.key === "=") network.moveTo({ scale: scale * 1.2 });
    else if (event.key === "-") network.moveTo({ scale: scale / 1.2 });
    else if (event.key === "0") fitView();
    else return;
    event.preventDefault();
  });
}

// Small drawings of shapes and lines, for the legend and the lists.
function swatch(type, node) {
  const picture = svg("svg", { viewBox: "0 0 20 20", width: "18", height: "18", "aria-hidden": "true", class: "swatch" });
  const [fill, border] = nodeColours(node ?? { group: type, rank: 2, id: null });
  const ink = { fill, stroke: border, "stroke-width": "1.5" };
  const shape = type === "person" ? PERSON_SHAPES[node?.rank ?? 2] : SHAPES[type];
  const outlines = {
    diamond: "10,1 19,10 10,19 1,10", triangle: "10,2 18.5,17 1.5,17", triangleDown: "10,18 18.5,3 1.5,3", square: "3,3 17,3 17,17 3,17",
    hexagon: "5.5,2.5 14.5,2.5 19,10 14.5,17.5 5.5,17.5 1,10", star: "10,1 12.6,7.2 19.4,7.8 14.2,12.2 15.8,18.8 10,15.2 4.2,18.8 5.8,12.2 0.6,7.8 7.4,7.2",
  };
  if (shape === "box") picture.append(svg("rect", { x: "1", y: "4", width: "18", height: "12", rx: "3", ...ink, "stroke-dasharray": fill === palette.referred || type === "statement" ? "3 2" : "none" }));
  else if (outlines[shape]) picture.append(svg("polygon", { points: outlines[shape], ...ink }));
  else picture.append(svg("circle", { cx: "10", cy: "10", r: "7.5", ...ink }));
  return picture;
}

function lineSwatch(colour, width, dashes, arrow) {
  const picture = svg("svg", { viewBox: "0 0 28 12", width: "28", height: "12", "aria-hidden": "true", class: "swatch" },
    svg("line", { x1: "1", y1: "6", x2: arrow ? "20" : "27", y2: "6", stroke: colour, "stroke-width": width, "stroke-dasharray": dashes }));
  if (arrow) picture.append(svg("polygon", { points: "18,1 27,6 18,11", fill: colour }));
  return picture;
}

function fileName() { return plain(document.title).replace(/[\\/:*?"<>|]/g, "_"); }

function savePng() {
  const surface = document.querySelector("#canvas canvas");
  const copy = document.createElement("canvas");
  copy.width = surface.width;
  copy.height = surface.height;
  const pen = copy.getContext("2d");
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(surface, 0, 0);
  copy.toBlob((blob) => save(`${fileName()}.png`, blob));
}

// The drawing once more as SVG, from the same nodes and edges.
function drawingAsSvg() {
  const spots = network.getPositions();
  const xs = Object.values(spots).map((spot) => spot.x);
  const ys = Object.values(spots).map((spot) => spot.y);
  const [left, top] = [Math.min(...xs) - 180, Math.min(...ys) - 120];
  const [width, height] = [Math.max(...xs) - left + 180, Math.max(...ys) - top + 120];
  const root = svg("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": FONT });
  root.append(svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: "10", refY: "5", markerWidth: "5", markerHeight: "5", orient: "auto" },
    svg("path", { d: "M0 0L10 5L0 10z", fill: palette.cascade }))));
  root.append(svg("rect", { x: left, y: top, width, height, fill: palette.paper }));
  for (const edge of drawnEdges.get()) {
    const [a, b] = [spots[edge.from], spots[edge.to]];
    const middle = edge.arrows ? 0.72 : 1;
    const line = { x1: a.x, y1: a.y, x2: a.x + (b.x - a.x) * middle, y2: a.y + (b.y - a.y) * middle, stroke: edge.color.color, "stroke-width": edge.width, opacity: edge.color.opacity };
    if (edge.dashes) line["stroke-dasharray"] = edge.dashes.join(" ");
    if (edge.arrows) {
      line["marker-end"] = "url(#arrow)";
      root.append(svg("line", { ...line, x2: b.x, y2: b.y, "marker-end": "" }));
    }
    root.append(svg("line", line));
  }
  for (const node of drawnNodes.get()) root.append(nodeAsSvg(node, spots[node.id]));
  return root;
}

function nodeAsSvg(node, { x, y }) {
  const group = svg("g", { opacity: node.opacity });
  const ink = { fill: node.color.background, stroke: node.color.border, "stroke-width": node.borderWidth };
  const lines = node.label.split("\n");
  const line = node.font.size * 1.2;
  const r = node.size;
  let textTop = y + r + line;
  const outlines = {
    diamond: [[0, -r], [r, 0], [0, r], [-r, 0]], triangle: [[0, -r], [r, r * 0.8], [-r, r * 0.8]], triangleDown: [[0, r], [r, -r * 0.8], [-r, -r * 0.8]],
    square: [[-r, -r], [r, -r], [r, r], [-r, r]],
    hexagon: [0, 1, 2, 3, 4, 5].map((n) => [r * Math.cos((n * Math.PI) / 3), r * Math.sin((n * Math.PI) / 3)]),
    star: [...Array(10).keys()].map((n) => [(n % 2 ? r * 0.5 : r * 1.2) * Math.sin((n * Math.PI) / 5), -(n % 2 ? r * 0.5 : r * 1.2) * Math.cos((n * Math.PI) / 5)]),
  };
  if (node.shape === "box" || node.shape === "custom") {
    const width = Math.max(...lines.map((text) => Array.from(text).length)) * node.font.size + 24;
    const height = lines.length * line + 16;
    if (node.shape === "custom" && !things.get(node.id).reported) ink["stroke-dasharray"] = "6 4";
    group.append(svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 7, ...ink }));
    textTop = y - ((lines.length - 1) * line) / 2 + node.font.size * 0.36;
  } else if (outlines[node.shape]) {
    group.append(svg("polygon", { points: outlines[node.shape].map(([dx, dy]) => `${x + dx},${y + dy}`).join(" "), ...ink }));
  } else {
    group.append(svg("circle", { cx: x, cy: y, r, ...ink }));
  }
  lines.forEach((text, number) => {
    const label = svg("text", { x, y: textTop + number * line, "text-anchor": "middle", "font-size": node.font.size, fill: node.font.color });
    label.textContent = text;
    group.append(label);
  });
  return group;
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(drawingAsSvg());
  save(`${fileName()}.svg`, new Blob([text], { type: "image/svg+xml" }));
}
