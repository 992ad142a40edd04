/* Intake by keyboard, without leaving the page. Everything works without this file. */
(() => {
  "use strict";

  const article = document.querySelector(".intake.reading");

  /* The form of one proposal: Control and Enter accept. */
  document.querySelector(".intake-draft")?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.currentTarget.requestSubmit();
    }
  });
  if (!article) {
    return;
  }

  const proposals = () => [...article.querySelectorAll(".proposal")];
  const chosen = () => article.querySelector(".proposal.chosen");
  const closing = (proposal) => proposal?.closest(".intake-paragraph");

  const choose = (proposal) => {
    chosen()?.classList.remove("chosen");
    article.querySelectorAll(".lit").forEach((piece) => piece.classList.remove("lit"));
    if (!proposal) {
      return;
    }
    proposal.classList.add("chosen");
    proposal.focus({ preventScroll: true });
    proposal.scrollIntoView({ block: "nearest" });
    light(proposal);
  };

  /* The words of the text that the chosen proposal is about. */
  const light = (proposal) => {
    const from = Number(proposal.dataset.start), to = Number(proposal.dataset.end);
    for (const piece of closing(proposal).querySelectorAll(".intake-words .mark, .intake-words .quoted")) {
      const at = place(piece.closest(".intake-words"), piece, 0);
      piece.classList.toggle("lit", at >= from && at < to);
    }
  };

  const step = (by) => {
    const open = proposals().filter((each) => each.classList.contains("open") || each === chosen());
    const at = open.indexOf(chosen());
    choose(open[at < 0 ? (by > 0 ? 0 : open.length - 1) : Math.min(Math.max(at + by, 0), open.length - 1)]);
  };

  /* An act is the form's own, sent in the background; the answer is the page, of which the article is taken. */
  let busy = false;
  const send = async (button) => {
    if (busy) {
      return;
    }
    busy = true;
    article.setAttribute("aria-busy", "true");
    const at = button.closest(".proposal")?.id;
    const order = proposals().map((each) => each.id);
    try {
      const form = article.querySelector("#intake-acts");
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(".intake.reading");
      if (!answer.ok || !fresh) {
        answer.redirected ? location.assign(answer.url) : form.requestSubmit(button);
        return;
      }
      article.replaceChildren(...fresh.childNodes);
      say(page);
      next(order, at);
    } catch {
      location.reload();
    } finally {
      busy = false;
      article.removeAttribute("aria-busy");
    }
  };

  const say = (page) => {
    document.querySelector(".messagelist")?.remove();
    const told = page.querySelector(".messagelist");
    if (told) {
      document.querySelector("#content")?.before(told);
    }
  };

  /* After an act: the next open proposal behind it, else the last one before it. */
  const next = (order, at) => {
    const open = proposals().filter((each) => each.classList.contains("open"));
    const place = (each) => order.indexOf(each.id);
    choose(open.find((each) => place(each) >= order.indexOf(at)) ?? open.at(-1));
  };

  article.addEventListener("click", (event) => {
    const button = event.target.closest("button[name='act']");
    if (button) {
      event.preventDefault();
      send(button);
    } else if (event.target.closest(".proposal") && !event.target.closest("a")) {
      choose(event.target.closest(".proposal"));
    }
  });

  article.addEventListener("focusin", (event) => {
    const proposal = event.target.closest(".proposal");
    if (proposal && proposal !== chosen() && event.target !== proposal) {
      chosen()?.classList.remove("chosen");
      proposal.classList.add("chosen");
      light(proposal);
    }
  });

  /* Where a place of the page stands in the text, counted in code points; the pilcrow is no part of it. */
  const place = (words, node, offset) => {
    const range = document.createRange();
    range.setStart(words.querySelector(".pilcrow").nextSibling ?? words, 0);
    range.setEnd(node, offset);
    return Number(words.dataset.start) + [...range.toString()].length;
  };

  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      return null;
    }
    const range = selection.getRangeAt(0);
    const words = (range.startContainer.parentElement ?? article).closest(".intake-words");
    if (!words || !words.contains(range.endContainer)) {
      return null;
    }
    return { start: place(words, range.startContainer, range.startOffset), end: place(words, range.endContainer, range.endOffset) };
  };

  const cite = () => {
    const passage = selected();
    const query = passage ? `?start=${passage.start}&end=${passage.end}` : "";
    location.assign(article.dataset.cite + query);
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    c: cite,
    A: () => sendPlain(),
    "?": () => { const help = article.querySelector(".intake-help"); help.open = !help.open; },
  };

  const sendPlain = () => {
    const button = closing(chosen())?.querySelector(".accept-all");
    if (button) {
      send(button);
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) {
      return;
    }
    const act = chosen()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (act) {
      event.preventDefault();
      act.click();
    } else if (event.key === "a" && chosen()?.querySelector("[data-key='e']")) {
      event.preventDefault();  /* what asks for a decision is accepted by deciding */
      chosen().querySelector("[data-key='e']").click();
    } else if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });

  /* Begin with the first proposal of the paragraph that the address names. */
  const named = location.hash && document.getElementById(location.hash.slice(1));
  const first = proposals().filter((each) => each.classList.contains("open"));
  choose(first.find((each) => !named || named.compareDocumentPosition(each) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY)) ?? first[0]);
})();
