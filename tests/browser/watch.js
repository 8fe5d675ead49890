// Runs in every tab before anything else, and keeps account of the runs of the script that the page asks its server for.
// Streamlit itself shows in the page only that a run goes on, and that not before the server has answered.
(() => {
  const RUN = 11; // field of a message to the server: run the script
  const BEGUN = 4, ENDED = 6; // fields of a message to the browser: a run begins, a run ended
  const FOR_ANOTHER = 2; // a run that ended early, for the next one
  const DRAWN = 50; // milliseconds: longer than Streamlit holds elements back to draw them together

  // The fields of a protobuf message: number -> value of a number, true for anything longer.
  const fields = (data) => {
    const bytes = new Uint8Array(data.buffer || data);
    const found = new Map();
    let at = 0;
    const number = () => {
      let value = 0, shift = 1;
      while (bytes[at] > 127) {
        value += (bytes[at++] - 128) * shift;
        shift *= 128;
      }
      return value + bytes[at++] * shift;
    };
    while (at < bytes.length) {
      const tag = number(), isLong = tag % 8 === 2, value = number();
      if (isLong) at += value;
      found.set(Math.floor(tag / 8), isLong || value);
    }
    return found;
  };

  let asked = 0, begun = false, waits = false;
  window.kibAsked = () => asked; // how many runs this page has asked for
  window.kibWaits = () => waits; // whether the last one has yet to end, or to be drawn
  window.WebSocket = class extends WebSocket {
    constructor(...parts) {
      super(...parts);
      this.addEventListener("message", ({ data }) => {
        const message = fields(data);
        if (message.has(BEGUN)) begun = true;
        if (!begun || !message.has(ENDED) || message.get(ENDED) === FOR_ANOTHER) return;
        const last = asked;
        setTimeout(() => requestIdleCallback(() => { if (last === asked) waits = false; }), DRAWN);
      });
    }
    send(data) {
      if (fields(data).has(RUN)) {
        asked += 1;
        waits = true;
        begun = false;
      }
      super.send(data);
    }
  };
})();
