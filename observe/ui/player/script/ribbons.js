// The ribbon: a framework's phases along the call, under the timeline, and beside it in words what was heard of each.

import { button, clock, el } from "./dom.js";

const STRIP = 24; // pixels; also the smallest comfortable target
let chosenRibbon = ""; // outlives the player, so that the choice stays as long as the page

export class Ribbons {
  constructor(data, view, act) {
    this.data = data;
    this.view = view;
    this.act = act;
    const ribbons = data.ribbons || [];
    const options = [["", "None"], ...ribbons.map(({ id, title }) => [id, title])].map(([value, text]) => el("option", { value, text }));
    this.select = el("select", { class: "frameworks", on: { change: () => this.show(this.select.value) } }, ...options);
    this.because = el("span", { class: "sum", role: "status" });
    this.head = el("div", { class: "ribbon-head" });
    this.stage = el("div", { class: "ribbon-stage", role: "group" });
    this.strip = el("div", { class: "strip" }, this.stage);
    this.words = el("ol", { class: "phases" });
    this.root = el(
      "section",
      { class: "ribbons", "aria-label": "Framework along the call", hidden: !ribbons.length },
      el("div", { class: "choose" }, el("label", {}, el("span", { class: "group", text: "Framework" }), this.select), this.because),
      this.strip,
      this.words,
    );
    this.observer = new ResizeObserver(() => this.draw());
    this.observer.observe(this.stage);
    this.show(ribbons.some(({ id }) => id === chosenRibbon) ? chosenRibbon : "");
  }

  show(id) {
    chosenRibbon = id;
    this.select.value = id;
    this.ribbon = (this.data.ribbons || []).find((one) => one.id === id);
    const phases = this.ribbon ? this.ribbon.phases : [];
    this.because.textContent = this.ribbon ? this.ribbon.because : "";
    this.parts = phases
      .flatMap((phase) => phase.stretches.map((stretch) => ({ ...stretch, bar: this.bar(phase, stretch) })))
      .sort((one, other) => one.start - other.start);
    this.stage.setAttribute("aria-label", this.ribbon ? `${this.ribbon.title} along the call` : "");
    this.stage.replaceChildren(...this.parts.map(({ bar }) => bar), this.head);
    this.words.replaceChildren(...phases.map((phase) => this.phase(phase)));
    this.strip.hidden = !this.parts.length;
    this.words.hidden = !phases.length;
    this.draw();
  }

  bar(phase, stretch) {
    const words = `${phase.name} at ${clock(stretch.start)}: ${stretch.heard}`;
    return button(
      {
        class: `stretch ${phase.state}`,
        "data-phase": phase.id,
        style: `--phase:${phase.colour}`,
        "aria-label": `Play ${words}${phase.state === "out_of_order" ? ` (${phase.words.toLowerCase()})` : ""}`,
        title: words,
      },
      () => this.act.turn(stretch),
      el("span", { text: phase.letters }),
    );
  }

  // A phase in words: a click plays the moment by which it stands in the order.
  phase(phase) {
    const name = [el("span", { class: "letters", "aria-hidden": "true", text: phase.letters }), el("span", { text: phase.name })];
    const look = { class: `phase ${phase.state}`, style: `--phase:${phase.colour}` };
    const head =
      phase.start === null
        ? el("span", look, ...name)
        : button({ ...look, "aria-label": `Play ${phase.name} at ${clock(phase.start)}` }, () => this.act.turn(phase), ...name);
    return el(
      "li",
      { "data-phase": phase.id },
      head,
      el("span", { class: "state" }, el("span", { "aria-hidden": "true", text: phase.symbol }), el("span", { text: phase.words })),
      el("span", { class: "why", text: phase.because }),
    );
  }

  // Bars that would cover each other are stacked.
  draw() {
    const width = this.stage.clientWidth;
    if (!width || !this.parts.length) return;
    const ends = [];
    for (const { start, end, bar } of this.parts) {
      bar.hidden = !this.view.touches(start, end);
      if (bar.hidden) continue;
      const left = Math.min(Math.max(0, this.view.at(start) * width), width - STRIP);
      const wide = Math.max(STRIP, Math.min(this.view.at(end) * width, width) - left);
      let row = ends.findIndex((taken) => taken <= left);
      if (row < 0) row = ends.push(0) - 1;
      ends[row] = left + wide + 1;
      Object.assign(bar.style, { left: `${left}px`, width: `${wide}px`, top: `${row * (STRIP + 2)}px` });
    }
    this.stage.style.height = `${Math.max(1, ends.length) * (STRIP + 2)}px`;
  }

  tick(time) {
    this.view.place(this.head, time);
  }

  stop() {
    this.observer.disconnect();
  }
}
