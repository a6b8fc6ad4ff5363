// The waveform: the sound of each party in a lane of its own, drawn by wavesurfer.js from levels that were taken
// before, so that nothing is decoded here. Stretches of the call (the cue chosen, what goes round, the moment being
// marked) are its regions.

import WaveSurfer from "wavesurfer.js";
import Regions from "wavesurfer.js/dist/plugins/regions.js";
import { el, partyOf } from "./dom.js";

export const LANE = 36; // pixels

export class Waveform {
  constructor(data, sound) {
    this.data = data;
    this.sound = sound;
    this.levels = data.lanes.map(() => new Float32Array(1));
    this.wanted = new Map(); // stretches by name
    this.drawn = new Map();
    this.root = el("div", { class: "waveform", "aria-hidden": "true" });
    this.dark = matchMedia("(prefers-color-scheme: dark)");
    this.onDark = () => this.surfer && this.surfer.setOptions({ splitChannels: this.channels() });
    this.dark.addEventListener("change", this.onDark);
  }

  get height() {
    return LANE * this.data.lanes.length;
  }

  // What was heard in each lane: a party's own channel, or else all that was heard while the party spoke.
  async load() {
    const answer = await fetch(this.data.levels.address).catch(() => null);
    if (!answer || !answer.ok) return; // the player's own trouble with the sound says why
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const number = (bytes.length - 1) / bytes[0];
    const channels = Array.from({ length: bytes[0] }, (_, place) => bytes.subarray(1 + place * number, 1 + (place + 1) * number));
    this.levels = this.data.lanes.map((lane) => this.levelsOf(lane, channels));
    // The address is the sound's own, so that the sound itself is left as it is.
    if (this.surfer) this.surfer.load(this.sound.audio.src, this.levels, this.data.duration).catch(() => {});
  }

  levelsOf({ id, channel }, channels) {
    const found = new Float32Array(channels[0].length);
    const take = (from, start, end) => {
      for (let place = start; place < Math.min(end, found.length); place += 1) found[place] = Math.max(found[place], from[place] / 255);
    };
    if (channel !== null && channels[channel]) take(channels[channel], 0, found.length);
    else
      for (const turn of this.data.turns.filter(({ lane }) => lane === id))
        for (const each of channels) take(each, Math.floor(turn.start * this.data.levels.perSecond), Math.ceil(turn.end * this.data.levels.perSecond));
    return found;
  }

  // Shows the part of the call that the view shows; made when there is first room for it.
  draw(view, width) {
    const minPxPerSec = width / view.length;
    if (!this.surfer) this.create(minPxPerSec);
    else if (minPxPerSec !== this.surfer.options.minPxPerSec) this.surfer.setOptions({ minPxPerSec });
    this.surfer.setScrollTime(view.start);
  }

  create(minPxPerSec) {
    this.regions = Regions.create();
    this.surfer = WaveSurfer.create({
      container: this.root,
      media: this.sound.audio,
      peaks: this.levels,
      duration: this.data.duration,
      splitChannels: this.channels(),
      plugins: [this.regions],
      minPxPerSec,
      barWidth: 2,
      barGap: 1,
      cursorWidth: 0,
      interact: false,
      autoScroll: false,
      hideScrollbar: true,
    });
    this.surfer.once("ready", () => this.mark());
  }

  // What has been played is nearer to the colour of text: darker on a light page, lighter on a dark one.
  channels() {
    const style = getComputedStyle(this.root);
    return this.data.lanes.map(({ id }) => {
      const colour = style.getPropertyValue(`--${partyOf(id)}`).trim();
      return { height: LANE, waveColor: colour, progressColor: `color-mix(in srgb, ${colour} 45%, ${style.color})` };
    });
  }

  // One stretch of each name; null takes it away.
  stretch(name, wanted) {
    const before = this.wanted.get(name);
    if (wanted === before || (wanted && before && wanted.start === before.start && wanted.end === before.end)) return;
    if (wanted) this.wanted.set(name, wanted);
    else this.wanted.delete(name);
    this.mark();
  }

  mark() {
    if (!this.surfer || !this.surfer.getDecodedData()) return;
    for (const [name, region] of this.drawn)
      if (!this.wanted.has(name)) {
        region.remove();
        this.drawn.delete(name);
      }
    for (const [name, { start, end, lane }] of this.wanted) {
      const channelIdx = this.data.lanes.findIndex(({ id }) => id === lane);
      const region = this.drawn.get(name);
      if (region && region.channelIdx === channelIdx) region.setOptions({ start, end });
      else {
        if (region) region.remove();
        this.drawn.set(name, this.regions.addRegion({ id: name, start, end, channelIdx, drag: false, resize: false, color: "transparent" }));
      }
    }
  }

  stop() {
    this.dark.removeEventListener("change", this.onDark);
    if (this.surfer) this.surfer.destroy();
  }
}
