// The transcript: a row a turn, which follows the voice word by word until the reader scrolls away.

class Transcript {
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

  row(turn) {
    const cues = turn.cues.map((id) => this.cues.get(id));
    const words = turn.words.map(([text, start, end, unsure]) => {
      const cue = cues.find((one) => start < one.end - 0.001 && end > one.start + 0.001);
      const word = el("span", { class: unsure ? "word unsure" : "word", text, title: unsure ? "This word was hard to make out" : null });
      if (cue) {
        word.classList.add("heard");
        word.style.setProperty("--cue", cue.colour);
        word.marked = cues.filter((one) => start < one.end - 0.001 && end > one.start + 0.001);
      }
      return { start, end, word };
    });
    const said = el("span", { class: "said", dir: "auto" });
    words.forEach(({ word }, place) => said.append(place ? " " : "", word));
    const party = turn.lane === "agent" || turn.lane === "customer" ? turn.lane : "other";
    const play = button(
      { class: "turn-head", "aria-label": `Play ${turn.who} at ${clock(turn.start)}` },
      (event) => {
        event.stopPropagation();
        this.act.turn(turn);
      },
      el("span", { class: "time", text: clock(turn.start) }),
      el("span", { class: "who", text: turn.who, dir: "auto" }),
    );
    const chips = cues.map((cue) => this.chip(cue));
    const item = el(
      "li",
      { class: `turn ${party}`, "data-turn": turn.i },
      play,
      el("div", { class: "body" }, said, chips.length ? el("div", { class: "chips" }, ...chips) : null),
    );
    item.addEventListener("click", (event) => {
      if (event.composedPath().some((node) => node.classList && node.classList.contains("chip"))) return;
      const selected = document.getSelection();
      if (selected && !selected.isCollapsed && selected.toString().trim()) return; // copying a quote, not playing
      this.act.turn(turn);
    });
    return { item, words, chips, turn };
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
    for (const { item, words, chips, turn } of this.rows) {
      item.hidden = !this.act.showsTurn(turn);
      for (const chip of chips) chip.hidden = !this.act.shows(chip.cue);
      for (const { word } of words) {
        const cue = word.marked && word.marked.find((one) => this.act.shows(one));
        word.classList.toggle("heard", Boolean(cue));
        if (cue) word.style.setProperty("--cue", cue.colour);
      }
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
    const at = row ? lastStarted(row.words, time) : -1;
    const word = at >= 0 ? row.words[at].word : null;
    if (word !== this.word) {
      if (this.word) this.word.classList.remove("speaking");
      if (word) word.classList.add("speaking");
      this.word = word;
    }
  }

  // Scrolls the list alone: scrollIntoView would move the page as well.
  show(item) {
    const list = this.list;
    const top = item.offsetTop - list.offsetTop;
    const room = list.clientHeight;
    if (top < list.scrollTop || top + item.offsetHeight > list.scrollTop + room)
      list.scrollTop = Math.max(0, top - room / 3);
  }
}
