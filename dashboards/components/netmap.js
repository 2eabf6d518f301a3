// The network map: draws what Python laid out, tells Python which node is chosen.
// Text reaches the page only through canvas and textContent, so no name can carry markup.

const maps = new WeakMap();
let library;

function loadLibrary(url) {
  // vis-network is a classic script that sets window.vis
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.vis);
    script.onerror = () => reject(new Error("vis-network"));
    document.head.appendChild(script);
  });
  return library;
}

function shapePath(ctx, shape, x, y, r) {
  ctx.beginPath();
  if (shape === "circle") {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  } else if (shape === "square") {
    const h = r * 0.9;
    ctx.rect(x - h, y - h, 2 * h, 2 * h);
  } else if (shape === "triangle") {
    ctx.moveTo(x, y - r * 1.25);
    ctx.lineTo(x + r * 1.2, y + r * 0.85);
    ctx.lineTo(x - r * 1.2, y + r * 0.85);
    ctx.closePath();
  } else if (shape === "hexagon") {
    for (let i = 0; i < 6; i++) {
      const a = (Math.PI / 3) * i;
      ctx[i ? "lineTo" : "moveTo"](x + r * Math.cos(a), y + r * Math.sin(a));
    }
    ctx.closePath();
  } else if (shape === "box") {
    const w = r * 1.05, h = r * 0.8, c = r * 0.3;
    ctx.roundRect(x - w, y - h, 2 * w, 2 * h, c);
  } else {
    ctx.moveTo(x, y - r * 1.2);
    ctx.lineTo(x + r * 1.2, y);
    ctx.lineTo(x, y + r * 1.2);
    ctx.lineTo(x - r * 1.2, y);
    ctx.closePath();
  }
}

class NetMap {
  constructor(host) {
    this.root = host.querySelector(".netmap");
    this.frame = this.root.querySelector(".frame");
    this.live = this.root.querySelector(".live");
    this.tip = this.root.querySelector(".tip");
    this.selected = null;
    this.lit = null;
    this.url = null;
    this.focusMark = null;
    this.still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const button of this.root.querySelectorAll("button")) {
      button.addEventListener("click", () => this.act(button.dataset.act));
    }
    this.frame.addEventListener("keydown", (event) => this.onKey(event));
    this.sized = new ResizeObserver(() => this.fitted || this.fit(false));
    this.sized.observe(this.frame);
  }

  async update(data, send) {
    this.send = send;
    this.words = data.words;
    this.frame.setAttribute("aria-label", data.words.label);
    for (const button of this.root.querySelectorAll("button")) {
      button.setAttribute("aria-label", data.words[button.dataset.act]);
      button.title = data.words[button.dataset.act];
    }
    if (data.url !== this.url) {
      this.url = data.url;
      const base = document.baseURI;
      const [vis, response] = await Promise.all([
        loadLibrary(new URL(data.library, base).href), fetch(new URL(data.url, base)),
      ]);
      if (!response.ok) throw new Error(`network ${response.status}`);
      const network = await response.json();
      // a newer network was asked for meanwhile, or the page was left
      if (data.url !== this.url || !this.frame.isConnected) return;
      this.build(vis, network);
      this.choose(this.nodes.has(data.selected) ? data.selected : null, { tell: false });
      this.focusMark = data.focus;
    } else if (data.focus !== this.focusMark && this.network) {
      // Python chose (search box, link): show it
      this.focusMark = data.focus;
      this.choose(this.nodes.has(data.selected) ? data.selected : null, { tell: false, move: true });
    }
  }

  build(vis, payload) {
    this.network?.destroy();
    this.nodes = new Map(payload.nodes.map((node) => [node.id, node]));
    this.order = payload.nodes.map((node) => node.id);
    this.near = new Map(this.order.map((id) => [id, new Set()]));
    for (const edge of payload.edges) {
      this.near.get(edge.from).add(edge.to);
      this.near.get(edge.to).add(edge.from);
    }
    this.ranked = [...payload.nodes].sort((a, b) => b.rank - a.rank || (a.id < b.id ? -1 : 1));
    this.named = payload.named; // the layout has left room for the labels of all groups
    const many = payload.edges.length > 1500;
    this.edges = new vis.DataSet(payload.edges.map((edge, id) => ({
      id, from: edge.from, to: edge.to, width: edge.width, dashes: edge.dashed, color: { color: "#7d8896", opacity: 0.75 },
    })));
    const nodes = new vis.DataSet(payload.nodes.map((node) => ({
      id: node.id, x: node.x, y: node.y, shape: "custom", size: node.size,
      ctxRenderer: (how) => this.renderer(node, how),
    })));
    this.network = new vis.Network(this.frame, { nodes, edges: this.edges }, {
      autoResize: true,
      layout: { improvedLayout: false, randomSeed: 1 },
      physics: { enabled: false },
      nodes: { chosen: false },
      edges: { smooth: false, chosen: false, selectionWidth: 0, hoverWidth: 0 },
      interaction: {
        hover: true, keyboard: false, multiselect: false, selectConnectedEdges: false, dragNodes: true,
        zoomSpeed: 0.6, hideEdgesOnDrag: many, hideEdgesOnZoom: many,
      },
    });
    this.frame.querySelector("canvas")?.setAttribute("aria-hidden", "true");
    for (const inner of this.frame.querySelectorAll("[tabindex]")) inner.tabIndex = -1;
    this.network.on("click", (event) => this.choose(event.nodes[0] ?? null));
    this.network.on("hoverNode", (event) => this.showTip(event.node));
    this.network.on("blurNode", () => { this.tip.hidden = true; });
    this.network.on("dragStart", () => { this.tip.hidden = true; });
    this.network.on("zoom", () => { this.tip.hidden = true; });
    this.network.on("afterDrawing", (ctx) => this.drawLabels(ctx));
    this.fitted = false;
    this.fit(false);
    this.root.dataset.ready = "yes";
    window.__netmap = {
      ids: () => [...this.order],
      select: (id) => this.choose(id),
      selected: () => this.selected,
      scale: () => this.network.getScale(),
      labels: () => this.shownLabels,
      // left, top, right, bottom in map units: of the labels shown, and of what the nodes cover
      labelBoxes: () => this.labelBoxes,
      nodeBoxes: () => Object.fromEntries(this.order.map((id) => {
        const p = this.network.getPositions([id])[id], r = this.radius(this.nodes.get(id)) * 0.9;
        return [id, [p.x - r, p.y - r, p.x + r, p.y + r]];
      })),
      at: (id) => {
        const place = this.network.canvasToDOM(this.network.getPositions([id])[id]);
        const frame = this.frame.getBoundingClientRect();
        return { x: frame.left + place.x, y: frame.top + place.y };
      },
    };
  }

  radius(node) {
    // never smaller on the screen than what can be hit and told apart
    return Math.max(node.size, 10 / this.network.getScale());
  }

  renderer(node, { ctx, x, y, state }) {
    const r = this.radius(node);
    const faded = this.lit && !this.lit.has(node.id);
    return {
      drawNode: () => {
        ctx.save();
        ctx.globalAlpha = faded ? 0.16 : 1;
        const chosen = node.id === this.selected;
        if (chosen) {
          shapePath(ctx, node.shape, x, y, r + 6);
          ctx.strokeStyle = "#0072B2";
          ctx.lineWidth = 4;
          ctx.stroke();
        }
        shapePath(ctx, node.shape, x, y, r);
        ctx.fillStyle = node.fill;
        ctx.fill();
        ctx.lineWidth = node.border + (state.hover ? 1 : 0);
        ctx.strokeStyle = "#222222";
        ctx.setLineDash(node.dashed ? [4, 3] : []);
        ctx.stroke();
        ctx.setLineDash([]);
        ctx.fillStyle = node.ink;
        ctx.font = `700 ${Math.round(r * 0.85)}px ${FONT}`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(node.mark, x, y + r * (node.shape === "triangle" ? 0.24 : 0.06));
        ctx.restore();
      },
      nodeDimensions: { width: 2.2 * r, height: 2.2 * r },
    };
  }

  drawLabels(ctx) {
    // Greedy: the most connected first; a label that would cover another label or a node waits for more zoom.
    const scale = this.network.getScale();
    const at = this.network.getPositions();
    const corner = [this.frame.clientWidth - 52, 0, this.frame.clientWidth, 132];   // where the buttons are
    const from = this.network.DOMtoCanvas({ x: corner[0], y: corner[1] });
    const to = this.network.DOMtoCanvas({ x: corner[2], y: corner[3] });
    const boxes = [[from.x, from.y, to.x, to.y]];
    this.shownLabels = [];
    this.labelBoxes = {};
    const first = this.lit ? this.ranked.filter((n) => this.lit.has(n.id)) : this.ranked;
    const size = 12.5 / scale;
    const shapes = this.order.map((id) => {
      const p = at[id], r = this.radius(this.nodes.get(id)) * 0.95;
      return [p.x - r, p.y - r, p.x + r, p.y + r, id];
    });
    const low = this.network.DOMtoCanvas({ x: 2, y: 2 });
    const top = this.network.DOMtoCanvas({ x: this.frame.clientWidth - 2, y: this.frame.clientHeight - 2 });
    const cut = (b) => b[0] < low.x || b[1] < low.y || b[2] > top.x || b[3] > top.y;
    const covered = (a, b) => {
      // the part of the smaller box that lies under the other, 0 to 1
      const w = Math.min(a[2], b[2]) - Math.max(a[0], b[0]), h = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
      if (w <= 0 || h <= 0) return 0;
      return (w * h) / Math.min((a[2] - a[0]) * (a[3] - a[1]), (b[2] - b[0]) * (b[3] - b[1]));
    };
    ctx.save();
    ctx.textAlign = "center";
    ctx.textBaseline = "top";
    ctx.lineJoin = "round";
    for (const node of first) {
      const p = at[node.id];
      ctx.font = `${node.group ? 700 : 400} ${size}px ${FONT}`;
      const width = Math.max(...node.label.map((line) => ctx.measureText(line).width));
      const height = node.label.length * size * 1.18;
      const r = this.radius(node);
      const gap = r * (node.shape === "triangle" ? 0.9 : 1.05) + 4 / scale;
      const above = p.y - gap - height - (node.shape === "triangle" ? r * 0.3 : 0);
      const side = gap + width / 2, slant = gap * 0.75 + width / 2;
      const place = ([x, y]) => {
        const box = [x - width / 2 - 2 / scale, y, x + width / 2 + 2 / scale, y + height];
        let hits = cut(box) ? 4 : 0;
        for (const b of boxes) hits += 3 * covered(box, b);
        for (const s of shapes) if (s[4] !== node.id) hits += covered(box, s);
        return { x, y, box, hits };
      };
      const better = (a, b) => (b.hits < a.hits - 1e-9 ? b : a);
      const must = node.id === this.selected || (node.group && this.named);
      let best = [
        [p.x, p.y + gap], [p.x + side, p.y - height / 2], [p.x - side, p.y - height / 2], [p.x, above],
        [p.x + slant, p.y + gap * 0.6], [p.x - slant, p.y + gap * 0.6],
        [p.x + slant, p.y - gap * 0.6 - height], [p.x - slant, p.y - gap * 0.6 - height],
        [p.x + slant * 0.6, p.y + gap], [p.x - slant * 0.6, p.y + gap], [p.x + slant * 0.6, above], [p.x - slant * 0.6, above],
      ].map(place).reduce(better);
      if (must && best.hits > 0) {
        // look farther: all around, where the label just clears its own node, then up to half a radius away
        for (const away of [0, 0.2, 0.4, 0.6]) {
          for (let turn = 0; turn < 48; turn++) {
            const dx = Math.cos((turn * Math.PI) / 24), dy = Math.sin((turn * Math.PI) / 24);
            const reach = Math.min((width / 2 + gap) / Math.max(Math.abs(dx), 1e-9), (height / 2 + gap) / Math.max(Math.abs(dy), 1e-9));
            const far = reach + away * r;
            best = better(best, place([p.x + dx * far, p.y + dy * far - height / 2]));
          }
        }
      }
      if (best.hits < 0.02 || must) {
        const { x, y, box } = best;
        boxes.push(box);
        this.shownLabels.push(node.id);
        this.labelBoxes[node.id] = box;
        ctx.lineWidth = 3.5 / scale;
        ctx.strokeStyle = "rgba(255,255,255,0.92)";
        ctx.fillStyle = "#1b2430";
        node.label.forEach((line, i) => {
          const top = y + i * size * 1.18;
          ctx.strokeText(line, x, top);
          ctx.fillText(line, x, top);
        });
      }
    }
    ctx.restore();
  }

  showTip(id) {
    const node = this.nodes.get(id);
    const p = this.network.canvasToDOM(this.network.getPositions([id])[id]);
    this.tip.textContent = node.tip;
    this.tip.hidden = false;
    const wide = this.frame.clientWidth;
    const shift = node.size * this.network.getScale() + 10;
    const right = p.x > wide / 2;
    this.tip.style.left = right ? "auto" : `${p.x + shift}px`;
    this.tip.style.right = right ? `${wide - p.x + shift}px` : "auto";
    this.tip.style.top = `${Math.max(6, p.y - 16)}px`;
  }

  choose(id, { tell = true, move = false } = {}) {
    if (!this.network) return;
    if (id !== null && !this.nodes.has(id)) return;
    this.selected = id;
    this.lit = id === null ? null : new Set([id, ...this.near.get(id)]);
    this.edges.update(this.edges.get().map((edge) => {
      const on = id !== null && (edge.from === id || edge.to === id);
      const color = on ? { color: "#0072B2", opacity: 0.9 } : { color: "#7d8896", opacity: id === null ? 0.75 : 0.12 };
      return { id: edge.id, color };
    }));
    this.live.textContent = id === null ? this.words.none : this.nodes.get(id).tip.replaceAll("\n", ", ");
    if (move && id !== null) {
      const options = { scale: Math.max(this.network.getScale(), 0.9) };
      if (!this.still) options.animation = { duration: 350 };
      this.network.focus(id, options);
    }
    this.network.redraw();
    // the time tells Python of a second choice of the node that it was told of last
    if (tell) this.send("selected", { id, at: Date.now() });
  }

  fit(animate = true) {
    if (!this.network || !this.frame.clientWidth) return; // in a hidden tab: fitted when it is shown
    this.fitted = true;
    // vis-network's own fit leaves no room for labels
    const places = [...this.nodes.values()];
    const xs = places.map((node) => node.x), ys = places.map((node) => node.y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const wide = Math.max(this.frame.clientWidth - 190, 40) / Math.max(right - left, 1);
    const high = Math.max(this.frame.clientHeight - 110, 40) / Math.max(bottom - top, 1);
    this.network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 + 6 },
      scale: Math.min(1.15, wide, high),
      ...(animate && !this.still ? { animation: { duration: 250 } } : {}),
    });
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.min(5, Math.max(0.05, this.network.getScale() * factor)) });
  }

  act(what) {
    if (!this.network) return;
    if (what === "closer") this.zoom(1.3);
    if (what === "farther") this.zoom(1 / 1.3);
    if (what === "all") this.fit();
  }

  step(direction) {
    const round = this.selected === null || !this.walk ? this.order : this.walk;
    const at = round.indexOf(this.selected);
    this.choose(round[(at + direction + round.length) % round.length] ?? null);
  }

  onKey(event) {
    if (!this.network) return;
    const pan = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    if (pan) {
      const p = this.network.getViewPosition(), s = this.network.getScale();
      this.network.moveTo({ position: { x: p.x + pan[0] / s, y: p.y + pan[1] / s } });
    } else if (event.key === "+" || event.key === "=") this.zoom(1.25);
    else if (event.key === "-") this.zoom(0.8);
    else if (event.key === "0") this.fit();
    else if (event.key === "n") this.step(1);
    else if (event.key === "p") this.step(-1);
    else if (event.key === "Escape") this.choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  destroy() {
    this.sized.disconnect();
    this.network?.destroy();
    this.network = null;
  }
}

const FONT = '"Source Sans", "Noto Sans", "Segoe UI", sans-serif';

export function render(component) {
  const host = component.parentElement;
  let map = maps.get(host);
  if (!map) {
    map = new NetMap(host);
    maps.set(host, map);
  }
  map.update(component.data, (name, value) => component.setStateValue(name, value)).catch((problem) => {
    map.url = null;
    map.live.textContent = component.data.words.failed;
    console.error(problem);
  });
  return () => {
    // called before every new drawing as well: only a host that left the page is over
    setTimeout(() => {
      if (host.isConnected || maps.get(host) !== map) return;
      map.destroy();
      maps.delete(host);
    }, 0);
  };
}
