// Runs once per browser tab. What Streamlit cannot do from Python: the language of the document, Dutch words for its own
// buttons, links that keep the session, and copying a link.
(() => {
  document.documentElement.lang = "nl";
  if (window.kwaliteitInBeeld) return;
  window.kwaliteitInBeeld = true;

  const words = WORDS;
  const names = ["aria-label", "title", "placeholder"];
  const translate = (root) => {
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    for (const el of [root, ...root.querySelectorAll("*")]) {
      for (const name of names) {
        const value = el.getAttribute && el.getAttribute(name);
        if (value && words[value]) el.setAttribute(name, words[value]);
        else if (value && /^Help for /.test(value)) el.setAttribute(name, value.replace("Help for ", "Uitleg bij "));
      }
      for (const node of el.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE) continue;
        const text = node.textContent.trim();
        if (text && words[text]) node.textContent = node.textContent.replace(text, words[text]);
        else if (/^\d+(\.\d+)?[KMG]B per file/.test(text)) node.textContent = text.replace(" per file", " per bestand");
        else if (/^Help for /.test(text)) node.textContent = text.replace("Help for ", "Uitleg bij ");
        else if (/^Remove /.test(text)) node.textContent = text.replace("Remove ", "Verwijder ");
      }
    }
  };
  translate(document.body);
  new MutationObserver((changes) => {
    document.documentElement.lang = "nl";
    for (const change of changes) {
      if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(translate);
    }
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: names });

  document.addEventListener("click", (event) => {
    const copy = event.target.closest && event.target.closest(".kib-copy");
    if (copy) {
      const url = new URL(location.href);
      url.searchParams.set("data", copy.dataset.version || copy.getAttribute("value") || "");
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
})();
