// The player of one call: sound, timeline, transcript and marking points in one place, so that a click on any of
// them plays from exactly there without asking Python.

import { Address } from "./address.js";
import { Bar } from "./bar.js";
import { Detail } from "./detail.js";
import { button, el } from "./dom.js";
import { Filters } from "./filters.js";
import { Keys } from "./keys.js";
import { Moment } from "./moment.js";
import { Overview } from "./overview.js";
import { Points } from "./points.js";
import { Ribbons } from "./ribbons.js";
import { Sound } from "./sound.js";
import { Timeline } from "./timeline.js";
import { Transcript } from "./transcript.js";
import { View } from "./view.js";
import { Waveform } from "./waveform.js";

const STEP = 5; // seconds
const AGAIN = 3;
const BREATH = 0.4; // seconds played on after a cue before it comes again

export class Player {
  // `before`: the player of the same call with other data, whose sound goes on as if nothing had happened.
  constructor(parent, data, before) {
    this.data = data;
    this.sound = before ? before.sound : new Sound(data.audio);
    this.sound.onTrouble = (why) => this.trouble(why);
    this.view = before ? before.view : new View(data.duration);
    this.view.onChange = () => this.look();
    this.tell = { moment: () => {}, judged: () => {} };
    this.make(this.acts(), this.commands());
    if (before) this.takeOver(before);
    else parent.append(this.root);
    if (!before && data.at !== null) this.sound.seek(data.at);
    this.filter();
    this.sound.onTick = () => this.tick();
    this.onLink = (event) => this.link(event);
    document.addEventListener("click", this.onLink, true);
    this.waveform.load();
    this.tick();
  }

  make(act, commands) {
    const { data, sound, view } = this;
    this.filters = new Filters(data, () => this.filter());
    this.waveform = new Waveform(data, sound);
    this.timeline = new Timeline(data, view, this.waveform, act);
    this.overview = new Overview(data, view);
    this.transcript = new Transcript(data, act);
    this.points = new Points(data, act);
    this.ribbons = new Ribbons(data, view, act);
    this.detail = new Detail(data, this.points, act);
    this.moment = new Moment(sound, this.waveform);
    this.moment.send = (moment) => this.tell.moment(moment);
    this.keys = new Keys(commands);
    this.bar = new Bar(data, sound, commands, data.marks ? this.moment.root : null, new Address(sound).root);
    this.warning = el("div", { class: "warning", role: "alert", hidden: true });
    this.root = el(
      "div",
      { class: "observe" },
      this.warning,
      el("div", { class: "top" }, this.bar.root, this.timeline.root, this.overview.root),
      this.ribbons.root,
      this.filters.root,
      this.detail.root,
      this.makeTabs(),
      el("div", { class: "panels" }, this.transcript.root, this.points.root),
      this.keys.root,
      sound.audio,
    );
  }

  // What the parts ask for.
  acts() {
    return {
      cue: (cue) => this.playCue(cue),
      turn: (turn) => this.sound.playFrom(turn.start),
      seek: (time) => this.sound.seek(time),
      shows: (cue) => this.filters.shows(cue),
      showsTurn: (turn) => this.filters.showsTurn(turn),
      point: (ids) => this.timeline.point(ids),
      judge: (verdict, cue) => this.judge(verdict, cue),
    };
  }

  // What buttons and keys do, by name.
  commands() {
    const by = (seconds) => () => this.sound.seek(this.sound.time + seconds);
    const marking = { mark: () => this.moment.press(), cancel: () => (this.moment.from === null ? false : this.moment.cancel()) };
    const judging = { accept: () => this.judge("accept"), strike: () => this.judge("strike") };
    return {
      toggle: () => this.sound.toggle(),
      back: by(-STEP),
      on: by(STEP),
      next: () => this.step(1),
      before: () => this.step(-1),
      again: () => this.sound.playFrom(this.sound.time - AGAIN),
      loop: () => this.toggleLoop(),
      slower: () => this.bar.faster(-1),
      faster: () => this.bar.faster(1),
      closer: () => this.view.zoom(0.5, this.sound.time),
      wider: () => this.view.zoom(2, this.sound.time),
      help: () => this.keys.toggle(),
      ...(this.data.marks ? marking : {}),
      ...(this.data.judges ? judging : {}),
    };
  }

  takeOver(before) {
    this.filters.takeOver(before.filters);
    this.moment.takeOver(before.moment);
    this.transcript.follow(before.transcript.following);
    if (before.root.classList.contains("show-criteria")) this.showTab("criteria");
    const unit = before.data.unit === this.data.unit && before.points.unit && before.points.unit.id;
    if (this.data.units.some(({ id }) => id === unit)) this.points.show(unit);
    const scrolled = before.transcript.list.scrollTop;
    before.leave();
    before.root.replaceWith(this.root);
    this.transcript.list.scrollTop = scrolled;
    this.describe(this.data.cues.find(({ id }) => before.detail.cue && id === before.detail.cue.id) || null);
  }

  makeTabs() {
    const tab = (name, words) => button({ class: "tab", "aria-pressed": String(name === "transcript") }, () => this.showTab(name), el("span", { text: words }));
    this.tabs = { transcript: tab("transcript", "Transcript"), criteria: tab("criteria", "Marking points") };
    return el("div", { class: "tabs", role: "group", "aria-label": "Show below" }, this.tabs.transcript, this.tabs.criteria);
  }

  showTab(name) {
    this.root.classList.toggle("show-criteria", name === "criteria");
    for (const [other, tab] of Object.entries(this.tabs)) tab.setAttribute("aria-pressed", String(other === name));
  }

  filter() {
    this.timeline.draw();
    this.transcript.filter();
  }

  // The timeline shows another part of the call.
  look() {
    this.timeline.draw();
    this.overview.draw();
    this.ribbons.draw();
    this.tick();
  }

  describe(cue) {
    this.detail.describe(cue);
    this.timeline.select(cue);
  }

  playCue(cue) {
    this.transcript.follow(true);
    this.sound.playFrom(cue.start);
    this.describe(cue);
  }

  // Forwards: the first cue after this moment. Back: the cue before the one that is playing now.
  step(direction) {
    const cues = this.data.cues.filter((cue) => this.filters.shows(cue));
    const time = this.sound.time;
    const cue = direction > 0 ? cues.find(({ start }) => start > time + 0.05) : cues.findLast(({ start }) => start < time - 1);
    if (cue) this.playCue(cue);
  }

  // The cue last chosen, or else the one last heard.
  get current() {
    const cues = this.data.cues.filter((cue) => this.filters.shows(cue));
    const { cue } = this.detail;
    return cues.includes(cue) ? cue : cues.findLast(({ start }) => start <= this.sound.time) || cues[0];
  }

  // A cue goes round until it is let go of or another place is chosen.
  toggleLoop() {
    const cue = this.current;
    if (this.sound.round) {
      this.sound.round = null;
      this.tick();
    } else if (cue) {
      this.transcript.follow(true);
      this.sound.goRound(cue.start, cue.end + BREATH);
      this.describe(cue);
    }
  }

  judge(verdict, cue = this.current) {
    if (!cue) return;
    this.describe(cue);
    this.tell.judged({ cue: cue.id, verdict });
  }

  // Seconds that the page names elsewhere are links such as “#t=12.5,14.0”; they play here, and Python is not asked.
  link(event) {
    const anchor = event.composedPath().find((node) => node.tagName === "A");
    const [, address, start] = (anchor && /^([^#]*)#t=([\d.]+)/.exec(anchor.getAttribute("href") || "")) || [];
    if (start === undefined || (address && address !== this.data.audio)) return;
    event.preventDefault();
    event.stopPropagation();
    this.transcript.follow(true);
    this.sound.playFrom(Number(start));
  }

  tick() {
    const { time } = this.sound;
    this.moment.tick();
    this.view.tick(time);
    for (const part of [this.overview, this.timeline, this.ribbons, this.transcript]) part.tick(time);
    this.bar.tick(this.warning.hidden);
  }

  trouble(why) {
    const again = () => {
      this.warning.hidden = true;
      this.sound.reload();
      this.waveform.load();
    };
    this.warning.replaceChildren(el("span", { text: `${why} The words and cues below can still be read.` }), button({ class: "plain" }, again, el("span", { text: "Try again" })));
    this.warning.hidden = false;
  }

  leave() {
    document.removeEventListener("click", this.onLink, true);
    for (const part of [this.keys, this.timeline, this.transcript, this.ribbons]) part.stop();
  }

  stop() {
    this.leave();
    this.sound.stop();
    this.root.remove();
  }
}
