// The part of the call that the timeline shows: all of a short call, some minutes of a long one.

const WHOLE_UP_TO = 420; // seconds; a longer call begins with its first minutes
const FIRST = 300;
const NEAREST = 10;

export class View {
  constructor(duration) {
    this.duration = duration;
    this.start = 0;
    this.end = duration > WHOLE_UP_TO ? FIRST : duration;
    this.follows = true; // until the reader looks elsewhere
    this.last = 0;
    this.onChange = () => {};
  }

  get length() {
    return this.end - this.start;
  }

  get whole() {
    return this.length >= this.duration - 0.01;
  }

  // From 0 at the left edge of what is shown to 1 at its right.
  at(time) {
    return (time - this.start) / this.length;
  }

  touches(start, end) {
    return end >= this.start && start <= this.end;
  }

  // Puts the line that moves with the sound where it is, or out of sight.
  place(head, time) {
    head.style.left = `${Math.min(1, this.at(time)) * 100}%`;
    head.hidden = !this.touches(time, time);
  }

  show(start, length = this.length) {
    const room = Math.min(this.duration, Math.max(length, Math.min(NEAREST, this.duration)));
    this.start = Math.min(Math.max(0, start), this.duration - room);
    this.end = this.start + room;
    this.onChange();
  }

  // Closer (a factor below 1) or wider, with a moment staying where it is on the screen.
  zoom(factor, time) {
    const fixed = this.touches(time, time) ? time : (this.start + this.end) / 2;
    const length = Math.min(this.duration, Math.max(NEAREST, this.length * factor));
    this.show(fixed - this.at(fixed) * length, length);
  }

  lookElsewhere(start) {
    this.follows = false;
    this.show(start);
  }

  // Turns the page when the sound leaves what is shown; a jump brings a reader back who had looked elsewhere.
  tick(time) {
    if (Math.abs(time - this.last) > 1) this.follows = true;
    this.last = time;
    if (this.follows && !this.touches(time, time)) this.show(time - this.length / 10);
  }
}
