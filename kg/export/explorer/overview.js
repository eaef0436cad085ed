// The drawing by sigma.js (WebGL) for graphs that are too large for a canvas: all people and meetings as marks, the
// names of the weightiest beside them, more and more of them the closer one comes.

const MARKS = { dot: 0, diamond: 1, triangle: 2, box: 3 };
const NAME_EVERY = 15000; // pixels of the screen for one name

// Whether the page brings the WebGL renderer, and the machine can run it.
const overviewUsed = typeof Sigma !== "undefined" && Boolean(document.createElement("canvas").getContext("webgl2"));

const overview = {
  frame: document.getElementById("overview"),
  view: null,
  graph: null,
  written: null,
  order: [],
  under: null, // the node under the pointer
  marked: [],
  fresh: true, // the picture is the one that the renderer was made with, and it fits the frame

  start() {
    this.graph = new graphology.MultiDirectedGraph();
    for (const node of placed) this.graph.addNode(node.id, { x: node.x, y: -node.y });
    for (const edge of DATA.edges) if (this.graph.hasNode(edge.from) && this.graph.hasNode(edge.to)) this.graph.addDirectedEdgeWithKey(edge.id, edge.from, edge.to);
    this.view = new Sigma(this.graph, this.frame, {
      renderLabels: false, allowInvalidContainer: true, enableEdgeEvents: true, zIndex: true, minEdgeThickness: 0.7, stagePadding: 26, minCameraRatio: 0.004, maxCameraRatio: 1.6,
      itemSizesReference: "positions", zoomToSizeRatioFunction: (ratio) => ratio, defaultNodeType: "mark", defaultDrawNodeHover: () => {},
      nodeProgramClasses: { mark: markProgram() }, nodeHoverProgramClasses: { mark: markProgram() },
      nodeReducer: (id, at) => ({ ...at, ...this.styledMark(id) }), edgeReducer: (id) => this.styledLine(DATA.edges[Number(id)]),
    });
    this.written = el("canvas", { role: "img", class: "names" });
    this.frame.append(this.written);
    this.view.on("afterRender", () => this.write());
    this.view.on("clickNode", ({ node }) => pick(node));
    this.view.on("clickEdge", ({ edge }) => pickLine(DATA.edges[Number(edge)]));
    this.view.on("clickStage", () => pick(null));
    this.view.on("enterNode", ({ node }) => this.point(node));
    this.view.on("leaveNode", () => this.point(null));
    new ResizeObserver(() => { if (!this.frame.hidden) this.view.scheduleRender(); }).observe(this.frame);
    this.view.on("enterEdge", () => { this.frame.style.cursor = "pointer"; });
    this.view.on("leaveEdge", () => { this.frame.style.cursor = ""; });
  },

  show() {
    this.order = nameOrder();
    this.view.settings.minEdgeThickness = picture.lit.size ? 1.2 : 0.7; // setSetting would work through everything once more
    if (this.fresh) this.write(); else this.view.refresh();
    this.fresh = false;
  },

  styledMark(id) {
    const node = nodes.get(id);
    if (!picture.spots.has(id)) return { hidden: true };
    const [fill, border] = nodeColours(node);
    const faded = picture.dimmed.has(id);
    const meeting = node.group === "meeting";
    const [size, least, most] = this.sizes(node);
    return {
      type: "mark", shape: MARKS[meeting ? "box" : PERSON_SHAPES[node.rank]], size, least, most,
      color: faded ? mixed(fill, 0.15) : fill, border: id === view.selected || id === this.under ? palette.ink : faded ? mixed(border, 0.15) : border,
      zIndex: faded ? 0 : meeting ? 2 : 3,
    };
  },

  // Half a mark's width: in units of the drawing, and the least and most of it in pixels of the screen.
  sizes(node) {
    const weight = Math.sqrt(degree(node.id));
    const chosen = node.id === view.selected || this.marked.includes(node.id) ? 1.4 : 1;
    const least = Math.min(1, this.frame.clientWidth / 700) * ((node.group === "meeting" ? 1.9 : PERSON_SIZES[node.rank] / 8) + 0.22 * weight);
    return [(node.group === "meeting" ? 42 : 1.6 * PERSON_SIZES[node.rank]) * chosen, least * chosen, (13 + 1.6 * least) * chosen];
  },

  radius({ size, least, most }) { return Math.min(most, Math.max(least, this.view.scaleSize(size))); },

  styledLine(edge) {
    if (!picture.spots.has(edge.from) || !picture.spots.has(edge.to) || !edgeAllowed(edge) || isFaded(edge)) return { hidden: true };
    const { colour, width } = lineStyle(edge);
    const cascade = edge.kind === "cascade";
    const strength = picture.lit.size ? 0.85 : cascade ? 1 : ROLES.indexOf(edgeRoles(edge)[0]) < 2 ? 0.7 : 0.8;
    return { type: cascade ? "arrow" : "line", color: mixed(colour, strength), size: 1.2 * width, zIndex: cascade ? 2 : 1 };
  },

  point(id) {
    const before = this.under;
    this.under = id;
    this.frame.style.cursor = id ? "pointer" : "";
    this.frame.querySelector(".vis-tooltip")?.remove();
    this.view.refresh({ partialGraph: { nodes: [before, id].filter(Boolean) }, skipIndexation: true });
    if (!id) return;
    const { x, y } = this.screen(id);
    const card = el("div", { class: "vis-tooltip" }, hoverCard(id));
    this.frame.append(card);
    card.style.visibility = "visible";
    card.style.left = `${Math.min(x + 12, this.frame.clientWidth - card.offsetWidth - 8)}px`;
    card.style.top = `${Math.min(y + 12, this.frame.clientHeight - card.offsetHeight - 8)}px`;
  },

  screen(id) {
    const data = this.view.getNodeDisplayData(id);
    return this.view.framedGraphToViewport(data);
  },

  fit(ids, { still = false } = {}) {
    const camera = this.view.getCamera();
    const shown = (ids ?? [...picture.spots.keys()]).filter((id) => picture.spots.has(id));
    if (!shown.length) return;
    const spots = shown.map((id) => this.view.getNodeDisplayData(id));
    const [left, right] = [Math.min(...spots.map((spot) => spot.x)), Math.max(...spots.map((spot) => spot.x))];
    const [low, high] = [Math.min(...spots.map((spot) => spot.y)), Math.max(...spots.map((spot) => spot.y))];
    const corner = this.view.framedGraphToViewport({ x: left, y: low });
    const opposite = this.view.framedGraphToViewport({ x: right, y: high });
    const share = Math.max(Math.abs(opposite.x - corner.x) / (this.frame.clientWidth - 70), Math.abs(opposite.y - corner.y) / (this.frame.clientHeight - 70));
    const ratio = Math.max(camera.ratio * share, ids ? 0.02 : 0.004);
    const state = { x: (left + right) / 2, y: (low + high) / 2, ratio, angle: 0 };
    if (still || calm() || !ids) camera.setState(state); else camera.animate(state, { duration: 350 });
  },

  zoom(factor, quick = false) {
    const camera = this.view.getCamera();
    const ratio = camera.ratio / factor;
    if (quick || calm()) camera.setState({ ratio }); else camera.animate({ ratio }, { duration: 150 });
  },

  pan(dx, dy) {
    const camera = this.view.getCamera();
    const from = this.view.viewportToFramedGraph({ x: 0, y: 0 });
    const to = this.view.viewportToFramedGraph({ x: dx, y: dy });
    camera.setState({ x: camera.x + to.x - from.x, y: camera.y + to.y - from.y });
  },

  mark(ids) {
    if (!ids.length && !this.marked.length) return;
    this.marked = ids;
    this.view.refresh({ skipIndexation: true });
  },

  pixels() {
    this.view.render();
    const layers = this.view.getCanvases();
    return [layers.edges, layers.nodes, this.written];
  },

  write() {
    const ratio = window.devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = this.frame;
    if (this.written.width !== width * ratio || this.written.height !== height * ratio) {
      this.written.width = width * ratio;
      this.written.height = height * ratio;
    }
    const ctx = this.written.getContext("2d");
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const spot = (id) => {
      const data = this.view.getNodeDisplayData(id);
      const r = this.radius(data);
      return { ...this.view.framedGraphToViewport(data), r: nodes.get(id).group === "meeting" ? r * 0.62 : r, size: Math.min(17, SMALLEST + (data.least - 2) / 2) };
    };
    const most = Math.max(12, (width * height) / NAME_EVERY);
    writeNames(ctx, [width, height], this.order, spot, { most });
  },
};

// A colour thinned out towards the paper: overlapping lines of solid colour do not add up to a blot.
function mixed(colour, share) {
  const parts = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const paper = parts(palette.paper);
  return `#${parts(colour).map((part, index) => Math.round(part * share + paper[index] * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
}

// Marks as point sprites: circle, diamond, triangle and box with a border, as in the legend, and never too small to see.
function markProgram() {
  const { FLOAT, UNSIGNED_BYTE, POINTS } = WebGLRenderingContext;
  return class extends Sigma.rendering.NodeProgram {
    getDefinition() {
      return {
        VERTICES: 1, METHOD: POINTS, UNIFORMS: ["u_sizeRatio", "u_pixelRatio", "u_matrix"],
        VERTEX_SHADER_SOURCE: `
          attribute vec4 a_id, a_color, a_border;
          attribute vec2 a_position;
          attribute float a_size, a_least, a_most, a_shape;
          uniform float u_sizeRatio, u_pixelRatio;
          uniform mat3 u_matrix;
          varying vec4 v_color, v_border;
          varying float v_shape, v_pixel;
          void main() {
            gl_Position = vec4((u_matrix * vec3(a_position, 1)).xy, 0, 1);
            gl_PointSize = clamp(a_size / u_sizeRatio, a_least, a_most) * u_pixelRatio * 2.0;
            v_pixel = 2.0 / gl_PointSize;
            v_shape = a_shape;
            v_border = a_border;
            #ifdef PICKING_MODE
            v_color = a_id;
            #else
            v_color = a_color;
            #endif
            v_color.a *= 255.0 / 254.0;
          }`,
        FRAGMENT_SHADER_SOURCE: `
          precision highp float;
          varying vec4 v_color, v_border;
          varying float v_shape, v_pixel;
          float inside(vec2 at) {
            if (v_shape < 0.5) return 0.92 - length(at);
            if (v_shape < 1.5) return (1.0 - abs(at.x) - abs(at.y)) * 0.7071;
            if (v_shape < 2.5) return min(0.8 - at.y, (1.0 + at.y - 1.8 * abs(at.x)) * 0.4856);
            return min(1.0 - abs(at.x), 0.62 - abs(at.y));
          }
          void main() {
            float depth = inside(gl_PointCoord * 2.0 - 1.0);
            #ifdef PICKING_MODE
            if (depth < 0.0) discard;
            gl_FragColor = v_color;
            #else
            float rim = clamp(depth / v_pixel, 0.0, 1.0);
            float core = clamp((depth - max(0.14, 1.2 * v_pixel)) / v_pixel, 0.0, 1.0);
            gl_FragColor = mix(vec4(0.0), mix(v_border, v_color, v_pixel > 0.34 ? 1.0 : core), rim);
            #endif
          }`,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT }, { name: "a_size", size: 1, type: FLOAT }, { name: "a_least", size: 1, type: FLOAT },
          { name: "a_most", size: 1, type: FLOAT }, { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true }, { name: "a_border", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        ],
      };
    }

    processVisibleItem(index, at, data) {
      const { floatColor } = Sigma.utils;
      this.array.set([data.x, data.y, data.size, data.least, data.most, data.shape, floatColor(data.color), floatColor(data.border), index], at);
    }

    setUniforms({ sizeRatio, pixelRatio, matrix }, { gl, uniformLocations }) {
      gl.uniform1f(uniformLocations.u_sizeRatio, sizeRatio);
      gl.uniform1f(uniformLocations.u_pixelRatio, pixelRatio);
      gl.uniformMatrix3fv(uniformLocations.u_matrix, false, matrix);
    }
  };
}
