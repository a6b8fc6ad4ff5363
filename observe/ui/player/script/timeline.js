// The timeline: the waveform with a lane for each party, the cues as marks beside it, silences and overlaps.

import { button, clock, el, glyph, partyOf, svg } from "./dom.js";
import { LANE } from "./waveform.js";

const MARK = 24; // pixels; also the smallest comfortable target
const RULER = 20;
const GAP = 2;

export class Timeline {
  constructor(data, view, waveform, act) {
    this.data = data;
    this.view = view;
    this.waveform = waveform;
    this.act = act;
    this.marks = new Map(); // by cue; made when they first come in sight
    this.shown = [];
    this.chosen = null;
    this.named = null;
    this.labels = el("div", { class: "lane-labels", "aria-hidden": "true" }, ...data.lanes.map((lane) => el("span", { class: partyOf(lane.id), text: lane.label })));
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
      waveform.root,
      this.head,
    );
    this.field.addEventListener("pointerdown", (event) => this.drag(event));
    this.field.addEventListener("wheel", (event) => this.pan(event), { passive: false });
    this.stage = el("div", { class: "stage" }, this.field, this.markLayer);
    this.root = el("div", { class: "timeline" }, this.labels, this.stage);
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

  // Sideways on a touchpad, or with Shift on a wheel: earlier or later. Up and down stays the page's own.
  pan(event) {
    const moved = event.shiftKey ? event.deltaY : event.deltaX;
    if (!moved || this.view.whole) return;
    event.preventDefault();
    this.view.lookElsewhere(this.view.start + (moved / this.field.clientWidth) * this.view.length);
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

  // The first lane's marks stand above the waveform, all others' below it; the nearest row is filled first.
  draw() {
    const width = this.field.clientWidth;
    if (!width) return;
    const cues = this.data.cues.filter((cue) => this.shows(cue));
    const first = this.data.lanes[0];
    const above = cues.filter(({ lane }) => first && lane === first.id);
    const below = cues.filter((cue) => !above.includes(cue));
    const rows = (some) => Math.max(1, this.stack(some, width)) * (MARK + 1);
    const top = RULER + rows(above);
    const bottom = top + this.waveform.height;
    const height = bottom + GAP + rows(below);
    for (const cue of above) this.put(cue, top - (cue.row + 1) * (MARK + 1));
    for (const cue of below) this.put(cue, bottom + GAP + cue.row * (MARK + 1));
    const x = (time) => this.view.at(time) * width;
    this.drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.drawing.replaceChildren(...this.ruler(x, width), ...this.bars(x, width, top), ...this.gaps(x, bottom));
    this.waveform.root.style.top = `${top}px`;
    this.labels.style.setProperty("--top", `${top}px`);
    this.stage.style.height = `${height}px`;
    this.show(cues);
    this.waveform.draw(this.view, width);
  }

  put(cue, top) {
    Object.assign(this.mark(cue).style, { left: `${cue.left}px`, top: `${top}px` });
  }

  // Only marks in sight are on the page, in the order of the call; one that keeps its place keeps the focus.
  show(cues) {
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
      classList.toggle("chosen", cue === this.chosen);
      classList.toggle("faded", this.named !== null && !this.named.includes(cue.id));
    }
  }

  shows(cue) {
    return this.act.shows(cue) && this.view.touches(cue.start, cue.start);
  }

  // Each lane's ground, darker where the party has the floor: it is there before the waveform, and without sound.
  bars(x, width, top) {
    return this.data.lanes.flatMap((lane, place) => {
      const y = top + place * LANE;
      const bar = ({ start, end }) => svg("rect", { x: x(start), y: y + 1, width: Math.max(2, x(end) - x(start)), height: LANE - 2, rx: 2, class: `bar ${partyOf(lane.id)}` });
      const turns = this.data.turns.filter((turn) => turn.lane === lane.id && this.view.touches(turn.start, turn.end));
      return [svg("rect", { x: 0, y: y + 1, width, height: LANE - 2, class: "rail" }), ...turns.map(bar)];
    });
  }

  gaps(x, bottom) {
    const seen = ([start, end]) => this.view.touches(start, end);
    const stretch = ([start, end], name, words) => {
      const title = svg("title");
      title.textContent = words;
      return svg("rect", { x: x(start), y: RULER, width: Math.max(2, x(end) - x(start)), height: bottom - RULER, class: name }, title);
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
    this.chosen = cue;
    this.waveform.stretch("cue", cue && { start: cue.start, end: cue.end, lane: cue.lane });
    this.look();
  }

  // The cues that speak for a point stand out while the point is looked at.
  point(ids) {
    this.named = ids;
    this.look();
  }

  stop() {
    this.observer.disconnect();
    this.waveform.stop();
  }
}
