// The drawing by vis-network: every shape, meetings as boxes with their names inside, points of speech like a page.

const MANY_LINES = 400;
const READABLE = 9.5; // smallest letters inside a box, in pixels of the screen, that are worth drawing
const NAME_AREA = 8500; // pixels of the screen for one name
const BOX = { size: 17, line: 23, side: 14, top: 8 };

const network = {
  frame: document.getElementById("network"),
  drawnNodes: new vis.DataSet(),
  drawnEdges: new vis.DataSet(),
  view: null,
  names: [],
  enlarged: 1, // on a narrow screen the whole drawing is small; the letters in its boxes are drawn larger

  start() {
    this.view = new vis.Network(this.frame, { nodes: this.drawnNodes, edges: this.drawnEdges }, DATA.options);
    this.view.on("afterDrawing", (ctx) => this.write(ctx));
    this.view.on("click", (event) => {
      if (event.nodes.length) pick(event.nodes[0]);
      else if (event.edges.length) pickLine(DATA.edges[Number(event.edges[0])]);
      else pick(null);
    });
    this.view.on("doubleClick", (event) => {
      const id = event.nodes[0];
      if (id && pointsOf(id).length) setUnfolded(id, !view.unfolded.has(id));
    });
    this.view.on("hoverNode", () => { this.frame.style.cursor = "pointer"; });
    this.view.on("blurNode", () => { this.frame.style.cursor = ""; });
    this.frame.querySelector("canvas").setAttribute("role", "img");
    this.frame.querySelector(".vis-network").tabIndex = -1; // its own keys would take the focus from the search box
    new ResizeObserver(() => this.view.redraw()).observe(this.frame);
  },

  show() {
    this.enlarged = this.frame.clientWidth < 500 ? 1.25 : 1;
    this.names = nameOrder();
    replace(this.drawnEdges, picture.edges.map((edge) => styledEdge(edge, isFaded(edge))));
    replace(this.drawnNodes, [...picture.spots].map(([id, spot]) => styledNode(nodes.get(id), spot, picture.dimmed.has(id))));
  },

  fit(ids, { still = false } = {}) {
    this.view.setSize("100%", "100%"); // the frame may just have changed
    if (!ids) {
      // Twice, because the size of a meeting's box depends on the scale.
      for (let turn = 0; turn < 2; turn++) {
        this.view.redraw();
        this.view.fit({ maxZoomLevel: 1.4, minZoomLevel: 0.02, animation: false });
      }
      this.view.moveTo({ scale: this.view.getScale() * 0.94 });
      return;
    }
    this.view.redraw();
    this.view.fit({ nodes: ids, maxZoomLevel: 1.1 / this.enlarged ** 2, minZoomLevel: 0.3, animation: still || calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" } });
  },

  zoom(factor, quick = false) {
    this.view.moveTo({ scale: this.view.getScale() * factor, animation: quick || calm() ? false : { duration: 150, easingFunction: "linear" } });
  },

  pan(dx, dy) {
    const { x, y } = this.view.getViewPosition();
    const scale = this.view.getScale();
    this.view.moveTo({ position: { x: x + dx / scale, y: y + dy / scale } });
  },

  mark(ids) { if (ids.length) this.view.selectNodes(ids); else this.view.unselectAll(); },

  // The drawing as one canvas of the screen's resolution.
  pixels() { return [this.frame.querySelector("canvas")]; },

  write(ctx) {
    const scale = this.view.getScale();
    const ratio = ctx.canvas.width / this.frame.clientWidth;
    const readable = BOX.size * this.enlarged * scale >= READABLE;
    const taken = [];
    const spot = (id) => {
      const node = nodes.get(id);
      const [x, y] = picture.spots.get(id);
      const at = this.view.canvasToDOM({ x, y });
      if (node.group === "meeting") return readable ? null : { ...at, r: this.boxSize(node).height * scale / 2, size: letterSize(16, scale) };
      return { ...at, r: sizeOf(node) * scale, size: letterSize(node.group === "person" ? (node.rank < 2 ? 18 : 16) : 14, scale) };
    };
    for (const [id, [x, y]] of picture.spots) {
      const node = nodes.get(id);
      if (node.group !== "meeting" && !isPoint(things.get(id))) continue;
      const at = this.view.canvasToDOM({ x, y });
      const size = node.group === "meeting" ? this.boxSize(node) : { width: 240, height: 30 };
      taken.push([at.x - (size.width * scale) / 2, at.y - (size.height * scale) / 2, at.x + (size.width * scale) / 2, at.y + (size.height * scale) / 2]);
    }
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    writeNames(ctx, [this.frame.clientWidth, this.frame.clientHeight], this.names, spot, { taken, most: Math.max(24, (this.frame.clientWidth * this.frame.clientHeight) / NAME_AREA) });
    ctx.restore();
  },

  // A meeting's box shrinks to a mark when its letters are too small to read.
  boxSize(node) {
    const lines = node.label.split("\n");
    const size = BOX.size * this.enlarged;
    const readable = size * (this.view?.getScale() ?? 1) >= READABLE;
    const width = Math.max(...lines.map((text) => widthOf(text, size))) + 2 * BOX.side;
    const height = lines.length * BOX.line * this.enlarged + 2 * BOX.top;
    return readable ? { width, height, lines } : { width: width * 0.6, height: height * 0.6, lines: [] };
  },
};

function styledNode(node, at, faded) {
  const [fill, border, ink] = nodeColours(node);
  const chosen = node.id === view.selected;
  const point = isPoint(things.get(node.id));
  return {
    id: node.id, x: at[0], y: at[1], label: point ? node.label : undefined,
    ctxRenderer: node.group === "meeting" ? meetingBox(node) : undefined,
    shape: node.group === "meeting" ? "custom" : shapeOf(node),
    size: sizeOf(node),
    color: { background: fill, border: chosen ? palette.ink : border, highlight: { background: fill, border: palette.ink }, hover: { background: fill, border: palette.ink } },
    borderWidth: chosen ? 4 : node.group === "person" ? 2 : 1, borderWidthSelected: 4,
    shapeProperties: { borderDashes: node.group === "statement" ? [5, 4] : false, borderRadius: 4 },
    margin: 6, widthConstraint: point ? { minimum: 228, maximum: 228 } : false,
    font: { face: FONT, color: faded ? palette.faded : ink, size: 12, align: point ? "left" : "center", strokeWidth: 0 },
    opacity: faded ? 0.18 : 1,
    labelHighlightBold: false, scaling: { label: { drawThreshold: 4 } }, title: hoverCard(node.id),
  };
}

// A meeting's box; vis-network's own leaves no room between lines of Chinese.
// It is handed over once, so it looks colours and choices up when it draws.
function meetingBox(node) {
  const dashes = things.get(node.id).reported ? [] : [6, 4];
  return ({ ctx, x, y, state }) => {
    const [fill, border, ink] = nodeColours(node);
    const { width, height, lines } = network.boxSize(node);
    const strong = node.id === view.selected || state.selected || state.hover;
    return {
      nodeDimensions: { width, height },
      drawNode() {
        ctx.save();
        ctx.globalAlpha = picture.dimmed.has(node.id) ? 0.22 : 1;
        ctx.beginPath();
        ctx.roundRect(x - width / 2, y - height / 2, width, height, 9);
        ctx.fillStyle = fill;
        ctx.strokeStyle = strong ? palette.ink : border;
        ctx.lineWidth = strong ? 4 : 2;
        ctx.setLineDash(dashes);
        ctx.fill();
        ctx.stroke();
        ctx.font = `${BOX.size * network.enlarged}px ${FONT}`;
        ctx.fillStyle = ink;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        lines.forEach((text, number) => ctx.fillText(text, x, y + (number - (lines.length - 1) / 2) * BOX.line * network.enlarged + 1));
        ctx.restore();
      },
    };
  };
}

function styledEdge(edge, faded) {
  const { colour, width, dashes } = lineStyle(edge);
  return {
    id: edge.id, from: edge.from, to: edge.to, width, dashes: dashes ?? false, hoverWidth: 1.5, selectionWidth: 1.5,
    color: { color: colour, highlight: colour, hover: colour, opacity: faded ? 0.12 : quiet(edge) },
    arrows: edge.kind === "cascade" ? { to: { enabled: true, scaleFactor: 1 } } : "",
    label: edge.kind === "cascade" ? plain(edge.evidence[0][0]) : undefined,
    font: { face: FONT, size: 15, color: faded ? "transparent" : palette.cascade, strokeWidth: faded ? 0 : 5, strokeColor: palette.paper },
    smooth: false, scaling: { label: { enabled: false, drawThreshold: 9 } },
  };
}

// Among very many lines those of mere attendance step back, unless something is chosen.
function quiet(edge) {
  if (view.selected || picture.edges.length < MANY_LINES || edge.kind === "cascade") return 1;
  return edge.kind === "part" && ROLES.indexOf(edgeRoles(edge)[0]) < 2 ? 0.6 : 0.4;
}

function replace(set, list) {
  const kept = new Set(list.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  set.update(list);
}
