// The side panel: everything about one person, meeting, directive …, or the lists of all there is.

const panel = document.getElementById("panel");
const MOST_PILLS = 12;
let rows = [];

function link(id, words) {
  const thing = things.get(id);
  return el("a", { href: `#${id}`, class: "to" }, words ?? thing.name);
}

function marked(id) { return [swatch(things.get(id).type, nodes.get(id)), link(id)]; }

// The controls that open the words behind a line; each is also a row of the table to download.
function sources(section, text, evidence) {
  const pills = evidence.map((item, index) => {
    const article = articleOf(item);
    const quote = quoteOf(item);
    const file = documentOf(article);
    rows.push([section, text, file.source, file.file, item[1], item[2], DATA.rules[item[3]], quote]);
    return el("a", { href: `#${shownId}/${evidenceName(item)}`, class: "source", "aria-label": plain(say("sourceOf", index + 1, quote.slice(0, 40))), title: plain(quote.slice(0, 200)) },
      index === 0 ? say("source") : String(index + 1));
  });
  const more = button(`+${pills.length - MOST_PILLS}`, () => more.replaceWith(...pills.slice(MOST_PILLS)), { class: "source", "aria-label": say("more", pills.length - MOST_PILLS) });
  return el("span", { class: "sources" }, pills.slice(0, MOST_PILLS), pills.length > MOST_PILLS ? more : null);
}

function section(title, count, ...content) {
  const heading = el("h3", {}, title, count > 1 ? el("span", { class: "count" }, String(count)) : null);
  return el("section", { class: "part" }, heading, content);
}

function when(meeting) {
  const words = dateWords(meeting);
  return words ? el("time", { class: "date" }, words) : null;
}

function byDate(ids) {
  return [...ids].sort((a, b) => (dateOf(things.get(a)) < dateOf(things.get(b)) ? 1 : -1));
}

let shownId = "";

function showPanel(id) {
  shownId = id;
  rows = [];
  panel.replaceChildren();
  if (!id) showLists();
  else if (id.includes("+")) showRelation(id);
  else if (things.has(id)) showThing(things.get(id));
  else add(panel, [el("p", { class: "lead" }, say("missing")), el("p", {}, el("a", { href: "#" }, say("home")))]);
  panel.scrollTop = 0;
}

function showThing(thing) {
  const kind = thing.type === "meeting" ? say(`kind_${thing.kind}`) : say(thing.type);
  add(panel, [
    el("div", { class: "head" },
      el("p", { class: "kind" }, swatch(thing.type, nodes.get(thing.id)), kind, thing.type === "meeting" && !thing.reported ? ` · ${say("referred")}` : ""),
      el("a", { href: "#", class: "shut", "aria-label": say("close") }, "×"),
      el("h2", { class: isPoint(thing) ? "long" : "" }, thing.name),
      thing.romanised ? el("p", { class: "reading", lang: "zh-Latn-pinyin" }, thing.romanised) : null,
      thing.aliases?.length ? el("p", { class: "soft" }, `${say("alias")} `, thing.aliases.join("、")) : null),
    el("div", { class: "actions" }),
  ]);
  const fill = { person: fillPerson, meeting: fillMeeting, directive: fillPoint, statement: fillPoint }[thing.type] ?? fillNamed;
  fill(thing);
  addActions(thing);
}

function addActions(thing) {
  const bar = panel.querySelector(".actions");
  const points = pointsOf(thing.id).length;
  if (points) {
    const open = view.unfolded.has(thing.id);
    add(bar, [button(open ? say("fold") : say("unfold", points), () => { setUnfolded(thing.id, !open); showPanel(thing.id); })]);
  }
  const near = view.near === thing.id;
  add(bar, [
    button(near ? say("whole") : say("near"), () => { showNear(near ? null : thing.id); showPanel(thing.id); }),
    rows.length ? button(say("csv"), saveTable) : null,
    rows.length && DATA.base ? button(say("sparql"), () => toggleSparql(thing, bar)) : null,
  ]);
}

function fillPerson(person) {
  const parts = get(partsOf, person.id);
  if (person.posts.length) {
    panel.append(section(say("posts"), person.posts.length, el("ul", { class: "lines" }, person.posts.map((held) => {
      const words = things.get(held.post).name;
      return el("li", {}, link(held.post), held.title_only ? el("span", { class: "soft" }, ` ${say("title")}`) : null,
        held.inherited ? el("span", { class: "soft" }, ` ${say("inherited", held.inherited)}`) : null, seenDates(held.evidence), sources(say("posts"), words, held.evidence));
    }))));
  }
  const titles = { chair: "chaired", speaker: "spoke", attendee: "attended", observer: "observed", accompanying: "accompanied" };
  for (const role of ROLES) {
    const here = parts.filter((part) => part.role === role);
    if (!here.length) continue;
    const ordered = here.slice().sort((a, b) => (dateOf(things.get(a.meeting)) < dateOf(things.get(b.meeting)) ? 1 : -1));
    panel.append(section(say(titles[role]), here.length, longList("ul", ordered, (part) => el("li", {},
      link(part.meeting), el("span", { class: "soft" }, [when(things.get(part.meeting)), part.order ? el("span", {}, say("place", part.order)) : null]),
      sources(say(titles[role]), things.get(part.meeting).name, part.evidence)))));
  }
  fillSpeech(get(speechOf, person.id), say("said"), (utterance) => utterance.meeting ? link(utterance.meeting) : null);
}

// When a post was seen: the dates of the articles that name it, where they have one.
function seenDates(evidence) {
  const dates = [...new Set(evidence.map((item) => documentOf(articleOf(item)).published).filter(Boolean))].sort();
  if (!dates.length) return null;
  return el("span", { class: "soft" }, ` ${dates[0]}${dates.length > 1 ? ` – ${dates.at(-1)}` : ""}`);
}

function fillSpeech(utterances, title, about) {
  if (!utterances.length) return;
  const points = utterances.flatMap((utterance) => utterance.points).filter((id) => things.get(id).type === "directive");
  panel.append(section(title, points.length, longList("div", utterances, (utterance) => el("div", { class: "speech" },
    el("p", { class: "cue" }, about(utterance), el("span", { class: "soft" }, `“${utterance.verb}”`), sources(title, utterance.verb, utterance.evidence)),
    tree(utterance.points.filter((id) => !utterance.points.includes(things.get(id).parent)), utterance.points)), 30)));
}

// Points and the points under them, with the numbers as printed.
function tree(ids, among) {
  if (!ids.length) return null;
  return el("ol", { class: "tree" }, ids.map((id) => {
    const point = things.get(id);
    return el("li", { class: point.type },
      el("p", {}, point.number && !point.name.startsWith(point.number) ? el("span", { class: "number" }, point.number) : null,
        el("a", { href: `#${id}`, class: "point" }, point.name), sources(say("said"), point.name, point.evidence)),
      tree(get(partsUnder, id).map((child) => child.id).filter((child) => among.includes(child)), among));
  }));
}

function fillMeeting(meeting) {
  const facts = el("dl", { class: "facts" });
  const names = { date: "date", place: "where", mode: "mode", venue: "venue", convener: "convener" };
  for (const property of Object.keys(names)) {
    const entries = meeting.details.filter((entry) => entry.property === property);
    if (!entries.length) continue;
    facts.append(el("dt", {}, say(names[property])), ...entries.map((entry) => {
      const value = property === "mode" && entry.value === "video" ? say("video") : entry.value;
      const label = property === "date" && entry.start && !entry.start.startsWith("--") ? ` (${entry.start}${entry.end ? ` – ${entry.end}` : ""})` : "";
      return el("dd", {}, entry.body ? link(entry.body) : value, label, entry.grounds ? el("span", { class: "soft" }, ` ${say("grounds")}: ${entry.grounds}`) : null,
        sources(say(names[property]), entry.value, entry.evidence));
    }));
  }
  facts.append(el("dt", {}, say("mentionedAs")), el("dd", { class: "bare" }, sources(say("mentionedAs"), meeting.name, meeting.evidence)));
  panel.append(facts);
  const parts = get(partsAt, meeting.id);
  for (const role of ROLES) {
    const here = parts.filter((part) => part.role === role).sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    if (!here.length) continue;
    const listed = here.some((part) => part.order);
    panel.append(section(say(role), here.length, longList(listed ? "ol" : "ul", here, (part) => {
      const line = el("li", { class: "who" }, el("span", { class: "label" }, marked(part.person)), el("span", { class: "soft" }, part.posts.join("、")),
        sources(say(role), things.get(part.person).name, part.evidence));
      if (part.order) line.setAttribute("value", part.order);
      return line;
    })));
  }
  fillCascade(meeting);
  if (meeting.studies.length) {
    panel.append(section(say("studied"), meeting.studies.length, el("ul", { class: "lines" }, meeting.studies.map((study) => el("li", {},
      el("span", { class: "soft" }, `${study.verb} `), study.target ? link(study.target, study.phrase) : study.document ? link(study.document, study.phrase) : study.phrase,
      sources(say("studied"), study.phrase, study.evidence))))));
  }
  fillSpeech(get(speechAt, meeting.id), say("demanded"), (utterance) => utterance.speaker === meeting.id ? utterance.label : link(utterance.speaker));
  const sisters = meeting.series ? get(seriesOf, meeting.series).filter((other) => other.id !== meeting.id) : [];
  if (sisters.length) {
    panel.append(section(say("sameSeries"), sisters.length, longList("ul", byDate(sisters.map((other) => other.id)), (id) => el("li", {}, link(id), when(things.get(id))))));
  }
}

function fillCascade(meeting) {
  const edges = edgesOf.get(meeting.id).filter((edge) => edge.kind === "cascade");
  const directions = [["passesOn", edges.filter((edge) => edge.to === meeting.id)], ["passedOnBy", edges.filter((edge) => edge.from === meeting.id)]];
  for (const [title, here] of directions) {
    if (!here.length) continue;
    panel.append(section(say(title), here.length, longList("ul", here, (edge) => {
      const id = other(edge, meeting.id);
      return el("li", {}, link(id), el("span", { class: "soft" }, ` ${edge.evidence[0][0]} `, when(things.get(id))), sources(say(title), things.get(id).name, edge.evidence.map(([, item]) => item)));
    })));
  }
}

function fillPoint(point) {
  const utterance = DATA.utterances[point.utterance];
  panel.append(el("p", {}, sources(say(point.type), point.name, point.evidence)));
  add(panel, [el("dl", { class: "facts" },
    el("dt", {}, say("by")), el("dd", {}, marked(utterance.speaker), el("span", { class: "soft" }, ` “${utterance.verb}”`), sources(say("by"), utterance.verb, utterance.evidence)),
    utterance.meeting ? [el("dt", {}, say("at")), el("dd", {}, marked(utterance.meeting), " ", when(things.get(utterance.meeting)))] : null,
    point.number ? [el("dt", {}, say("number")), el("dd", {}, point.number)] : null,
    point.addressee ? [el("dt", {}, say("addressee")), el("dd", {}, point.addressee)] : null,
    point.parent ? [el("dt", {}, say("under")), el("dd", {}, link(point.parent))] : null)]);
  const under = get(partsUnder, point.id).map((child) => child.id);
  if (under.length) panel.append(section(say("parts"), under.length, tree(under, get(ofType, "directive").concat(get(ofType, "statement")).map((thing) => thing.id))));
  for (const [type, title] of [["document", "namesDocuments"], ["slogan", "namesSlogans"]]) {
    const named = point.names.filter((id) => things.get(id).type === type);
    if (!named.length) continue;
    panel.append(section(say(title), named.length, el("ul", { class: "lines" }, named.map((id) => el("li", {}, link(id),
      sources(say(title), things.get(id).name, things.get(id).uses.filter((use) => use.point === point.id).flatMap((use) => use.evidence)))))));
  }
}

function fillNamed(thing) {
  const holders = get(holdersOf, thing.id);
  if (holders.length) {
    panel.append(section(say("heldBy"), holders.length, longList("ul", holders, ({ person, held }) => el("li", { class: "who" },
      el("span", { class: "label" }, marked(person.id)), seenDates(held.evidence), sources(say("heldBy"), person.name, held.evidence)))));
  }
  if (thing.uses.length) {
    panel.append(section(say("usedIn"), thing.uses.length, longList("ul", thing.uses, (use) => {
      const speaker = use.point ? speakerOf(things.get(use.point)) : null;
      const place = use.point ? [link(speaker), "：", link(use.point)] : use.meeting ? link(use.meeting) : headline(articleOf(use.evidence[0]));
      return el("li", {}, place, sources(say("usedIn"), use.point ? things.get(use.point).name : "", use.evidence));
    })));
  }
  const others = edgesOf.get(thing.id).filter((edge) => edge.kind === "studies" || edge.kind === "convenes");
  if (others.length) {
    panel.append(section(say(thing.type === "body" ? "convened" : "studied"), others.length, longList("ul", others, (edge) => el("li", {}, link(edge.to), " ", when(things.get(edge.to)),
      sources(say(edge.kind), things.get(edge.to).name, edge.evidence.map(([, item]) => item))))));
  }
  fillSpeech(get(speechOf, thing.id), say("said"), (utterance) => utterance.meeting ? link(utterance.meeting) : null);
}

function showRelation(id) {
  const [from, to] = id.split("+");
  const edge = edgesOf.get(from)?.find((candidate) => candidate.from === from && candidate.to === to);
  if (!edge) { shownId = ""; add(panel, [el("p", { class: "lead" }, say("missing"))]); return; }
  add(panel, [
    el("div", { class: "head" }, el("p", { class: "kind" }, say("relation")), el("a", { href: "#", class: "shut", "aria-label": say("close") }, "×"),
      el("h2", {}, link(from), el("span", { class: "soft" }, " → "), link(to))),
    el("div", { class: "actions" }),
    el("ul", { class: "lines" }, evidenceOf(edge).map(([word, item]) => el("li", {}, el("b", {}, say(word)), "：",
      el("q", {}, quoteOf(item).replace(/\s*\n\s*/g, "").slice(0, 120)), sources(say("relation"), word, [item])))),
  ]);
  add(panel.querySelector(".actions"), [button(say("csv"), saveTable)]);
}

// The plain lists: all meetings, people and articles, for those who would rather read than look.
function showLists() {
  const meetings = byDate(get(ofType, "meeting").map((meeting) => meeting.id));
  const people = get(ofType, "person").slice().sort((a, b) => degree(b.id) - degree(a.id));
  add(panel, [
    el("p", { class: "lead" }, say("intro")),
    el("div", {},
      section(say("meetings"), meetings.length, longList("ul", meetings, (id) => el("li", { class: "who" },
        el("span", { class: "label" }, marked(id)), el("span", { class: "soft" }, [when(things.get(id)), things.get(id).reported ? null : el("span", {}, say("referred"))])))),
      section(say("people"), people.length, longList("ul", people, (person) => el("li", { class: "who" },
        el("span", { class: "label" }, marked(person.id)), el("span", { class: "soft" }, language === "en" && person.romanised ? el("span", { lang: "zh-Latn-pinyin" }, person.romanised) : null, el("span", {}, note(person)))))),
      section(say("articles"), DATA.articles.length, longList("ul", DATA.articles, (article) => el("li", {},
        el("a", { href: `#/${article.id}`, class: "to" }, headline(article)), el("span", { class: "soft" }, documentOf(article).published ?? "", " ", documentOf(article).file))))),
  ]);
}

// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

function saveTable() {
  const head = ["section", "text", "source", "file", "start", "end", "rule", "quote"];
  const table = [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  save(`${plain(things.get(shownId)?.name ?? "kg").slice(0, 60).replace(/[\\/:*?"<>|]/g, "_")}.csv`, new Blob(["\ufeff", table, "\r\n"], { type: "text/csv" }));
}
