// The sound: one native <audio>, sought to the exact moment, the same one twice too.

import { el } from "./dom.js";

export const SPEEDS = [0.75, 1, 1.25, 1.5, 1.75, 2];

export class Sound {
  constructor(address) {
    this.audio = el("audio", { preload: "auto", src: address });
    this.audio.preservesPitch = true;
    this.wanted = null;
    this.round = null; // the stretch that is played again and again
    this.onTick = () => {};
    this.onTrouble = () => {};
    this.audio.addEventListener("loadedmetadata", () => {
      this.seekIfWanted();
      this.onTick();
    });
    this.audio.addEventListener("error", () => this.explain(address));
    for (const type of ["timeupdate", "seeking", "seeked", "pause", "ratechange", "ended"])
      this.audio.addEventListener(type, () => this.tick());
    this.audio.addEventListener("play", () => this.run());
  }

  get time() {
    return this.wanted ?? this.audio.currentTime;
  }

  // Nothing has come yet: the copy for playing is made when a recording is first asked for.
  get waits() {
    return this.audio.readyState < HTMLMediaElement.HAVE_METADATA;
  }

  get playing() {
    return !this.audio.paused;
  }

  // While it plays, tick with the screen: the browser's own "timeupdate" comes only four times a second.
  run() {
    this.tick();
    if (this.playing) this.frame = requestAnimationFrame(() => this.run());
  }

  tick() {
    if (this.round && (this.audio.ended || (this.playing && this.time >= this.round.end))) {
      this.go(this.round.start);
      this.play();
    }
    this.onTick();
  }

  // Going anywhere else ends what goes round.
  seek(time) {
    this.round = null;
    this.go(time);
  }

  goRound(start, end) {
    this.round = { start, end };
    this.go(start);
    this.play();
  }

  go(time) {
    const end = Number.isFinite(this.audio.duration) ? this.audio.duration : Infinity;
    this.wanted = Math.min(Math.max(0, time), end);
    if (this.audio.readyState >= HTMLMediaElement.HAVE_METADATA) this.seekIfWanted();
    this.onTick();
  }

  seekIfWanted() {
    if (this.wanted === null) return;
    this.audio.currentTime = this.wanted;
    this.wanted = null;
  }

  playFrom(time) {
    this.seek(time);
    this.play();
  }

  play() {
    // Refused where the sound is missing; the "error" event has said why by then.
    this.audio.play().catch(() => this.onTick());
  }

  toggle() {
    if (this.playing) this.audio.pause();
    else this.play();
  }

  async explain(address) {
    let why = "";
    try {
      const answer = await fetch(address, { headers: { Range: "bytes=0-0" } });
      if (!answer.ok && (answer.headers.get("content-type") || "").startsWith("text/plain")) why = await answer.text();
    } catch {
      why = "observe does not answer; is it still running?";
    }
    this.onTrouble(why || "The sound of this recording cannot be played.");
  }

  reload() {
    this.audio.load();
  }

  stop() {
    cancelAnimationFrame(this.frame);
    this.audio.pause();
    this.audio.removeAttribute("src");
    this.audio.load();
  }
}
