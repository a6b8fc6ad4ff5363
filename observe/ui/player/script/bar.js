// The row of buttons above the timeline. Each says what it does in words too, which hold what is written on it.

import { button, clock, el } from "./dom.js";
import { SPEEDS } from "./sound.js";

export class Bar {
  // `commands` as for the keys; `parts` are other things that stand in the row.
  constructor(data, sound, commands, ...parts) {
    this.sound = sound;
    const tool = (name, text, words, look = "") => button({ class: `tool ${look}`, "aria-label": words, title: words }, commands[name], el("span", { "aria-hidden": "true", text }));
    this.play = tool("toggle", "▶", "Play", "play");
    this.loop = tool("loop", "⟳ Cue", "Play a cue again and again");
    this.now = el("span", { class: "now-time", text: "00:00" });
    this.waiting = el("span", { class: "waiting", role: "status" });
    this.speed = el("select", { "aria-label": "Speed", on: { change: () => this.setSpeed(Number(this.speed.value)) } }, ...SPEEDS.map((speed) => el("option", { value: speed, text: `${speed}×` })));
    this.setSpeed(sound.audio.playbackRate);
    this.root = el(
      "div",
      { class: "bar-row", role: "group", "aria-label": "Player" },
      this.play,
      tool("back", "−5 s", "5 seconds back"),
      tool("on", "+5 s", "5 seconds on"),
      el("span", { class: "times" }, this.now, el("span", { text: ` / ${clock(data.duration)}` })),
      tool("again", "↺ 3 s", "Hear the last 3 seconds again"),
      tool("before", "◂ Cue", "Cue before"),
      tool("next", "Cue ▸", "Next cue"),
      this.loop,
      this.speed,
      tool("closer", "⊕", "Look closer at the timeline"),
      tool("wider", "⊖", "Look wider at the timeline"),
      ...parts,
      this.waiting,
      tool("help", "?", "Keys", "keys"),
    );
  }

  setSpeed(speed) {
    this.sound.audio.playbackRate = speed;
    this.speed.value = String(speed);
  }

  // So many steps faster; fewer than none is slower.
  faster(steps) {
    const place = SPEEDS.indexOf(this.sound.audio.playbackRate) + steps;
    this.setSpeed(SPEEDS[Math.min(Math.max(0, place), SPEEDS.length - 1)]);
  }

  tick(ready) {
    const { time, playing, round, waits } = this.sound;
    this.loop.setAttribute("aria-pressed", String(round !== null));
    const says = waits && ready ? "Getting the sound ready…" : "";
    if (this.waiting.textContent !== says) this.waiting.textContent = says;
    const words = clock(time);
    if (this.now.textContent !== words) this.now.textContent = words;
    const label = playing ? "Pause" : "Play";
    if (this.play.title === label) return;
    this.play.title = label;
    this.play.setAttribute("aria-label", label);
    this.play.firstChild.textContent = playing ? "❚❚" : "▶";
  }
}
