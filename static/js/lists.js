/* Optional: when a filter replaces a list, keep what was open, where the reader was, and say what is shown now. */
(() => {
  "use strict";

  /* A region that is there before its text changes, as screen readers ask: the list itself is replaced whole. */
  const region = () => {
    const found = document.querySelector("[data-announcer]");
    if (found) return found;
    const made = document.createElement("p");
    made.className = "visually-hidden";
    made.dataset.announcer = "";
    made.setAttribute("aria-live", "polite");
    document.body.append(made);
    return made;
  };
  document.addEventListener("DOMContentLoaded", region);

  const nameOf = (details) => details.querySelector("[aria-labelledby]")?.getAttribute("aria-labelledby") ?? "";
  const foldsIn = (list) => [...list.querySelectorAll("details")].map((details) => [details.className + nameOf(details), details]);

  let before = null;
  document.addEventListener("htmx:beforeSwap", ({ detail: { target } }) => {
    before = target.matches?.(".browse") && {
      open: new Set(foldsIn(target).filter(([, details]) => details.open).map(([name]) => name)),
      focused: target.contains(document.activeElement) ? document.activeElement.id : null,
    };
  });
  document.addEventListener("htmx:afterSwap", () => {
    const list = document.querySelector(".browse");
    if (!before || !list) return;
    for (const [name, details] of foldsIn(list)) {
      if (before.open.has(name)) details.open = true;
    }
    const sentence = list.querySelector("[role='status']");
    if (before.focused !== null) {
      const link = before.focused ? document.getElementById(before.focused) : null;
      if (link?.checkVisibility()) link.focus();
      else if (sentence) {
        sentence.tabIndex = -1;
        sentence.focus();
      }
    }
    region().textContent = sentence?.textContent ?? "";
    before = null;
  });
})();
