// The transcript: a row a turn, which follows the voice word by word until the reader scrolls away.

import { button, clock, el, glyph, lastStarted, partyOf } from "./dom.js";

const NEAR = "1500px 0px"; // how far out of sight rows are made ready
const AT_ONCE = 30; // rows that are ready from the start: all of a short call

export class Transcript {
  constructor(data, act) {
    this.data = data;
    this.act = act;
    this.following = true;
    this.turn = -1;
    this.word = null;
    this.cues = new Map(data.cues.map((cue) => [cue.id, cue]));
    this.rows = data.turns.map((turn) => this.row(turn));
    this.followBox = el("input", { type: "checkbox", checked: true, on: { change: () => this.follow(this.followBox.checked) } });
    this.list = el("ol", { class: "turns", tabindex: "0", "aria-label": "What was said, turn by turn" }, ...this.rows.map(({ item }) => item));
    const near = (seen) => seen.filter(({ isIntersecting }) => isIntersecting).forEach(({ target }) => this.fill(this.rows[target.place]));
    this.observer = new IntersectionObserver(near, { root: this.list, rootMargin: NEAR });
    this.rows.forEach((row, place) => {
      row.item.place = place;
      if (place < AT_ONCE) this.fill(row);
      else this.observer.observe(row.item);
    });
    for (const type of ["wheel", "touchmove"]) this.list.addEventListener(type, () => this.follow(false), { passive: true });
    const heading = el(
      "div",
      { class: "heading" },
      el("h2", { text: "Transcript" }),
      el("label", { class: "follow" }, this.followBox, el("span", { text: "Follow the voice" })),
    );
    const empty = el("p", { class: "empty", text: "No words were heard on this recording. Listen to it, or add the call again from a better recording." });
    this.root = el("section", { class: "panel transcript", "aria-label": "Transcript" }, heading, data.turns.length ? this.list : empty);
  }

  // A row is plain text until it comes near: an hour has ten thousand words, and few of them are in sight.
  row(turn) {
    const said = el("span", { class: "said", dir: "auto", text: turn.words.map(([text]) => text).join(" ") });
    const body = el("div", { class: "body" }, said);
    const play = button(
      { class: "turn-head", "aria-label": `${clock(turn.start)} ${turn.who}: play` },
      (event) => {
        event.stopPropagation();
        this.act.turn(turn);
      },
      el("span", { class: "time", text: clock(turn.start) }),
      el("span", { class: "who", text: turn.who, dir: "auto" }),
    );
    const item = el("li", { class: `turn ${partyOf(turn.lane)}`, "data-turn": turn.i }, play, body);
    item.addEventListener("click", (event) => {
      if (event.composedPath().some((node) => node.classList && node.classList.contains("chip"))) return;
      const selected = document.getSelection();
      if (selected && !selected.isCollapsed && selected.toString().trim()) return; // copying a quote, not playing
      this.act.turn(turn);
    });
    return { item, said, body, turn, words: null, chips: [] };
  }

  // Its words one by one, to follow the voice and to underline cues, and a chip for each cue.
  fill(row) {
    if (row.words) return row;
    const { turn, said, body } = row;
    const cues = turn.cues.map((id) => this.cues.get(id));
    row.words = turn.words.map(([text, start, end, unsure]) => {
      const word = el("span", { class: unsure ? "word unsure" : "word", text, title: unsure ? "This word was hard to make out" : null });
      const marked = cues.filter((one) => start < one.end - 0.001 && end > one.start + 0.001);
      return { start, end, word, marked };
    });
    said.replaceChildren(...row.words.flatMap(({ word }, place) => (place ? [" ", word] : [word])));
    row.chips = cues.map((cue) => this.chip(cue));
    if (row.chips.length) body.append(el("div", { class: "chips" }, ...row.chips));
    this.colour(row);
    return row;
  }

  chip(cue) {
    const chip = button(
      { class: "chip", "data-cue": cue.id, title: cue.because, "aria-label": `Play ${cue.label} at ${clock(cue.start)}: ${cue.quote}` },
      () => this.act.cue(cue),
      glyph(cue),
      el("span", { text: cue.label }),
    );
    chip.cue = cue;
    return chip;
  }

  filter() {
    for (const row of this.rows) {
      row.item.hidden = !this.act.showsTurn(row.turn);
      if (row.words) this.colour(row);
    }
  }

  colour({ chips, words }) {
    for (const chip of chips) chip.hidden = !this.act.shows(chip.cue);
    for (const { word, marked } of words) {
      const cue = marked.find((one) => this.act.shows(one));
      word.classList.toggle("heard", Boolean(cue));
      if (cue) word.style.setProperty("--cue", cue.colour);
    }
  }

  follow(on) {
    this.following = on;
    this.followBox.checked = on;
  }

  tick(time) {
    const place = lastStarted(this.data.turns, time);
    if (place !== this.turn) {
      if (this.rows[this.turn]) this.rows[this.turn].item.classList.remove("now");
      this.turn = place;
      const row = this.rows[place];
      if (row) {
        row.item.classList.add("now");
        if (this.following) this.show(row.item);
      }
    }
    const row = this.rows[place];
    const at = row ? lastStarted(this.fill(row).words, time) : -1;
    const word = at >= 0 ? row.words[at].word : null;
    if (word !== this.word) {
      if (this.word) this.word.classList.remove("speaking");
      if (word) word.classList.add("speaking");
      this.word = word;
    }
  }

  // Scrolls the list alone: scrollIntoView would move the page as well.
  show(item, looks = 3) {
    const list = this.list;
    const top = item.offsetTop - list.offsetTop;
    const room = list.clientHeight;
    if (top >= list.scrollTop && top + item.offsetHeight <= list.scrollTop + room) return;
    list.scrollTop = Math.max(0, top - room / 3);
    // Rows out of sight are not laid out: what was guessed of their heights is known only once they come in sight.
    if (looks > 0) requestAnimationFrame(() => this.show(item, looks - 1));
  }

  stop() {
    this.observer.disconnect();
  }
}
