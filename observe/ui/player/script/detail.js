// The cue last chosen, in words: what was said, why it counts, what it speaks for, and what a person makes of it.

import { button, clock, el, glyph } from "./dom.js";

export class Detail {
  constructor(data, points, act) {
    this.data = data;
    this.points = points;
    this.act = act;
    this.cue = null;
    this.line = el("div", { class: "detail", "aria-live": "polite" });
    this.said = el("div", { class: "said-of-it", role: "status" });
    this.root = el("div", {}, this.line, this.said);
    this.describe(null);
  }

  describe(cue) {
    if (cue !== this.cue) this.say("");
    this.cue = cue;
    if (!cue) {
      this.line.replaceChildren(el("span", { class: "hint", text: this.data.cues.length ? "Choose a mark, a quote or a turn to play from there." : "" }));
      return;
    }
    this.line.replaceChildren(
      glyph(cue),
      el("strong", { text: cue.label }),
      el("span", { class: "time", text: clock(cue.start) }),
      el("q", { dir: "auto", text: cue.quote }),
      el("span", { class: "why", dir: "auto", text: cue.because }),
      ...this.speaksFor(cue),
      ...this.judgement(cue),
    );
  }

  speaksFor(cue) {
    const shown = this.points.naming(cue, "shown");
    const missed = this.points.naming(cue, "opportunity_missed");
    const { refersTo } = cue;
    return [
      shown.length && el("span", { class: "why", text: `Evidence for point ${shown.join(", ")}.` }),
      missed.length && el("span", { class: "why", text: `A moment to listen to for point ${missed.join(", ")}, missed.` }),
      refersTo && button({ class: "plain" }, () => this.act.turn(refersTo), el("span", { text: `Play what it answers: ${refersTo.who}, ${clock(refersTo.start)}` })),
    ].filter(Boolean);
  }

  judgement(cue) {
    const unit = this.data.judges && this.data.units.find(({ id }) => id === this.data.unit);
    if (!unit || !unit.points.some(({ evidence }) => evidence.includes(cue.id))) return [];
    const judge = (verdict, text, key) => button({ class: "plain", title: `${text} this cue as evidence (${key})` }, () => this.act.judge(verdict, cue), el("span", { text }));
    return [judge("accept", "Accept", "a"), judge("strike", "Strike", "x")];
  }

  // What came of accepting or striking.
  say(words) {
    if (this.said.textContent !== words) this.said.textContent = words;
  }
}
