// Marking a moment by hand: one press where it begins and one where it ends, while the sound goes on.

import { button, clock, el } from "./dom.js";

const SHORTEST = 0.3; // seconds

export class Moment {
  constructor(sound, waveform) {
    this.sound = sound;
    this.waveform = waveform;
    this.from = null;
    this.send = () => {};
    this.words = el("span", {});
    this.control = button({ class: "tool moment", title: "Mark a moment (m)" }, () => this.press(), this.words);
    this.root = el("span", { class: "moments" }, this.control);
    this.tick();
  }

  takeOver(before) {
    this.from = before.from;
    this.tick();
  }

  press() {
    const time = this.sound.time;
    if (this.from === null || time < this.from) this.from = time;
    else if (time - this.from >= SHORTEST) {
      this.send({ start: this.from, end: time });
      this.from = null;
    }
    this.tick();
  }

  cancel() {
    this.from = null;
    this.tick();
  }

  tick() {
    const begun = this.from !== null;
    this.waveform.stretch("moment", begun ? { start: this.from, end: Math.max(this.from, this.sound.time) } : null);
    const words = begun ? `End the moment begun at ${clock(this.from)}` : "Mark a moment";
    if (this.words.textContent === words) return;
    this.words.textContent = words;
    this.control.setAttribute("aria-pressed", String(begun));
  }
}
