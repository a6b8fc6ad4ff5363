// What is shown: kinds of cue, and whom it was heard from. Each kind's switch tells its mark and number as well.

import { button, el, glyph } from "./dom.js";

export class Filters {
  constructor(data, onChange) {
    this.data = data;
    this.onChange = onChange;
    this.hidden = new Set();
    this.party = "";
    this.kinds = this.heard();
    if (matchMedia("(max-width: 640px)").matches) for (const { kind, group } of this.kinds) if (group === "service") this.hidden.add(kind);
    this.switches = new Map(this.kinds.map((kind) => [kind.kind, this.switch(kind)]));
    this.counted = el("span", { class: "counted" });
    this.choice = el("select", { on: { change: () => this.setParty(this.choice.value) } }, el("option", { value: "", text: "Everyone" }), ...data.lanes.map((lane) => el("option", { value: lane.id, text: lane.label })));
    this.root = this.kinds.length ? this.choices() : el("p", { class: "empty", text: data.hidden || "No cues were heard on this call." });
    this.look();
  }

  takeOver(before) {
    this.hidden = before.hidden;
    this.party = before.party;
    this.choice.value = before.party;
    this.look();
  }

  heard() {
    const kinds = new Map();
    for (const cue of this.data.cues) {
      const kind = kinds.get(cue.kind) || { ...cue, number: 0 };
      kind.number += 1;
      kinds.set(cue.kind, kind);
    }
    return [...kinds.values()].sort((one, other) => one.order - other.order);
  }

  // What the product is not for waits behind a fold.
  choices() {
    const switches = (kinds) => kinds.map(({ kind }) => this.switches.get(kind));
    const first = this.kinds.filter(({ group }) => group !== "service");
    const tools = [
      el("label", { class: "party" }, el("span", { class: "group", text: "Heard from" }), this.choice),
      button({ class: "plain" }, () => this.setKinds(() => false), el("span", { text: "All cues" })),
      button({ class: "plain" }, () => this.setKinds((kind) => kind.group !== "listening"), el("span", { text: "Listening cues only" })),
      this.counted,
    ];
    const fold = ({ id, label }) => {
      const kinds = this.kinds.filter(({ group }) => group === id);
      const row = el("div", { class: "kinds", role: "group", "aria-label": label }, el("span", { class: "group", text: label }), ...switches(kinds));
      return kinds.length ? el("details", { class: "filters" }, el("summary", { text: `${label} (${kinds.length})` }), row) : null;
    };
    const row = el("div", { class: "kinds", role: "group", "aria-label": "Kinds of cue" }, ...switches(first), ...tools);
    return el("div", { class: "choices" }, row, ...this.data.groups.filter(({ id }) => id === "service").map(fold));
  }

  switch(kind) {
    const turn = () => {
      if (!this.hidden.delete(kind.kind)) this.hidden.add(kind.kind);
      this.change();
    };
    return button({ class: "kind", "aria-pressed": "true" }, turn, glyph(kind), el("span", { text: `${kind.label} ${kind.number}` }));
  }

  shows(cue) {
    return !this.hidden.has(cue.kind) && (!this.party || cue.lane === this.party);
  }

  showsTurn(turn) {
    return !this.party || turn.lane === this.party;
  }

  setParty(party) {
    this.party = party;
    this.change();
  }

  setKinds(hides) {
    this.hidden = new Set(this.kinds.filter(hides).map(({ kind }) => kind));
    this.change();
  }

  change() {
    this.look();
    this.onChange();
  }

  look() {
    for (const [kind, one] of this.switches) one.setAttribute("aria-pressed", String(!this.hidden.has(kind)));
    this.counted.textContent = `${this.data.cues.filter((cue) => this.shows(cue)).length} of ${this.data.cues.length} shown`;
  }
}
