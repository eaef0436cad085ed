// The reader: an article as printed, with the words that a line rests on highlighted.

const reader = document.getElementById("reader");

// `article-….start.end.rule`: how a place in a text is written in the address.
function evidenceName([article, start, end, rule]) {
  return [DATA.articles[article].id, start, end, encodeURIComponent(DATA.rules[rule])].join(".");
}

function evidenceFrom(name) {
  const [id, start, end, ...rule] = name.split(".");
  const article = articles.get(id);
  if (!article) return null;
  const [from, to] = [Number(start), Number(end)];
  const known = DATA.rules.find((candidate) => encodeURIComponent(candidate) === rule.join("."));
  const valid = Number.isInteger(from) && Number.isInteger(to) && article.start <= from && from < to && to <= article.end;
  return valid ? { article, start: from, end: to, rule: known ?? "" } : { article, start: null, end: null, rule: "" };
}

// The drawing makes room for the reader, and keeps in sight what is chosen.
function makeRoom(open) {
  const before = document.body.classList.contains("reading");
  document.body.classList.toggle("reading", open);
  if (open !== before && view.selected) lookAt(view.selected, { still: true });
}

function closeReader() {
  reader.hidden = true;
  makeRoom(false);
  reader.replaceChildren();
}

function openReader(place, back) {
  const { article, start, end, rule } = place;
  const file = documentOf(article);
  const text = el("div", { class: "text", lang: "zh-Hans", tabindex: "0", role: "region", "aria-label": plain(headline(article)) });
  if (start === null) {
    addText(text, cut(article, article.start, article.end));
  } else {
    addText(text, cut(article, article.start, start));
    const words = el("mark", { id: "words", tabindex: "-1" });
    addText(words, cut(article, start, end));
    text.append(words);
    addText(text, cut(article, end, article.end));
  }
  const facts = [
    [say("file"), file.file], [say("publisher"), file.publisher], [say("published"), file.published],
    ...article.authors.map((author) => [say(author.role), author.name]),
  ].filter(([, value]) => value);
  reader.replaceChildren(
    el("div", { class: "head" },
      el("p", { class: "kind" }, start === null ? say("wholeArticle") : say("source")),
      el("a", { href: `#${back}`, class: "shut", "aria-label": say("close") }, "×"),
      el("h2", {}, headline(article)),
      start === null ? null : el("p", { class: "where" }, say("characters", start, end), rule ? [" · ", say("rule"), " ", el("code", {}, rule)] : null),
      el("p", { class: "soft" }, facts.map(([name, value], index) => [index ? " · " : "", `${name} `, value]))),
    text);
  reader.hidden = false;
  makeRoom(true);
  const words = document.getElementById("words");
  if (words) {
    words.scrollIntoView({ block: "center" });
    words.focus({ preventScroll: true });
  } else {
    text.scrollTop = 0;
    text.focus({ preventScroll: true });
  }
}
