// The player component: sound, timeline, transcript and marking points in one place, so that a click on any of
// them plays from exactly there without asking Python. Streamlit calls the default export whenever its data may
// have changed; the same call is left alone, so playing never stops because something else on the page did.

const KEYS = [
  ["Space", "Play or pause"],
  ["←  →", "5 seconds back or on"],
  ["n", "Next cue"],
  ["p", "Cue before"],
  ["b", "Hear the last 3 seconds again"],
  ["l", "Play a cue again and again, or go on"],
  [",  .", "Slower or faster"],
  ["+  -", "Look closer or wider at the timeline"],
  ["m", "Mark a moment: once where it begins, once where it ends"],
  ["?", "Show or hide these keys"],
];
const STEP = 5;
const AGAIN = 3;
const BREATH = 0.4; // seconds played on after a cue before it comes again

class Player {
  // `before`: the player of the same call with other data, whose sound goes on as if nothing had happened.
  constructor(parent, data, before) {
    this.data = data;
    this.hiddenKinds = new Set();
    this.party = "";
    const act = {
      cue: (cue) => this.playCue(cue),
      turn: (turn) => this.sound.playFrom(turn.start),
      seek: (time) => this.sound.seek(time),
      shows: (cue) => this.shows(cue),
      showsTurn: (turn) => !this.party || turn.lane === this.party,
      point: (ids) => this.timeline.point(ids),
    };
    this.sound = before ? before.sound : new Sound(data.audio);
    this.sound.onTrouble = (why) => this.trouble(why);
    this.view = before ? before.view : new View(data.duration);
    this.view.onChange = () => this.look();
    this.timeline = new Timeline(data, this.view, act);
    this.overview = new Overview(data, this.view);
    this.transcript = new Transcript(data, act);
    this.points = new Points(data, act);
    this.ribbons = new Ribbons(data, this.view, act);
    this.warning = el("div", { class: "warning", role: "alert", hidden: true });
    this.detail = el("div", { class: "detail", "aria-live": "polite" });
    this.help = this.makeHelp();
    this.moment = new Moment(data, this.sound);
    this.address = new Address(this.sound);
    this.root = el(
      "div",
      { class: "observe" },
      this.warning,
      el("div", { class: "top" }, this.makeBar(), this.timeline.root, this.overview.root),
      this.ribbons.root,
      this.makeFilters(),
      this.detail,
      this.makeTabs(),
      el("div", { class: "panels" }, this.transcript.root, this.points.root),
      this.help,
      this.sound.audio,
    );
    if (before) this.takeOver(before);
    else parent.append(this.root);
    if (!before && data.at !== null) this.sound.seek(data.at);
    this.describe(null);
    this.filter();
    this.sound.onTick = () => this.tick();
    this.onKey = (event) => this.key(event);
    this.onLink = (event) => this.link(event);
    document.addEventListener("keydown", this.onKey);
    document.addEventListener("click", this.onLink, true);
    this.tick();
  }

  takeOver(before) {
    this.party = before.party;
    this.hiddenKinds = before.hiddenKinds;
    this.moment.takeOver(before.moment);
    this.setSpeed(this.sound.audio.playbackRate);
    this.transcript.follow(before.transcript.following);
    if (before.root.classList.contains("show-criteria")) this.showTab("criteria");
    const unit = before.data.unit === this.data.unit && before.points.unit && before.points.unit.id;
    if (this.data.units.some(({ id }) => id === unit)) this.points.show(unit);
    const scrolled = before.transcript.list.scrollTop;
    before.leave();
    before.root.replaceWith(this.root);
    this.transcript.list.scrollTop = scrolled;
  }

  makeBar() {
    const tool = (label, act, words, name) => button({ class: `tool ${name || ""}`, "aria-label": label, title: label }, act, el("span", { "aria-hidden": "true", text: words }));
    this.playButton = tool("Play", () => this.sound.toggle(), "▶", "play");
    this.loopButton = tool("Play a cue again and again", () => this.toggleLoop(), "⟳ Cue", "loop");
    this.waiting = el("span", { class: "waiting", role: "status" });
    this.now = el("span", { class: "now-time", text: "00:00" });
    this.speed = el(
      "select",
      { "aria-label": "Speed", on: { change: () => this.setSpeed(Number(this.speed.value)) } },
      ...SPEEDS.map((speed) => el("option", { value: speed, text: `${speed}×`, selected: speed === 1 })),
    );
    return el(
      "div",
      { class: "bar-row", role: "group", "aria-label": "Player" },
      this.playButton,
      tool(`${STEP} seconds back`, () => this.sound.seek(this.sound.time - STEP), `−${STEP} s`),
      tool(`${STEP} seconds on`, () => this.sound.seek(this.sound.time + STEP), `+${STEP} s`),
      el("span", { class: "times" }, this.now, el("span", { text: ` / ${clock(this.data.duration)}` })),
      tool(`Hear the last ${AGAIN} seconds again`, () => this.hearAgain(), `↺ ${AGAIN} s`),
      tool("Cue before", () => this.step(-1), "◂ Cue"),
      tool("Next cue", () => this.step(1), "Cue ▸"),
      this.loopButton,
      this.speed,
      tool("Look closer at the timeline", () => this.zoom(0.5), "⊕"),
      tool("Look wider at the timeline", () => this.zoom(2), "⊖"),
      this.data.marks ? this.moment.root : null,
      this.address.root,
      this.waiting,
      tool("Keys", () => this.toggleHelp(), "?", "keys"),
    );
  }

  // Each kind heard, with its mark and number: what the marks mean, and a switch for each.
  makeFilters() {
    const kinds = new Map();
    for (const cue of this.data.cues) {
      const kind = kinds.get(cue.kind) || { ...cue, number: 0 };
      kind.number += 1;
      kinds.set(cue.kind, kind);
    }
    this.kinds = [...kinds.values()].sort((one, other) => one.order - other.order);
    this.switches = new Map();
    const groups = this.data.groups
      .map((group) => ({ ...group, kinds: this.kinds.filter((kind) => kind.group === group.id) }))
      .filter((group) => group.kinds.length);
    const row = (group) =>
      el("div", { class: "kinds", role: "group", "aria-label": group.label }, el("span", { class: "group", text: group.label }), ...group.kinds.map((kind) => this.kindSwitch(kind)));
    const first = groups.filter(({ id }) => id !== "service").flatMap(({ kinds: some }) => some);
    const party = el("select", { on: { change: () => this.setParty(party.value) } }, el("option", { value: "", text: "Everyone" }), ...this.data.lanes.map((lane) => el("option", { value: lane.id, text: lane.label })));
    this.counted = el("span", { class: "counted" });
    const tools = [
      el("label", { class: "party" }, el("span", { class: "group", text: "Heard from" }), party),
      button({ class: "plain" }, () => this.setKinds(() => false), el("span", { text: "All cues" })),
      button({ class: "plain" }, () => this.setKinds((kind) => kind.group !== "listening"), el("span", { text: "Listening cues only" })),
      this.counted,
    ];
    const service = groups.filter(({ id }) => id === "service");
    const others = service.map((group) => el("details", { class: "filters" }, el("summary", { text: `${group.label} (${group.kinds.length})` }), row(group)));
    if (!this.kinds.length) return el("p", { class: "empty", text: this.data.hidden || "No cues were heard on this call." });
    if (matchMedia("(max-width: 640px)").matches) for (const { kind, group } of this.kinds) if (group === "service") this.hiddenKinds.add(kind);
    return el("div", { class: "choices" }, el("div", { class: "kinds", role: "group", "aria-label": "Kinds of cue" }, ...first.map((kind) => this.kindSwitch(kind)), ...tools), ...others);
  }

  kindSwitch(kind) {
    const one = button(
      { class: "kind", "aria-pressed": "true" },
      () => {
        if (!this.hiddenKinds.delete(kind.kind)) this.hiddenKinds.add(kind.kind);
        this.filter();
      },
      glyph(kind),
      el("span", { text: `${kind.label} ${kind.number}` }),
    );
    this.switches.set(kind.kind, one);
    return one;
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

  makeHelp() {
    const rows = KEYS.flatMap(([keys, words]) => [el("dt", {}, el("kbd", { text: keys })), el("dd", { text: words })]);
    return el("div", { class: "help", role: "dialog", "aria-label": "Keys", hidden: true }, el("h2", { text: "Keys" }), el("dl", {}, ...rows), button({ class: "plain" }, () => this.toggleHelp(), el("span", { text: "Close" })));
  }

  toggleHelp() {
    this.help.hidden = !this.help.hidden;
  }

  shows(cue) {
    return !this.hiddenKinds.has(cue.kind) && (!this.party || cue.lane === this.party);
  }

  setParty(party) {
    this.party = party;
    this.filter();
  }

  setKinds(hides) {
    this.hiddenKinds = new Set(this.kinds.filter(hides).map(({ kind }) => kind));
    this.filter();
  }

  filter() {
    for (const [kind, one] of this.switches) one.setAttribute("aria-pressed", String(!this.hiddenKinds.has(kind)));
    this.timeline.draw();
    this.transcript.filter();
    this.count();
  }

  count() {
    if (this.counted) this.counted.textContent = `${this.data.cues.filter((cue) => this.shows(cue)).length} of ${this.data.cues.length} shown`;
  }

  zoom(factor) {
    this.view.zoom(factor, this.sound.time);
  }

  // The timeline shows another part of the call.
  look() {
    this.timeline.draw();
    this.overview.draw();
    this.ribbons.draw();
    this.tick();
  }

  playCue(cue) {
    this.transcript.follow(true);
    this.sound.playFrom(cue.start);
    this.describe(cue);
  }

  // Forwards: the first cue after this moment. Back: the cue before the one that is playing now.
  step(direction) {
    const cues = this.data.cues.filter((cue) => this.shows(cue));
    const time = this.sound.time;
    const cue = direction > 0 ? cues.find(({ start }) => start > time + 0.05) : cues.findLast(({ start }) => start < time - 1);
    if (cue) this.playCue(cue);
  }

  hearAgain() {
    this.sound.playFrom(this.sound.time - AGAIN);
  }

  // The cue last chosen, or else the one last heard, goes round until it is let go of or another place is chosen.
  toggleLoop() {
    if (this.sound.round) {
      this.sound.round = null;
      this.tick();
      return;
    }
    const cues = this.data.cues.filter((cue) => this.shows(cue));
    const cue = cues.includes(this.chosen) ? this.chosen : cues.findLast(({ start }) => start <= this.sound.time) || cues[0];
    if (!cue) return;
    this.transcript.follow(true);
    this.sound.goRound(cue.start, cue.end + BREATH);
    this.describe(cue);
  }

  describe(cue) {
    this.chosen = cue;
    this.timeline.select(cue);
    this.count();
    if (!cue) {
      this.detail.replaceChildren(el("span", { class: "hint", text: this.data.cues.length ? "Choose a mark, a quote or a turn to play from there." : "" }));
      return;
    }
    const shown = this.points.naming(cue, "shown");
    const missed = this.points.naming(cue, "opportunity_missed");
    const answers = cue.refersTo
      ? button({ class: "plain" }, () => this.sound.playFrom(cue.refersTo.start), el("span", { text: `Play what it answers: ${cue.refersTo.who}, ${clock(cue.refersTo.start)}` }))
      : null;
    this.detail.replaceChildren(
      glyph(cue),
      el("strong", { text: cue.label }),
      el("span", { class: "time", text: clock(cue.start) }),
      el("q", { dir: "auto", text: cue.quote }),
      el("span", { class: "why", dir: "auto", text: cue.because }),
      ...(shown.length ? [el("span", { class: "why", text: `Evidence for point ${shown.join(", ")}.` })] : []),
      ...(missed.length ? [el("span", { class: "why", text: `A moment to listen to for point ${missed.join(", ")}, missed.` })] : []),
      ...(answers ? [answers] : []),
    );
  }

  setSpeed(speed) {
    this.sound.audio.playbackRate = speed;
    this.speed.value = String(speed);
  }

  faster(steps) {
    const place = SPEEDS.indexOf(this.sound.audio.playbackRate) + steps;
    this.setSpeed(SPEEDS[Math.min(Math.max(0, place), SPEEDS.length - 1)]);
  }

  key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.composedPath()[0];
    if (target.closest && target.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true], [role=dialog]:not(.help)")) return;
    if (event.key === " " && target.closest && target.closest("button, a, summary, input, [role=button]")) return;
    const acts = {
      " ": () => this.sound.toggle(),
      ArrowLeft: () => this.sound.seek(this.sound.time - STEP),
      ArrowRight: () => this.sound.seek(this.sound.time + STEP),
      n: () => this.step(1),
      p: () => this.step(-1),
      b: () => this.hearAgain(),
      l: () => this.toggleLoop(),
      ",": () => this.faster(-1),
      ".": () => this.faster(1),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      "?": () => this.toggleHelp(),
      ...(this.data.marks ? { m: () => this.moment.press() } : {}),
      ...(this.moment.from === null ? {} : { Escape: () => this.moment.cancel() }),
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  // Seconds that the page names elsewhere are links such as “#t=12.5,14.0”; they play here, and Python is not asked.
  link(event) {
    const anchor = event.composedPath().find((node) => node.tagName === "A");
    const [, address, start] = (anchor && /^([^#]*)#t=([\d.]+)/.exec(anchor.getAttribute("href") || "")) || [];
    if (start === undefined || (address && !anchor.href.startsWith(this.sound.audio.src))) return;
    event.preventDefault();
    event.stopPropagation();
    this.transcript.follow(true);
    this.sound.playFrom(Number(start));
  }

  tick() {
    const { time, playing } = this.sound;
    this.moment.tick();
    this.view.tick(time);
    this.overview.tick(time);
    this.timeline.tick(time);
    this.ribbons.tick(time);
    this.transcript.tick(time);
    this.loopButton.setAttribute("aria-pressed", String(this.sound.round !== null));
    const waits = this.sound.waits && this.warning.hidden ? "Getting the sound ready…" : "";
    if (this.waiting.textContent !== waits) this.waiting.textContent = waits;
    const words = clock(time);
    if (this.now.textContent !== words) this.now.textContent = words;
    const label = playing ? "Pause" : "Play";
    if (this.playButton.title !== label) {
      this.playButton.title = label;
      this.playButton.setAttribute("aria-label", label);
      this.playButton.firstChild.textContent = playing ? "❚❚" : "▶";
    }
  }

  trouble(why) {
    const again = () => {
      this.warning.hidden = true;
      this.sound.reload();
    };
    this.warning.replaceChildren(el("span", { text: `${why} The words and cues below can still be read.` }), button({ class: "plain" }, again, el("span", { text: "Try again" })));
    this.warning.hidden = false;
  }

  leave() {
    document.removeEventListener("keydown", this.onKey);
    document.removeEventListener("click", this.onLink, true);
    this.timeline.stop();
    this.transcript.stop();
    this.ribbons.stop();
  }

  stop() {
    this.leave();
    this.sound.stop();
    this.root.remove();
  }
}

const players = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const shown = JSON.stringify(data);
  const before = players.get(parentElement);
  if (!before || before.shown !== shown) {
    const same = before && before.player.data.audio === data.audio ? before.player : null;
    if (before && !same) before.player.stop();
    players.set(parentElement, { shown, player: new Player(parentElement, data, same) });
  }
  players.get(parentElement).player.moment.send = (moment) => setTriggerValue("moment", moment);
  return () => {
    const last = players.get(parentElement);
    if (last) last.player.stop();
    players.delete(parentElement);
  };
}
