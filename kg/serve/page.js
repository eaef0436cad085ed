"use strict";

const SHOWN = 1000;
const JSON_RESULTS = "application/sparql-results+json";
const find = (id) => document.getElementById(id);
let named = [];
let current = null;

function make(tag, text, parent) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  if (parent) parent.append(element);
  return element;
}

function choose(query) {
  current = query;
  location.hash = query.name;
  for (const button of find("queries").querySelectorAll("button")) {
    button.setAttribute("aria-current", String(button.dataset.name === query.name));
  }
  find("parameters").replaceChildren();
  for (const parameter of query.parameters) {
    const label = make("label", `${parameter} `, find("parameters"));
    const input = make("input", undefined, label);
    input.name = parameter;
    input.addEventListener("input", narrow);
  }
  narrow();
}

/* A parameter is a comment line of the query, "# --NAME: FILTER(… {} …)", which a value turns into SPARQL. */
function narrow() {
  find("sparql").value = current.sparql.replace(/^( *)# --([a-z]+): (.+)$/gm, (line, indent, name, words) => {
    const value = find("parameters").querySelector(`[name="${name}"]`).value;
    return value ? indent + words.replaceAll("{}", () => JSON.stringify(value)) : line;
  });
}

async function asked(accept) {
  const started = performance.now();
  find("status").textContent = "…";
  const response = await fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: find("sparql").value,
  });
  const type = response.headers.get("Content-Type");
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return { type, text, seconds: ((performance.now() - started) / 1000).toFixed(2) };
}

function cell(term, row) {
  const place = make("td", undefined, row);
  if (!term) return;
  if (term.type !== "uri") {
    place.textContent = term.value;
    return;
  }
  const link = make("button", term.value.replace(/^.*[/#](?=.)/, ""), place);
  link.type = "button";
  link.title = `DESCRIBE <${term.value}>`;
  link.addEventListener("click", () => {
    find("sparql").value = link.title;
    ask();
  });
}

function show(found) {
  const answer = find("answer");
  answer.replaceChildren();
  if (!found.type.startsWith(JSON_RESULTS)) {
    make("pre", found.text, answer);
    find("status").textContent = `${found.seconds} s`;
    return;
  }
  const result = JSON.parse(found.text);
  if ("boolean" in result) {
    make("p", String(result.boolean), answer);
    find("status").textContent = `${found.seconds} s`;
    return;
  }
  const rows = result.results.bindings;
  const table = make("table", undefined, answer);
  const head = make("tr", undefined, make("thead", undefined, table));
  for (const name of result.head.vars) make("th", name, head).scope = "col";
  const body = make("tbody", undefined, table);
  for (const binding of rows.slice(0, SHOWN)) {
    const row = make("tr", undefined, body);
    for (const name of result.head.vars) cell(binding[name], row);
  }
  const part = rows.length > SHOWN ? `, the first ${SHOWN} shown, all in CSV` : "";
  find("status").textContent = `${rows.length} rows 行${part}, ${found.seconds} s`;
}

async function attempt(action) {
  try {
    await action();
  } catch (error) {
    find("answer").replaceChildren();
    find("status").textContent = error.message.trim();
  }
}

function ask() {
  return attempt(async () => show(await asked(`${JSON_RESULTS}, text/turtle`)));
}

function save() {
  return attempt(async () => {
    const found = await asked("text/csv, text/turtle");
    const csv = found.type.startsWith("text/csv");
    const link = make("a");
    // The byte order mark tells Excel that this is UTF-8.
    link.href = URL.createObjectURL(new Blob([csv ? "\ufeff" : "", found.text], { type: found.type }));
    link.download = csv ? "answer.csv" : "answer.ttl";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    find("status").textContent = `${link.download}, ${found.seconds} s`;
  });
}

async function start() {
  find("endpoint").textContent = new URL("sparql", location.href).href.replace(/#.*/, "");
  named = await (await fetch("queries.json")).json();
  for (const query of named) {
    const button = make("button", undefined, make("li", undefined, find("queries")));
    button.type = "button";
    button.dataset.name = query.name;
    make("b", query.name, button);
    make("span", query.question.en, button);
    make("span", query.question.zh, button).lang = "zh";
    button.addEventListener("click", () => {
      choose(query);
      ask();
    });
  }
  find("ask").addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  find("csv").addEventListener("click", save);
  choose(named.find((query) => `#${query.name}` === location.hash) || named[0]);
}

attempt(start);
