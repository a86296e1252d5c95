import { parse, write } from "/block-text.js";
import { rowWindow } from "/row-window.js";

// The grid's cursor, as in a spreadsheet: moving needs no server as long as the lines are here; what was written goes there
// as a list of cells. Places are counted among the lines that are shown, from 0.
export function attach(root, page) {
  const part = name => root.querySelector(`[data-part=${name}]`);
  const [grid, head, body, view, host, status, place] = ["grid", "head", "body", "window", "editor", "status", "place"].map(part);
  const lines = new Map(); // place -> line number, of what was seen
  let version = "";
  let at = null, anchor = null; // { i, c }: the cursor, and the other corner of what is chosen
  let atLine = null; // the cursor's line, wherever it moves to
  let editor = null, editing = null; // { line, c }: the cell that it is for
  let moved = null, movedTimer = 0;

  const call = (method, ...given) => page.invokeMethodAsync(method, ...given).catch(() => { /* the circuit is gone: its page reloads anyway */ });
  const list = rowWindow({ grid, head, body, view, place }, wanted => call("ViewAsync", wanted));
  const cell = (i, c) => list.row(i)?.querySelector(`:scope > [data-column="${c}"]`) ?? null;
  const columns = () => head.children.length - 1;

  // Cursor
  function block() {
    const other = anchor ?? at;
    return { top: Math.min(at.i, other.i), bottom: Math.max(at.i, other.i), left: Math.min(at.c, other.c), right: Math.max(at.c, other.c) };
  }

  function paint() {
    for (const x of view.querySelectorAll(".active, .chosen")) {
      x.classList.remove("active", "chosen");
      x.removeAttribute("aria-selected");
    }
    const active = at && cell(at.i, at.c);
    if (active) grid.setAttribute("aria-activedescendant", active.id);
    else grid.removeAttribute("aria-activedescendant");
    const words = active ? [active.title || active.textContent].filter(x => x) : [];
    status.textContent = words.join("");
    status.className = status.className.replace(/ ?error/, "") + (active?.classList.contains("error") ? " error" : "");
    if (!at) return;
    active?.classList.add("active");
    active?.setAttribute("aria-selected", "true");
    if (!anchor) return;
    const b = block();
    for (let i = Math.max(b.top, list.first); i <= Math.min(b.bottom, list.last); i++)
      for (let c = b.left; c <= b.right; c++) {
        cell(i, c)?.classList.add("chosen");
        cell(i, c)?.setAttribute("aria-selected", "true");
      }
  }

  function go(i, c, extend) {
    if (list.total === 0) return;
    anchor = extend ? anchor ?? at : null;
    at = { i: Math.max(0, Math.min(list.total - 1, i)), c: Math.max(0, Math.min(columns() - 1, c)) };
    atLine = lines.get(at.i) ?? null;
    list.reveal(at.i, at.c);
    list.arrange();
    paint();
    tell();
  }

  // Whoever looks at a line's details sees those of the line that the cursor is in.
  function tell() {
    clearTimeout(movedTimer);
    if (root.dataset.follow === undefined || atLine === null || atLine === moved) return;
    movedTimer = setTimeout(() => { moved = atLine; call("MovedAsync", atLine); }, 120);
  }

  // Writing
  function put() {
    // By its line: other lines may have come or gone above it.
    const target = view.querySelector(`[data-row="${editing.line}"] > [data-column="${editing.c}"]`);
    editor.style.opacity = target ? 1 : 0;
    if (!target) return;
    const box = target.getBoundingClientRect(), frame = root.getBoundingClientRect();
    editor.style.left = box.left - frame.left - root.clientLeft - 1 + "px";
    editor.style.top = box.top - frame.top - root.clientTop - 1 + "px";
    editor.style.width = Math.min(Math.max(box.width + 2, 160), frame.right - box.left - 8) + "px";
  }

  function edit(text) {
    if (!at) return;
    list.reveal(at.i, at.c);
    const target = cell(at.i, at.c);
    if (!target) return;
    editing = { line: lines.get(at.i), c: at.c };
    editor = document.createElement("textarea");
    editor.className = "editor";
    editor.rows = 1;
    editor.spellcheck = false;
    editor.setAttribute("aria-label", `${head.children[at.c + 1].querySelector(".name").textContent}, ${lines.get(at.i)}`);
    if (target.title) editor.setAttribute("aria-description", target.title);
    editor.value = text ?? target.textContent;
    editor.dataset.before = target.textContent;
    put();
    host.append(editor);
    editor.focus({ preventScroll: true });
    if (text === undefined) editor.select();
    editor.addEventListener("keydown", inEditor);
    editor.addEventListener("blur", () => close(true));
  }

  function close(save) {
    if (!editor) return;
    const closing = editor;
    editor = null;
    const hadFocus = document.activeElement === closing;
    const text = closing.value;
    closing.remove();
    if (hadFocus) grid.focus({ preventScroll: true });
    if (save && text !== closing.dataset.before) send([[text]], editing.line, editing.c);
  }

  function inEditor(e) {
    e.stopPropagation();
    if (e.isComposing) return; // an input method is choosing characters
    if (e.key === "Enter" && e.altKey) {
      e.preventDefault();
      editor.setRangeText("\n", editor.selectionStart, editor.selectionEnd, "end");
    } else if (e.key === "Enter" || e.key === "Tab") {
      e.preventDefault();
      const { i, c } = at, step = e.shiftKey ? -1 : 1;
      close(true);
      if (e.key === "Enter") go(i + step, c);
      else go(i, c + step);
    } else if (e.key === "Escape") {
      e.preventDefault();
      close(false);
    }
  }

  // One row after the other, from a line downward.
  function send(texts, line, c) {
    if (line === undefined) return;
    const from = list.rows().findIndex(x => +x.dataset.row === line);
    // What was written is seen at once, before it is saved.
    const written = from < 0 ? [] : texts.flatMap((cells, below) => cells.map((text, n) => [cell(list.first + from + below, c + n), text])).filter(([target]) => target);
    for (const [target, text] of written) target.dataset.written = text;
    call("ChangeAsync", texts.flatMap((cells, below) => cells.map((text, n) => ({ line, below, column: c + n, text }))))
      .then(() => { for (const [target] of written) delete target.dataset.written; });
  }

  function fill(text) {
    const b = block();
    send(Array.from({ length: b.bottom - b.top + 1 }, () => Array(b.right - b.left + 1).fill(text)), lines.get(b.top), b.left);
  }

  // Ctrl+D: what the first row of the block says, in all of them.
  function fillDown() {
    const b = block();
    if (b.top === b.bottom || !list.has(b.top)) return;
    const said = Array.from({ length: b.right - b.left + 1 }, (_, n) => cell(b.top, b.left + n).textContent);
    send(Array.from({ length: b.bottom - b.top + 1 }, () => said), lines.get(b.top), b.left);
  }

  function onPaste(e) {
    if (editor || !at) return;
    e.preventDefault();
    const pasted = parse(e.clipboardData.getData("text/plain"));
    if (pasted.length === 0) return;
    // One value fills all that is chosen.
    if (pasted.length === 1 && pasted[0].length === 1) { fill(pasted[0][0]); return; }
    const { top: i, left: c } = block();
    send(pasted, lines.get(i), c);
    at = { i, c };
    atLine = lines.get(i) ?? null;
    anchor = { i: Math.min(i + pasted.length, list.total) - 1, c: Math.min(c + Math.max(...pasted.map(x => x.length)), columns()) - 1 };
    paint();
  }

  function onCopy(e) {
    if (editor || !at) return;
    e.preventDefault();
    const b = block(), width = b.right - b.left + 1;
    if (list.has(b.top) && list.has(b.bottom)) {
      const cells = [];
      for (let i = b.top; i <= b.bottom; i++) cells.push(Array.from({ length: width }, (_, n) => cell(i, b.left + n)?.textContent ?? ""));
      e.clipboardData.setData("text/plain", write(cells));
    } else {
      call("CopyAsync", b.top, b.bottom - b.top + 1, b.left, width).then(cells => { if (cells) navigator.clipboard.writeText(write(cells)); });
    }
  }

  function onKey(e) {
    if (editor) return;
    // Other lines may have been shown since the grid got the focus.
    if (!at) onFocus();
    if (!at) return;
    const control = e.ctrlKey || e.metaKey, jump = list.page();
    const move = {
      ArrowDown: () => [control ? list.total - 1 : at.i + 1, at.c], ArrowUp: () => [control ? 0 : at.i - 1, at.c],
      ArrowRight: () => [at.i, control ? columns() - 1 : at.c + 1], ArrowLeft: () => [at.i, control ? 0 : at.c - 1],
      PageDown: () => [at.i + jump, at.c], PageUp: () => [at.i - jump, at.c],
      Home: () => [control ? 0 : at.i, 0], End: () => [control ? list.total - 1 : at.i, columns() - 1],
    }[e.key];
    const key = e.key.toLowerCase();
    if (move) go(...move(), e.shiftKey);
    else if (e.key === "Enter" && control) { if (atLine !== null) call("OpenAsync", atLine); }
    else if (e.key === "Enter" || e.key === "F2") edit();
    else if (e.key === "Escape") { anchor = null; paint(); }
    else if (e.key === "Delete" && control) { const b = block(); call("LeaveOutAsync", b.top, b.bottom - b.top + 1); }
    else if (e.key === "Delete" || e.key === "Backspace") fill("");
    else if (control && key === "z" && !e.shiftKey) call("UndoAsync");
    else if (control && key === "d") fillDown();
    else if (!control && !e.altKey && e.key.length === 1) edit(e.key);
    // An input method begins with the empty editor.
    else if (!control && !e.altKey && e.key === "Process") { edit(""); return; }
    else return;
    e.preventDefault();
  }

  // Mouse
  function hit(e) {
    const found = e.target.closest?.("[data-column]");
    return found && view.contains(found) ? { i: list.first + list.rows().indexOf(found.parentElement), c: +found.dataset.column } : null;
  }

  let dragging = false;
  function onDown(e) {
    const to = hit(e);
    if (!to || e.button !== 0) return;
    close(true);
    if (e.shiftKey && at) e.preventDefault();
    go(to.i, to.c, e.shiftKey && at !== null);
    dragging = true;
  }

  function onOver(e) {
    const to = dragging && e.buttons === 1 ? hit(e) : null;
    if (to && (to.i !== at.i || to.c !== at.c)) go(to.i, to.c, true);
  }

  const onUp = () => { dragging = false; };
  const onDouble = e => { if (hit(e)) edit(); };
  const onFocus = () => { if (!at) go(list.firstInView(), 0); };
  let frame = 0;
  const onScroll = () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => { list.take(); list.arrange(); if (editor) put(); });
  };

  // What is shown was rendered anew: the cursor stays in its line.
  function rendered() {
    const shown = view.dataset;
    let isOther = false;
    if (shown.version !== version) {
      lines.clear();
      // Other lines are shown: from the beginning, unless the cursor's is among them.
      isOther = version.slice(version.indexOf(" ")) !== shown.version.slice(shown.version.indexOf(" "));
      version = shown.version;
    }
    list.take();
    list.rows().forEach((x, n) => lines.set(list.first + n, +x.dataset.row));
    if (at) {
      const found = atLine === null ? -1 : list.rows().findIndex(x => +x.dataset.row === atLine);
      if (found >= 0) at = { i: list.first + found, c: at.c };
      else if (isOther) [at, atLine] = [null, null];
      else if (at.i >= list.total) at = list.total > 0 ? { i: list.total - 1, c: at.c } : null;
      if (at) atLine = lines.get(at.i) ?? atLine;
    }
    if (isOther) {
      anchor = null;
      grid.scrollTop = 0;
      if (at) list.reveal(at.i, at.c);
    }
    list.arrange();
    paint();
    if (editor) put();
    tell();
    changes.takeRecords();
  }

  // At once, before any key meets rows that it does not know.
  const changes = new MutationObserver(rendered);

  const events = { keydown: onKey, paste: onPaste, copy: onCopy, mousedown: onDown, mouseover: onOver, dblclick: onDouble, focus: onFocus, scroll: onScroll };
  for (const [name, handle] of Object.entries(events)) grid.addEventListener(name, handle);
  addEventListener("mouseup", onUp);
  const resized = new ResizeObserver(() => { list.arrange(); if (editor) put(); });
  resized.observe(grid);
  version = view.dataset.version;
  changes.observe(view, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: ["class", "title", "data-first", "data-total", "data-version"] });
  rendered();
  if (document.activeElement === grid) onFocus();

  return {
    // Goes to a cell; on a phone, where lines are corrected in a form, to that.
    show(i, c) {
      if (!grid.offsetParent) {
        const panel = root.parentElement.querySelector("aside");
        panel?.focus({ preventScroll: true });
        panel?.scrollIntoView({ block: "start" });
        return;
      }
      at = null;
      go(i, Math.max(c, 0), false);
      list.centre(i);
      list.arrange();
      paint();
      grid.focus({ preventScroll: true });
    },
    focus: () => grid.focus({ preventScroll: true }),
    detach() {
      for (const [name, handle] of Object.entries(events)) grid.removeEventListener(name, handle);
      removeEventListener("mouseup", onUp);
      resized.disconnect();
      changes.disconnect();
      clearTimeout(movedTimer);
    },
  };
}
