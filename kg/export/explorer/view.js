// What is on the drawing: the choices made, and the nodes and lines that follow from them.

const MAIN = ["meeting", "person"];
const WITHOUT_WEBGL = 400;

const placed = DATA.big && !overviewUsed ? bestConnected(WITHOUT_WEBGL) : DATA.nodes.filter((node) => node.x !== undefined);
const placedIds = new Set(placed.map((node) => node.id));
const aggregated = placed.length < DATA.nodes.length;

function bestConnected(most) {
  return DATA.nodes.filter((node) => node.x !== undefined).sort((a, b) => degree(b.id) - degree(a.id)).slice(0, most);
}

function isPlaced(node) { return Boolean(node) && placedIds.has(node.id); }

const FIRST_TYPES = aggregated ? MAIN : ["meeting", "person", "document", "body"];
const LEVELS = ["central", "province", "city", "county", "township"];

// The choices.  An empty `from`, `to`, `place` or `level` limits nothing; months are written 2022-11.
const view = {
  types: new Set(FIRST_TYPES),
  roles: new Set(ROLES),
  from: "", to: "", place: "", level: "",
  unfolded: new Set(),
  near: null,
  selected: null,
};

// The picture that follows from them: positions by node, lines, and the nodes that stand back from what is chosen.
let picture = { spots: new Map(), edges: [], dimmed: new Set(), lit: new Set() };

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

function hasLevel(person) {
  return !view.level || person.posts.some((held) => things.get(held.post).level === view.level);
}

// The nodes on the drawing with their positions.
function wanted() {
  if (view.near) return surroundings(view.near);
  const shown = new Map();
  const show = (node) => shown.set(node.id, [node.x, node.y]);
  const meetings = placed.filter((node) => node.group === "meeting" && view.types.has("meeting") && passesFilters(things.get(node.id)));
  const open = new Set(meetings.map((node) => node.id));
  const attended = new Set();
  for (const node of placed) {
    if (node.group !== "person" || !view.types.has("person") || !hasLevel(things.get(node.id))) continue;
    const parts = edgesOf.get(node.id).filter((edge) => edge.kind === "part");
    const here = parts.filter((edge) => edgeAllowed(edge) && open.has(edge.to));
    if (here.length === 0 && parts.length > 0 && view.types.has("meeting")) continue;
    show(node);
    for (const edge of here) attended.add(edge.to);
  }
  for (const node of meetings) if (!view.level || attended.has(node.id)) show(node);
  for (const node of placed) {
    if (MAIN.includes(node.group) || !(view.types.has(node.group) || isUnfolded(node) || node.id === view.selected)) continue;
    const owned = isPoint(things.get(node.id)) ? shown.has(speakerOf(things.get(node.id)))
      : edgesOf.get(node.id).some((edge) => MAIN.includes(nodes.get(other(edge, node.id)).group) && shown.has(other(edge, node.id)));
    if (owned || edgesOf.get(node.id).length === 0 || (node.group === "body" && !view.level)) show(node);
  }
  return shown;
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

// Everything that belongs to the thing that is chosen; what a line ties together, where a line is.
function litBy(shown) {
  const id = view.selected;
  const lit = new Set();
  if (!id || !shown.has(id)) return lit;
  lit.add(id);
  for (const edge of edgesOf.get(id)) if (edgeAllowed(edge)) lit.add(other(edge, id));
  if (isPoint(things.get(id))) lit.add(speakerOf(things.get(id)));
  for (const point of pointsOf(id)) lit.add(point);
  return lit;
}

function compose() {
  const spots = wanted();
  const lit = litBy(spots);
  const dimmed = new Set(lit.size ? [...spots.keys()].filter((id) => !lit.has(id)) : []);
  const edges = DATA.edges.filter((edge) => spots.has(edge.from) && spots.has(edge.to) && edgeAllowed(edge) && (view.near || !isInsidePage(edge)));
  picture = { spots, edges, dimmed, lit };
}

// Whether the line stands back: something is chosen, and the line is not part of it.
function isFaded(edge) {
  if (!picture.lit.size || edge.from === view.selected || edge.to === view.selected) return false;
  return !(edge.kind === "says" && picture.lit.has(edge.from));
}
