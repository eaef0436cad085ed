// The drawing to take along, as a picture of the screen (PNG) or drawn once more from the same nodes and lines (SVG).

function fileName() { return plain(document.title).replace(/[\\/:*?"<>|]/g, "_"); }

function savePng() {
  const layers = drawing.pixels();
  const copy = el("canvas", { width: layers[0].width, height: layers[0].height });
  const pen = copy.getContext("2d");
  pen.fillStyle = palette.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  for (const layer of layers) pen.drawImage(layer, 0, 0, copy.width, copy.height);
  copy.toBlob((blob) => save(`${fileName()}.png`, blob));
}

function drawingAsSvg() {
  const all = [...picture.spots.values()];
  const [left, top] = [least(all.map((spot) => spot[0])) - 180, least(all.map((spot) => spot[1])) - 120];
  const [width, height] = [180 - least(all.map((spot) => -spot[0])) - left, 120 - least(all.map((spot) => -spot[1])) - top];
  const root = svg("svg", { viewBox: `${left} ${top} ${width} ${height}`, width, height, "font-family": FONT });
  root.append(svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: "10", refY: "5", markerWidth: "5", markerHeight: "5", orient: "auto" },
    svg("path", { d: "M0 0L10 5L0 10z", fill: palette.cascade }))));
  root.append(svg("rect", { x: left, y: top, width, height, fill: palette.paper }));
  for (const edge of picture.edges) root.append(...lineAsSvg(edge));
  for (const [id, spot] of picture.spots) root.append(nodeAsSvg(nodes.get(id), spot));
  return root;
}

function least(numbers) { return numbers.reduce((one, other) => Math.min(one, other), Infinity); }

function lineAsSvg(edge) {
  const [[x1, y1], [x2, y2]] = [picture.spots.get(edge.from), picture.spots.get(edge.to)];
  const { colour, width, dashes } = lineStyle(edge);
  const line = { x1, y1, x2, y2, stroke: colour, "stroke-width": width, opacity: isFaded(edge) ? 0.12 : 1 };
  if (dashes) line["stroke-dasharray"] = dashes.join(" ");
  if (edge.kind !== "cascade") return [svg("line", line)];
  return [svg("line", line), svg("line", { ...line, x2: x1 + (x2 - x1) * 0.72, y2: y1 + (y2 - y1) * 0.72, "marker-end": "url(#arrow)" })];
}

function nodeAsSvg(node, [x, y]) {
  const [fill, border, colour] = nodeColours(node);
  const group = svg("g", { opacity: picture.dimmed.has(node.id) ? 0.2 : 1 });
  const ink = { fill, stroke: node.id === view.selected ? palette.ink : border, "stroke-width": 2 };
  const lines = node.label.split("\n");
  const boxed = SHAPES[node.group] === "box";
  const size = { meeting: BOX.size, person: 16 }[node.group] ?? 12;
  const line = size * 1.3;
  if (boxed) {
    const width = Math.max(...lines.map((text) => widthOf(text, size))) + 2 * BOX.side;
    const height = lines.length * line + 2 * BOX.top;
    if (node.group === "statement" || (node.group === "meeting" && !things.get(node.id).reported)) ink["stroke-dasharray"] = "6 4";
    group.append(svg("rect", { x: x - width / 2, y: y - height / 2, width, height, rx: 7, ...ink }));
  } else {
    group.append(outline(shapeOf(node), x, y, sizeOf(node), ink));
  }
  const first = boxed ? y - ((lines.length - 1) * line) / 2 + size * 0.36 : y + sizeOf(node) + line;
  lines.forEach((text, number) => {
    const label = svg("text", { x, y: first + number * line, "text-anchor": "middle", "font-size": size, fill: boxed ? colour : palette.ink });
    label.textContent = text;
    group.append(label);
  });
  return group;
}

function saveSvg() {
  const text = new XMLSerializer().serializeToString(drawingAsSvg());
  save(`${fileName()}.svg`, new Blob([text], { type: "image/svg+xml" }));
}
