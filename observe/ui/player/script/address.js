// The address of this moment of the call, to send to somebody or to keep with one's notes.

import { button, clock, el } from "./dom.js";

export class Address {
  constructor(sound) {
    this.sound = sound;
    this.said = el("span", { class: "copied", role: "status" });
    this.root = el("span", { class: "address" }, button({ class: "tool", title: "Copy a link to this moment" }, () => this.copy(), el("span", { text: "Copy link" })), this.said);
  }

  async copy() {
    const address = new URL(location.href);
    address.searchParams.set("t", this.sound.time.toFixed(1));
    try {
      await navigator.clipboard.writeText(address.href);
      this.said.replaceChildren(`Copied: this call at ${clock(this.sound.time)}`);
    } catch {
      // Browsers lend the clipboard only to pages of this computer or over https: the address is then there to copy.
      const box = el("input", { readonly: true, "aria-label": "Link to this moment", value: address.href, size: 30 });
      this.said.replaceChildren(box);
      box.select();
    }
  }
}
