// The keys: one table from which they act and from which their help is written. None is a key of Streamlit's own.

import { button, el } from "./dom.js";

// Keys, how they are shown, what they do for people, and the name of the player's command.
const KEYS = [
  [[" "], "Space", "Play or pause", "toggle"],
  [["ArrowLeft"], "←", "5 seconds back", "back"],
  [["ArrowRight"], "→", "5 seconds on", "on"],
  [["n"], "n", "Next cue", "next"],
  [["p"], "p", "Cue before", "before"],
  [["b"], "b", "Hear the last 3 seconds again", "again"],
  [["l"], "l", "Play a cue again and again, or go on", "loop"],
  [[","], ",", "Slower", "slower"],
  [["."], ".", "Faster", "faster"],
  [["+", "="], "+", "Look closer at the timeline", "closer"],
  [["-"], "-", "Look wider at the timeline", "wider"],
  [["m"], "m", "Mark a moment: once where it begins, once where it ends", "mark"],
  [["Escape"], "Esc", "Let go of the moment begun", "cancel"],
  [["a"], "a", "Accept the cue as evidence; once more takes that back", "accept"],
  [["x"], "x", "Strike the cue out; once more takes that back", "strike"],
  [["?"], "?", "Show or hide these keys", "help"],
];
const WRITES = "input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog]:not(.help)";
const PRESSES = "button, a, summary, input, [role=button]";

export class Keys {
  // `commands` by name; a key without a command is neither heard nor in the help.
  constructor(commands) {
    this.table = KEYS.filter(([, , , name]) => commands[name]);
    this.acts = new Map(this.table.flatMap(([keys, , , name]) => keys.map((key) => [key, commands[name]])));
    this.close = button({ class: "plain" }, () => this.toggle(), el("span", { text: "Close" }));
    const rows = this.table.flatMap(([, shown, words]) => [el("dt", {}, el("kbd", { text: shown })), el("dd", { text: words })]);
    this.root = el(
      "div",
      { class: "help", role: "dialog", "aria-label": "Keys", hidden: true },
      el("h2", { text: "Keys" }),
      el("dl", {}, ...rows),
      this.close,
    );
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  // The focus goes into the help, and afterwards back to where it was.
  toggle() {
    this.root.hidden = !this.root.hidden;
    const focused = this.root.getRootNode().activeElement;
    if (!this.root.hidden) {
      this.before = focused;
      this.close.focus();
    } else if (this.before) this.before.focus();
    else this.close.blur();
  }

  press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest(WRITES)) return;
    if (event.key === " " && target.closest && target.closest(PRESSES)) return;
    const act = event.key === "Escape" && !this.root.hidden ? () => this.toggle() : this.acts.get(event.key);
    if (!act || act() === false) return;
    event.preventDefault();
  }

  stop() {
    document.removeEventListener("keydown", this.onKey);
  }
}
