// How things look: colours, shapes and lines, on the drawing, in the legend and in the lists.

const SHAPES = { document: "square", slogan: "star", post: "triangleDown", body: "hexagon", directive: "box", statement: "box", meeting: "box" };
const PERSON_SHAPES = ["diamond", "triangle", "dot", "dot", "dot", "dot"];
const PERSON_SIZES = [17, 14, 10, 9, 9, 9];
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

function shapeOf(node) { return node.group === "person" ? PERSON_SHAPES[node.rank] : SHAPES[node.group]; }

function sizeOf(node) { return node.group === "person" ? PERSON_SIZES[node.rank] : 10; }

// Colour, width and dashes of a line.
function lineStyle(edge) {
  if (edge.kind === "part") {
    const role = ROLES.find((name) => edgeRoles(edge).includes(name));
    return { colour: palette.roles[role], width: { chair: 3.4, speaker: 2.4 }[role] ?? 1.6, dashes: { observer: [7, 5], accompanying: [2, 5] }[role] ?? null };
  }
  if (edge.kind === "cascade") return { colour: palette.cascade, width: 3, dashes: null };
  return { colour: edge.kind === "says" ? palette.directiveEdge : palette.other, width: 1, dashes: null };
}

function edgeRoles(edge) { return edge.roles ?? ["speaker"]; }

// Corners of a shape around 0, 0 with radius 1; none for a circle and a box.
const CORNERS = {
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  triangle: [[0, -1], [1, 0.8], [-1, 0.8]],
  triangleDown: [[0, 1], [1, -0.8], [-1, -0.8]],
  square: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  hexagon: [0, 1, 2, 3, 4, 5].map((n) => [Math.cos((n * Math.PI) / 3), Math.sin((n * Math.PI) / 3)]),
  star: [...Array(10).keys()].map((n) => [(n % 2 ? 0.5 : 1.2) * Math.sin((n * Math.PI) / 5), -(n % 2 ? 0.5 : 1.2) * Math.cos((n * Math.PI) / 5)]),
};

function outline(shape, x, y, r, ink) {
  if (!CORNERS[shape]) return svg("circle", { cx: x, cy: y, r, ...ink });
  return svg("polygon", { points: CORNERS[shape].map(([dx, dy]) => `${x + dx * r},${y + dy * r}`).join(" "), ...ink });
}

// Small drawings of shapes and lines, for the legend and the lists.
function swatch(type, node) {
  const frame = svg("svg", { viewBox: "0 0 20 20", width: "18", height: "18", "aria-hidden": "true", class: "swatch" });
  const drawn = node ?? { group: type, rank: 2, id: null };
  const [fill, border] = nodeColours(drawn);
  const ink = { fill, stroke: border, "stroke-width": "1.5" };
  if (SHAPES[type] === "box") {
    const dashes = fill === palette.referred || type === "statement" ? "3 2" : "none";
    frame.append(svg("rect", { x: "1", y: "4", width: "18", height: "12", rx: "3", ...ink, "stroke-dasharray": dashes }));
  } else frame.append(outline(shapeOf(drawn), 10, 10, 8, ink));
  return frame;
}

function lineSwatch(colour, width, dashes, arrow) {
  const frame = svg("svg", { viewBox: "0 0 28 12", width: "28", height: "12", "aria-hidden": "true", class: "swatch" },
    svg("line", { x1: "1", y1: "6", x2: arrow ? "20" : "27", y2: "6", stroke: colour, "stroke-width": width, "stroke-dasharray": dashes }));
  if (arrow) frame.append(svg("polygon", { points: "18,1 27,6 18,11", fill: colour }));
  return frame;
}
