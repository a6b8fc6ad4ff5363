// The timeline: a lane for each party with its turns as bars, the cues as marks above them, silences and overlaps.

const MARK = 24; // pixels; also the smallest comfortable target
const BAR = 16;
const RULER = 20;

class Timeline {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.marks = new Map();
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
    for (const cue of data.cues) this.marks.set(cue.id, this.mark(cue));
    this.markLayer.append(...this.marks.values());
  }

  mark(cue) {
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
    const to = (moved) => this.act.seek(((moved.clientX - box.left) / box.width) * this.data.duration);
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
      const left = Math.min(Math.max(0, (cue.start / this.data.duration) * width - MARK / 2), width - MARK);
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
    const x = (time) => (time / this.data.duration) * width;
    const parts = [];
    const labels = [];
    const narrow = this.labels.clientWidth === 0; // then the lanes' names stand above their bars
    let top = RULER;
    for (const lane of this.data.lanes) {
      const cues = this.data.cues.filter((cue) => cue.lane === lane.id && this.act.shows(cue));
      const rows = Math.max(1, this.stack(cues, width));
      for (const cue of cues) {
        const mark = this.marks.get(cue.id);
        mark.style.left = `${cue.left}px`;
        mark.style.top = `${top + (rows - 1 - cue.row) * (MARK + 1)}px`;
      }
      const barTop = top + rows * (MARK + 1) + (narrow ? 17 : 1);
      parts.push(svg("rect", { x: 0, y: barTop, width, height: BAR, class: "rail" }));
      for (const turn of this.data.turns)
        if (turn.lane === lane.id)
          parts.push(
            svg("rect", {
              x: x(turn.start),
              y: barTop,
              width: Math.max(2, x(turn.end) - x(turn.start)),
              height: BAR,
              rx: 2,
              class: `bar ${lane.id === "agent" || lane.id === "customer" ? lane.id : "other"}`,
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
    for (const cue of this.data.cues) this.marks.get(cue.id).hidden = !this.act.shows(cue);
  }

  gaps(x, height) {
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
      ...this.data.silences.map((gap) => stretch(gap, "silence", `Silence of ${(gap[1] - gap[0]).toFixed(1)} s`)),
      ...this.data.overlaps.map((gap) => stretch(gap, "overlap", `Both speak; ${gap[2]} came in`)),
    ];
  }

  ruler(x, width) {
    const steps = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800];
    const step = steps.find((size) => x(size) >= 64) || 3600;
    const parts = [];
    for (let time = 0; time <= this.data.duration; time += step) {
      const near = x(time) > width - 24;
      const label = svg("text", { x: near ? width : x(time), y: 12, class: "tick", "text-anchor": time === 0 ? "start" : near ? "end" : "middle" });
      label.textContent = clock(time);
      parts.push(svg("line", { x1: x(time), x2: x(time), y1: 15, y2: RULER, class: "tick" }), label);
    }
    return parts;
  }

  tick(time) {
    this.head.style.left = `${Math.min(100, (time / this.data.duration) * 100)}%`;
    this.field.setAttribute("aria-valuenow", String(Math.round(time)));
    this.field.setAttribute("aria-valuetext", `${clock(time)} of ${clock(this.data.duration)}`);
  }

  select(cue) {
    for (const [id, mark] of this.marks) mark.classList.toggle("chosen", cue !== null && id === cue.id);
  }

  // The cues that speak for a point stand out while the point is looked at.
  point(ids) {
    for (const [id, mark] of this.marks) mark.classList.toggle("faded", ids !== null && !ids.includes(id));
  }

  stop() {
    this.observer.disconnect();
  }
}
