// Streamlit calls this whenever the component's data may have changed. The same call is left alone, so that playing
// never stops because something else on the page did.

import "../style/player.css";
import "../style/timeline.css";
import "../style/overview.css";
import "../style/ribbons.css";
import { Player } from "./player.js";

const players = new WeakMap();

export default function ({ data: { said, ...data }, parentElement, setTriggerValue }) {
  const shown = JSON.stringify(data);
  const before = players.get(parentElement);
  if (!before || before.shown !== shown) {
    const same = before && before.player.data.recording === data.recording ? before.player : null;
    if (before && !same) before.player.stop();
    players.set(parentElement, { shown, player: new Player(parentElement, data, same) });
  }
  parentElement.getRootNode().host.dataset.filled = ""; // the page shows what stands below from now on
  const { player } = players.get(parentElement);
  player.tell = { moment: (moment) => setTriggerValue("moment", moment), judged: (judged) => setTriggerValue("judged", judged) };
  player.detail.say(said || "");
  return () => {
    const last = players.get(parentElement);
    if (last) last.player.stop();
    players.delete(parentElement);
  };
}
