// The whole call in one narrow strip, with the part that the timeline shows; moving that part moves the timeline.

import { clock, el, partyOf, svg } from "./dom.js";

const LINE = 5; // pixels a lane

export class Overview {
  constructor(data, view) {
    this.view = view;
    this.shown = el("div", { class: "shown" });
    this.head = el("div", { class: "overview-head" });
    this.slider = el("input", { type: "range", min: 0, step: 1, "aria-label": "Part of the call on the timeline", on: { input: () => view.lookElsewhere(Number(this.slider.value)) } });
    this.strip = el("div", { class: "overview-strip" }, this.drawing(data), this.shown, this.head, this.slider);
    this.root = el("div", { class: "overview" }, this.strip);
    this.draw();
  }

  // Drawn once, stretched to whatever room there is.
  drawing(data) {
    const height = LINE * Math.max(1, data.lanes.length);
    const drawing = svg("svg", { viewBox: `0 0 ${data.duration} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    data.lanes.forEach((lane, row) => {
      const path = data.turns
        .filter((turn) => turn.lane === lane.id)
        .map((turn) => `M${turn.start} ${row * LINE + 1}H${turn.end}V${(row + 1) * LINE - 1}H${turn.start}Z`)
        .join("");
      drawing.append(svg("path", { d: path, class: `bar ${partyOf(lane.id)}` }));
    });
    return drawing;
  }

  draw() {
    const { view } = this;
    this.root.hidden = view.whole;
    const percent = (time) => `${(time / view.duration) * 100}%`;
    Object.assign(this.shown.style, { left: percent(view.start), width: percent(view.length) });
    this.slider.max = String(Math.ceil(view.duration - view.length));
    this.slider.value = String(Math.round(view.start));
    this.slider.setAttribute("aria-valuetext", `${clock(view.start)} to ${clock(view.end)} of ${clock(view.duration)}`);
    // A slider's thumb is drawn by the browser: as wide as the part that is shown, so that dragging fits.
    this.slider.style.setProperty("--thumb", `${Math.max(2, (view.length / view.duration) * 100)}cqw`);
  }

  tick(time) {
    this.head.style.left = `${Math.min(100, (time / this.view.duration) * 100)}%`;
  }
}
