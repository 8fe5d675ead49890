// Runs once per browser tab. What Streamlit cannot do from Python: the language of the document, Dutch words for its own
// buttons, links that keep the session, and copying a link.
(() => {
  document.documentElement.lang = "nl";
  if (window.kwaliteitInBeeld) return;
  window.kwaliteitInBeeld = true;

  const words = WORDS;
  const names = ["aria-label", "title", "placeholder"];
  const dutchParts = { day: "dag", month: "maand", year: "jaar" };
  const dateParts = /^(day|month|year)(?=, )/; // "day, When was it?": the parts of a date field
  // Without a connection Streamlit tells in English that the server may be down. When the server is there and refuses this
  // person now (a role that ended, signed out elsewhere), its own page says so in Dutch.
  let asking = false;
  const askWhy = () => {
    if (asking) return;
    asking = true;
    fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" })
      .then((answer) => { if (answer.status === 403) location.reload(); })
      .catch(() => {})
      .finally(() => setTimeout(() => { asking = false; }, 5000));
  };
  const translate = (root) => {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const el of [root, ...root.querySelectorAll("*")]) {
      for (const name of names) {
        const value = el.getAttribute && el.getAttribute(name);
        if (value && words[value]) el.setAttribute(name, words[value]);
        else if (value && dateParts.test(value)) el.setAttribute(name, value.replace(dateParts, (part) => dutchParts[part]));
        else if (value && /^Remove /.test(value)) el.setAttribute(name, value.replace("Remove ", "Verwijder "));
        else if (value && /^Help for /.test(value)) el.setAttribute(name, value.replace("Help for ", "Uitleg bij "));
      }
      for (const node of el.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        const text = node.textContent.trim();
        if (text === "Connection error") askWhy();
        if (text && words[text]) node.textContent = node.textContent.replace(text, words[text]);
        else if (/^\d+(\.\d+)?[KMG]B per file/.test(text)) node.textContent = text.replace(" per file", " per bestand");
        else if (/^File must be .* or smaller\.$/.test(text)) node.textContent = text.replace("File must be", "Dit bestand mag hoogstens").replace("or smaller", "zijn");
        else if (/^Help for /.test(text)) node.textContent = text.replace("Help for ", "Uitleg bij ");
        else if (/^Remove /.test(text)) node.textContent = text.replace("Remove ", "Verwijder ");
      }
    }
  };
  // A file is made when it is asked for, by a number that every run of the page gives anew. Who clicks while the page is
  // made anew asks by the old number, in vain. Then the file is asked for once more, by the new one.
  const download = "[data-testid=stDownloadButton]";
  const clicked = new WeakSet(); // buttons that the user clicked and that were not asked again since
  document.addEventListener("click", (event) => {
    const button = event.isTrusted && event.target.closest && event.target.closest(`${download} button`);
    if (button) clicked.add(button);
  }, true);
  const askAgain = (button) => {
    if (document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning") button.click();
    else setTimeout(() => askAgain(button), 100);
  };
  const refused = (node) => {
    const place = node.nodeType === Node.ELEMENT_NODE && node.closest(download);
    const button = place && place.querySelector("[data-testid=stDownloadButtonError]") && place.querySelector("button");
    if (button && clicked.delete(button)) setTimeout(() => askAgain(button), 100); // first it must be whole again
  };

  translate(document.body);
  new MutationObserver((changes) => {
    document.documentElement.lang = "nl";
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else {
        change.addedNodes.forEach(translate);
        change.addedNodes.forEach(refused);
      }
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: names });

  document.addEventListener("click", (event) => {
    const copy = event.target.closest && event.target.closest(".kib-copy");
    if (copy) {
      const url = new URL(location.href);
      const version = copy.dataset.version || copy.getAttribute("value");
      if (version) url.searchParams.set("data", version);
      else url.searchParams.delete("data"); // a link to work in progress belongs to no version of the data
      const status = copy.parentElement.querySelector(".kib-status");
      const fallback = () => {
        status.textContent = "Kopieer deze link: " + url.href;
      };
      if (!navigator.clipboard) return fallback();
      navigator.clipboard.writeText(url.href).then(() => (status.textContent = "Link gekopieerd."), fallback);
      return;
    }
    // A plain link to one of our own pages would load everything anew and lose the session; going there by history does not.
    const link = event.target.closest && event.target.closest("a.kib-link");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  });

  // The form of the dialogue keeps itself while somebody types: Streamlit sends a text only on Ctrl+Enter (an input line: on
  // Enter) or when the field is left. So that key is pressed after a short rest, and now and then during long typing.
  const REST = 600, MOST = 1200; // milliseconds
  const fields = ".st-key-kib_form [data-testid=stTextArea] textarea, .st-key-kib_form [data-testid=stTextInput] input";
  const waiting = new Map();
  const send = (field) => {
    waiting.delete(field);
    const isLong = field.tagName === "TEXTAREA";
    const key = { key: "Enter", code: "Enter", keyCode: 13, ctrlKey: isLong, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", key));
    if (!isLong) field.dispatchEvent(new KeyboardEvent("keypress", { ...key, charCode: 13 }));
  };
  document.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.matches || !field.matches(fields)) return;
    const begun = waiting.get(field) || { at: Date.now(), timer: 0 };
    clearTimeout(begun.timer);
    begun.timer = setTimeout(() => send(field), Math.max(0, Math.min(REST, begun.at + MOST - Date.now())));
    waiting.set(field, begun);
  });
  const leaving = () => {
    for (const [field, begun] of waiting) {
      clearTimeout(begun.timer);
      send(field);
    }
  };
  window.addEventListener("pagehide", leaving);
  document.addEventListener("visibilitychange", () => document.hidden && leaving());
})();
