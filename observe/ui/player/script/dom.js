// Small helpers for making elements. Text from a call only ever becomes text: nothing here reads mark-up.

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "text") node.textContent = value;
    else if (name === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

// A button that gives the focus back after a click, so that the space bar goes on to play and pause.
// Activated from the keyboard (detail is 0) it keeps the focus, as a button should.
export function button(options, act, ...children) {
  return el(
    "button",
    {
      type: "button",
      ...options,
      on: {
        click: (event) => {
          act(event);
          if (event.detail > 0) event.currentTarget.blur();
        },
      },
    },
    ...children,
  );
}

const SHAPES = {
  circle: ["circle", { cx: 12, cy: 12, r: 11 }],
  square: ["rect", { x: 1.5, y: 1.5, width: 21, height: 21, rx: 3 }],
  diamond: ["path", { d: "M12 0.5 23.5 12 12 23.5 0.5 12Z" }],
  hexagon: ["path", { d: "M6 1.5h12l5.5 10.5-5.5 10.5H6L.5 12Z" }],
  flag: ["path", { d: "M12 -1.5 23.5 8.5V23H.5V8.5Z" }], // a house's outline: a warning triangle with room for letters
};

// A cue's mark: shape, colour and letters, so that none of them carries the meaning alone.
export function glyph(cue) {
  const [tag, attributes] = SHAPES[cue.shape] || SHAPES.square;
  const letters = svg("text", {
    x: 12,
    y: cue.shape === "flag" ? 19 : 16.2,
    "text-anchor": "middle",
    class: cue.letters.length > 1 ? "two" : "one",
  });
  letters.textContent = cue.letters;
  return svg(
    "svg",
    { viewBox: "0 0 24 24", class: `glyph ${cue.group}`, "aria-hidden": "true" },
    svg(tag, { ...attributes, fill: cue.colour, class: "shape" }),
    letters,
  );
}

// What a lane is coloured by: the two parties each have a colour, all other voices share one.
export function partyOf(lane) {
  return lane === "agent" || lane === "customer" ? lane : "other";
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`;
}

// The place of the last item whose start is not after the time; -1 before the first.
export function lastStarted(items, time) {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].start <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
