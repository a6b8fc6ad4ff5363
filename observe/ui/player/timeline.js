// The timeline: a lane for each party with its turns as bars, the cues as marks above them, silences and overlaps.

const MARK = 24; // pixels; also the smallest comfortable target
const BAR = 16;
const RULER = 20;

class Timeline {
  constructor(data, view, act) {
    this.data = data;
    this.view = view;
    this.act = act;
    this.marks = new Map(); // by cue; made when they first come in sight
    this.shown = [];
    this.chosen = null;
    this.named = null;
    this.labels = el("div", { class: "lane-labels", "aria-hidden": "true" });
    this.drawing = svg("svg", { class: "drawing", "aria-hidden": "true" });
    this.markLayer = el("div", { class: "marks", role: "group", "aria-label": "Cues on the timeline" });
    this.head = el("div", { class: "head" });
    this.field = el(
      "div",
      {
        class: "field",
        role: "slider",
        tabindex: "0",
        "aria-label": "Place in the recording",
        "aria-valuemin": "0",
        "aria-valuemax": String(Math.round(data.duration)),
      },
      this.drawing,
      this.head,
    );
    this.field.addEventListener("pointerdown", (event) => this.drag(event));
    this.root = el("div", { class: "timeline" }, this.labels, el("div", { class: "stage" }, this.field, this.markLayer));
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.field);
  }

  mark(cue) {
    if (!this.marks.has(cue.id)) this.marks.set(cue.id, this.makeMark(cue));
    return this.marks.get(cue.id);
  }

  makeMark(cue) {
    const lane = this.data.lanes.find(({ id }) => id === cue.lane);
    return button(
      {
        class: "mark",
        "data-cue": cue.id,
        "aria-label": `${cue.label}, ${lane ? lane.label : ""} at ${clock(cue.start)}: ${cue.quote}`,
        title: `${cue.label} · ${clock(cue.start)}\n“${cue.quote}”`,
      },
      () => this.act.cue(cue),
      glyph(cue),
    );
  }

  drag(event) {
    if (event.button !== 0) return;
    const box = this.field.getBoundingClientRect();
    const to = (moved) => this.act.seek(this.view.start + ((moved.clientX - box.left) / box.width) * this.view.length);
    to(event);
    this.field.setPointerCapture(event.pointerId);
    const end = () => {
      this.field.removeEventListener("pointermove", to);
      this.field.blur();
    };
    this.field.addEventListener("pointermove", to);
    this.field.addEventListener("pointerup", end, { once: true });
    this.field.addEventListener("pointercancel", end, { once: true });
  }

  // Marks that would cover each other are stacked; returns how many rows that takes.
  stack(cues, width) {
    const ends = [];
    for (const cue of cues) {
      const left = Math.min(Math.max(0, this.view.at(cue.start) * width - MARK / 2), width - MARK);
      let row = ends.findIndex((end) => end <= left);
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = left + MARK + 1;
      Object.assign(cue, { left, row });
    }
    return ends.length;
  }

  draw() {
    const width = this.field.clientWidth;
    if (!width) return;
    const x = (time) => this.view.at(time) * width;
    const parts = [];
    const labels = [];
    const narrow = this.labels.clientWidth === 0; // then the lanes' names stand above their bars
    let top = RULER;
    for (const lane of this.data.lanes) {
      const cues = this.data.cues.filter((cue) => cue.lane === lane.id && this.shows(cue));
      const rows = Math.max(1, this.stack(cues, width));
      for (const cue of cues) {
        const mark = this.mark(cue);
        mark.style.left = `${cue.left}px`;
        mark.style.top = `${top + (rows - 1 - cue.row) * (MARK + 1)}px`;
      }
      const barTop = top + rows * (MARK + 1) + (narrow ? 17 : 1);
      parts.push(svg("rect", { x: 0, y: barTop, width, height: BAR, class: "rail" }));
      for (const turn of this.data.turns)
        if (turn.lane === lane.id && this.view.touches(turn.start, turn.end))
          parts.push(
            svg("rect", {
              x: x(turn.start),
              y: barTop,
              width: Math.max(2, x(turn.end) - x(turn.start)),
              height: BAR,
              rx: 2,
              class: `bar ${partyOf(lane.id)}`,
            }),
          );
      labels.push(el("span", { style: `top:${barTop - (narrow ? 18 : 2)}px`, text: lane.label }));
      top = barTop + BAR + 8;
    }
    this.height = top;
    parts.unshift(...this.gaps(x, top), ...this.ruler(x, width));
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${top}`);
    this.drawing.replaceChildren(...parts);
    this.labels.replaceChildren(...labels);
    this.root.style.height = `${top}px`;
    this.put(this.data.cues.filter((cue) => this.shows(cue)));
  }

  // Only marks in sight are on the page, in the order of the call; one that keeps its place keeps the focus.
  put(cues) {
    if (cues.length === this.shown.length && cues.every((cue, place) => cue === this.shown[place])) return;
    this.shown = cues;
    const focused = this.markLayer.getRootNode().activeElement;
    this.markLayer.replaceChildren(...cues.map((cue) => this.mark(cue)));
    if (focused && focused.parentNode === this.markLayer) focused.focus();
    this.look();
  }

  look() {
    for (const cue of this.shown) {
      const { classList } = this.mark(cue);
      classList.toggle("chosen", cue.id === this.chosen);
      classList.toggle("faded", this.named !== null && !this.named.includes(cue.id));
    }
  }

  shows(cue) {
    return this.act.shows(cue) && this.view.touches(cue.start, cue.start);
  }

  gaps(x, height) {
    const seen = ([start, end]) => this.view.touches(start, end);
    const stretch = ([start, end], name, words) => {
      const title = svg("title");
      title.textContent = words;
      return svg(
        "rect",
        { x: x(start), y: RULER, width: Math.max(2, x(end) - x(start)), height: height - RULER, class: name },
        title,
      );
    };
    return [
      ...this.data.silences.filter(seen).map((gap) => stretch(gap, "silence", `Silence of ${(gap[1] - gap[0]).toFixed(1)} s`)),
      ...this.data.overlaps.filter(seen).map((gap) => stretch(gap, "overlap", `Both speak; ${gap[2]} came in`)),
    ];
  }

  ruler(x, width) {
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
    const step = steps.find((size) => (size / this.view.length) * width >= 64) || 3600;
    const parts = [];
    for (let time = Math.ceil(this.view.start / step) * step; time <= this.view.end; time += step) {
      const near = x(time) > width - 24;
      const label = svg("text", { x: near ? width : x(time), y: 12, class: "tick", "text-anchor": x(time) < 12 ? "start" : near ? "end" : "middle" });
      label.textContent = clock(time);
      parts.push(svg("line", { x1: x(time), x2: x(time), y1: 15, y2: RULER, class: "tick" }), label);
    }
    return parts;
  }

  tick(time) {
    this.view.place(this.head, time);
    this.field.setAttribute("aria-valuenow", String(Math.round(time)));
    this.field.setAttribute("aria-valuetext", `${clock(time)} of ${clock(this.data.duration)}`);
  }

  select(cue) {
    this.chosen = cue && cue.id;
    this.look();
  }

  // The cues that speak for a point stand out while the point is looked at.
  point(ids) {
    this.named = ids;
    this.look();
  }

  stop() {
    this.observer.disconnect();
  }
}
