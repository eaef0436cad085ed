// The embedded data and the ways to look things up in it.

const DATA = JSON.parse(document.getElementById("data").textContent);
const TYPES = ["meeting", "person", "document", "slogan", "post", "body", "directive", "statement"];
const ROLES = ["chair", "speaker", "attendee", "observer", "accompanying"];

const things = new Map(DATA.things.map((thing) => [thing.id, thing]));
const nodes = new Map(DATA.nodes.map((node) => [node.id, node]));
const articles = new Map(DATA.articles.map((article, index) => [article.id, { ...article, index }]));

function grouped(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(item);
  }
  return groups;
}

const partsOf = grouped(DATA.participations, (part) => part.person);
const partsAt = grouped(DATA.participations, (part) => part.meeting);
const speechOf = grouped(DATA.utterances, (utterance) => utterance.speaker);
const speechAt = grouped(DATA.utterances, (utterance) => utterance.meeting);
const partsUnder = grouped(DATA.things.filter((thing) => thing.parent), (point) => point.parent);
const ofType = grouped(DATA.things, (thing) => thing.type);
const holdersOf = grouped(
  DATA.things.flatMap((thing) => (thing.posts ?? []).map((held) => ({ person: thing, held }))), (row) => row.held.post);
const seriesOf = grouped(DATA.things.filter((thing) => thing.series), (meeting) => meeting.series);

DATA.edges.forEach((edge, index) => { edge.id = String(index); });
const edgesOf = new Map(DATA.nodes.map((node) => [node.id, []]));
for (const edge of DATA.edges) {
  edgesOf.get(edge.from).push(edge);
  edgesOf.get(edge.to).push(edge);
}

// What an edge rests on, as pairs of a word and a place in a text.
function evidenceOf(edge) {
  if (edge.kind === "says") return things.get(edge.to).evidence.map((item) => ["says", item]);
  if (edge.kind !== "part") return edge.evidence;
  const parts = get(partsOf, edge.from).filter((part) => part.meeting === edge.to).flatMap((part) => part.evidence.map((item) => [part.role, item]));
  const speech = get(speechOf, edge.from).filter((utterance) => utterance.meeting === edge.to).flatMap((utterance) => utterance.evidence.map((item) => ["speaker", item]));
  return parts.concat(speech);
}

function degree(id) { return edgesOf.get(id).length; }

function get(groups, key) { return groups.get(key) ?? []; }

function isPoint(thing) { return thing.type === "directive" || thing.type === "statement"; }

function pointsOf(id) { return get(speechOf, id).flatMap((utterance) => utterance.points); }

function speakerOf(point) { return DATA.utterances[point.utterance].speaker; }

function detail(meeting, property) { return meeting.details.find((entry) => entry.property === property); }

// The first day as `2022-11-17` or `--11-17`; empty where the text gives none.
function dateOf(meeting) { return detail(meeting, "date")?.start ?? ""; }

function dateWords(meeting) {
  const date = detail(meeting, "date");
  if (!date) return "";
  const label = date.start.startsWith("--") ? date.value : date.start || date.value;
  return date.end ? `${label} – ${date.end}` : label;
}

function articleOf(evidence) { return DATA.articles[evidence[0]]; }

function documentOf(article) { return DATA.documents[article.document]; }

// Offsets count code points, JavaScript strings count UTF-16 units: texts are cut as arrays of code points.
const codePoints = new Map();
function cut(article, start, end) {
  if (!codePoints.has(article.document)) codePoints.set(article.document, Array.from(documentOf(article).text));
  return codePoints.get(article.document).slice(start, end).join("");
}

function quoteOf(evidence) { return cut(articleOf(evidence), evidence[1], evidence[2]); }

function headline(article) { return article.headlines[0] || documentOf(article).title || documentOf(article).source; }
