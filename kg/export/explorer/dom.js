// Building the page.  All text goes in as text nodes; nothing here or elsewhere reads markup.

const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

function codeOf(sign) { return `U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`; }

// Controls as readable codes, for names that stand in attributes and in files.
function plain(text) { return String(text).replace(CONTROLS, (sign) => `[${codeOf(sign)}]`); }

// Adds the text as it is; a control that could turn the writing direction is boxed in and made visible.
function addText(parent, text) {
  let from = 0;
  for (const match of String(text).matchAll(CONTROLS)) {
    parent.append(String(text).slice(from, match.index));
    const box = document.createElement("bdi");
    box.className = "control";
    box.dataset.code = codeOf(match[0]);
    box.textContent = match[0];
    parent.append(box);
    from = match.index + match[0].length;
  }
  parent.append(String(text).slice(from));
}

function add(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (child instanceof Node) parent.append(child);
    else addText(parent, child);
  }
  return parent;
}

// An element with attributes; links lead to fragments of this page and nowhere else.
function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "onclick") element.addEventListener("click", value);
    else if (name === "href" && !value.startsWith("#") && !value.startsWith("blob:")) continue;
    else element.setAttribute(name, value === true ? "" : value);
  }
  return add(element, children);
}

function svg(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function button(label, onclick, attributes) { return el("button", { type: "button", onclick, ...attributes }, label); }

// A list that shows its first lines and brings more on demand, so that thousands do not hold up the page.
function longList(tag, items, line, size = 100) {
  const list = el(tag, { class: "lines" });
  const frame = el("div", {}, list);
  let shown = 0;
  const more = button("", () => grow());
  more.className = "more";
  function grow() {
    const first = shown;
    for (const item of items.slice(shown, shown + size)) list.append(line(item));
    shown = Math.min(shown + size, items.length);
    const left = items.length - shown;
    if (left > 0) { more.textContent = say("more", Math.min(size, left)); frame.append(more); } else more.remove();
    if (first > 0) list.children[first].querySelector("a, button")?.focus();
  }
  grow();
  return frame;
}

function save(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
