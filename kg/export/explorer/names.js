// Names on the drawing, in pixels of the screen, as on a map: the weightier first, none over another, none cut off at
// the edge.  Both renderers hand over their places and leave the writing to this.

const SMALLEST = 12.5;
const LARGEST = 21;
const NAMES_AT_MOST = 160;
const GAP = 4;

function widthOf(text, size) {
  let width = 0;
  for (const sign of text) width += sign > "\u2e7f" || sign === "…" ? 1 : 0.58;
  return width * size;
}

function brief(name) {
  const signs = Array.from(plain(name));
  return signs.length > 12 ? `${signs.slice(0, 11).join("")}…` : signs.join("");
}

// Letters grow with the drawing, but neither below what can be read nor above what is needed.
function letterSize(size, scale) { return Math.min(LARGEST, Math.max(SMALLEST, size * scale)); }

function overlaps(one, other) { return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]; }

// Nodes whose name is worth writing, the chosen and the best connected first.
function nameOrder() {
  const weight = (id) => (id === view.selected ? 1e6 : 0) + (picture.lit.has(id) ? 1e5 : 0) + (MAIN.includes(nodes.get(id).group) ? 1e4 : 0) + degree(id);
  return [...picture.spots.keys()].filter((id) => !isPoint(things.get(id)) && !picture.dimmed.has(id)).sort((a, b) => weight(b) - weight(a));
}

// Writes the names of `ids`.  `spot(id)` gives { x, y, r, size }: place, half height and letters; null leaves it out.
// `taken` holds boxes that no name may cover.
function writeNames(ctx, [width, height], ids, spot, { most = NAMES_AT_MOST, taken = [] } = {}) {
  const written = [];
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = palette.paper;
  for (const id of ids) {
    if (written.length >= most) break;
    const at = spot(id);
    if (!at || at.x < 0 || at.x > width || at.y < 0 || at.y > height) continue;
    const isMeeting = nodes.get(id).group === "meeting";
    const text = brief(things.get(id).name);
    const box = roomFor(at, widthOf(text, at.size), [width, height], taken, written);
    if (!box) continue;
    written.push(box);
    ctx.font = `${isMeeting || id === view.selected ? 600 : 400} ${at.size}px ${FONT}`;
    ctx.fillStyle = isMeeting ? palette.referredInk : palette.ink;
    ctx.strokeText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    ctx.fillText(text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  }
  ctx.restore();
}

// Below the node, else above, else to the right or left of it; null where all is taken.
function roomFor({ x, y, r, size }, width, [right, bottom], taken, written) {
  const half = width / 2;
  const tall = size * 0.65;
  const places = [[x, y + r + tall + 2], [x, y - r - tall - 2], [x + r + half + GAP, y], [x - r - half - GAP, y]];
  for (const [wish, middle] of places) {
    const centre = Math.min(Math.max(wish, half + GAP), Math.max(right - half - GAP, half + GAP));
    if (wish !== centre && middle === y) continue;
    const box = [centre - half - GAP, middle - tall, centre + half + GAP, middle + tall];
    if (box[1] < 0 || box[3] > bottom) continue;
    if (!taken.some((other) => overlaps(box, other)) && !written.some((other) => overlaps(box, other))) return box;
  }
  return null;
}
