"use strict";
// A link leads to a row or to words that may be folded away: what holds them opens.
function unfold() {
  let element = document.getElementById(decodeURIComponent(window.location.hash.slice(1)));
  if (!element) return;
  const target = element;
  for (; element; element = element.parentElement) if (element.tagName === "DETAILS") element.open = true;
  target.scrollIntoView({ block: target.tagName === "SECTION" ? "start" : "center" });
}

// A spreadsheet would run a cell that begins like a formula.
function cell(text) { return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`; }

function csv(table) {
  const lines = [...table.rows].map((row) => [...row.cells].map((one) => cell(one.dataset.csv ?? one.textContent)).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function save(event) {
  const key = event.currentTarget.dataset.table;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([csv(document.querySelector(`#table-${key} table`))], { type: "text/csv" }));
  link.download = `${key}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

for (const button of document.querySelectorAll("button[data-table]")) {
  button.hidden = false;
  button.addEventListener("click", save);
}
window.addEventListener("hashchange", unfold);
unfold();
