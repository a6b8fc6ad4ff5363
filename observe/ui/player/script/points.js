// The unit's marking points: a suggestion each, with its reason and the quotes it rests on.

import { button, clock, el, glyph } from "./dom.js";

export class Points {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.cues = new Map(data.cues.map((cue) => [cue.id, cue]));
    const options = data.units.map((unit) => el("option", { value: unit.id, text: unit.title }));
    this.select = el("select", { class: "units", on: { change: () => this.show(this.select.value) } }, ...options);
    this.tally = el("p", { class: "tally" });
    this.list = el("ol", { class: "points", tabindex: "0", "aria-label": "Marking points of the unit" });
    this.root = el(
      "section",
      { class: "panel criteria", "aria-label": "Marking points" },
      el("div", { class: "heading" }, el("h2", { text: "Marking points" })),
      el("p", { class: "decides", text: "The machine suggests; a person decides." }),
      data.hidden ? el("p", { class: "empty", text: data.hidden }) : null,
      data.units.length
        ? el("label", { class: "unit" }, el("span", { text: "Unit" }), this.select)
        : data.hidden ? null : el("p", { class: "empty", text: "No unit was marked for this call. Add it again to have the marking points suggested." }),
      this.tally,
      this.list,
    );
    if (data.units.length) this.show(data.units.some(({ id }) => id === data.unit) ? data.unit : data.units[0].id);
  }

  show(id) {
    const unit = this.data.units.find((one) => one.id === id);
    this.select.value = id;
    const counts = new Map();
    for (const { badge } of unit.points) counts.set(badge.words, (counts.get(badge.words) || 0) + 1);
    this.tally.textContent = [...counts].map(([words, number]) => `${number} × ${words.toLowerCase()}`).join(" · ");
    this.list.replaceChildren(...unit.points.map((point) => this.point(point)));
    this.list.scrollTop = 0;
    this.unit = unit;
  }

  // The numbers of the unit's points with this outcome that name the cue.
  naming(cue, outcome) {
    const points = this.unit ? this.unit.points : [];
    return points.filter((point) => point.outcome === outcome && point.evidence.includes(cue.id)).map(({ number }) => number);
  }

  point(point) {
    const { badge } = point;
    const mark = el(
      "span",
      { class: `badge ${badge.tone}`, title: badge.explains },
      el("span", { class: "symbol", "aria-hidden": "true", text: badge.symbol }),
      el("span", { text: badge.words }),
    );
    const quotes = point.evidence.map((id) => this.cues.get(id)).filter(Boolean).map((cue) => this.quote(cue));
    const evidence = point.occasion ? [this.occasion(point.occasion), ...quotes] : quotes;
    const item = el(
      "li",
      { class: "point", "data-point": point.id },
      el("div", { class: "what" }, el("span", { class: "number", text: `${point.number}` }), el("span", { class: "wording", text: point.text }), mark),
      el("p", { class: "because", text: point.because }),
      evidence.length && point.outcome === "opportunity_missed" ? el("p", { class: "aside", text: quotes.length ? "Where it could have been shown, and what was said instead:" : "Where it could have been shown:" }) : null,
      evidence.length ? el("ul", { class: "evidence" }, ...evidence) : null,
      point.note ? el("p", { class: "aside", text: `To judge by ear: ${point.note}` }) : null,
      point.elsewhere.length ? el("p", { class: "aside", text: `Other evidence that serves: ${point.elsewhere.join("; ")}` }) : null,
    );
    if (quotes.length) {
      item.addEventListener("pointerenter", () => this.act.point(point.evidence));
      item.addEventListener("pointerleave", () => this.act.point(null));
      item.addEventListener("focusin", () => this.act.point(point.evidence));
      item.addEventListener("focusout", () => this.act.point(null));
    }
    return item;
  }

  quote(cue) {
    const play = button(
      { class: "quote", "data-cue": cue.id, "aria-label": `${clock(cue.start)} “${cue.quote}”, ${cue.label}: play` },
      () => this.act.cue(cue),
      glyph(cue),
      el("span", { class: "time", text: clock(cue.start) }),
      el("span", { class: "words", dir: "auto", text: `“${cue.quote}”` }),
    );
    return el("li", {}, play);
  }

  // Where an opportunity arose without a cue: words to play that have no mark on the timeline.
  occasion({ start, quote }) {
    const play = button(
      { class: "quote occasion", "aria-label": `${clock(start)} “${quote}”: play` },
      () => this.act.turn({ start }),
      el("span", { class: "symbol", "aria-hidden": "true", text: "▶" }),
      el("span", { class: "time", text: clock(start) }),
      el("span", { class: "words", dir: "auto", text: `“${quote}”` }),
    );
    return el("li", {}, play);
  }
}
