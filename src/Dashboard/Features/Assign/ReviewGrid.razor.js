// The cursor of the grid, as in a spreadsheet: moving and writing need no server; what was written goes there as a list of cells.
export function attach(root, page) {
  const host = root.querySelector("[data-part=editor]");
  const status = root.parentElement.querySelector("[data-part=status]");
  let at = null; // { line, column }: where the cursor is
  let anchor = null; // the other corner of what is chosen
  let editor = null;
  let turned = 0;

  const rows = () => [...root.querySelectorAll("[data-row]")];
  const columns = () => root.querySelectorAll(".sheet-head [role=columnheader]").length - 1;
  const indexOf = line => rows().findIndex(x => +x.dataset.row === line);
  const cell = (row, column) => rows()[row]?.querySelector(`[data-column="${column}"]`);
  const place = target => {
    const found = target.closest?.("[data-column]");
    return found ? { line: +found.closest("[data-row]").dataset.row, column: +found.dataset.column } : null;
  };
  const call = (method, ...given) => page.invokeMethodAsync(method, ...given).catch(() => { /* the circuit is gone: its page reloads anyway */ });

  function block() {
    const [a, b] = [indexOf(at.line), indexOf((anchor ?? at).line)];
    const [c, d] = [at.column, (anchor ?? at).column];
    return { top: Math.min(a, b), bottom: Math.max(a, b), left: Math.min(c, d), right: Math.max(c, d) };
  }

  function paint() {
    root.querySelectorAll(".active, .chosen").forEach(x => x.classList.remove("active", "chosen"));
    if (!at || indexOf(at.line) < 0) { root.removeAttribute("aria-activedescendant"); status.textContent = ""; return; }
    const { top, bottom, left, right } = block();
    if (top !== bottom || left !== right) {
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) cell(r, c)?.classList.add("chosen");
    }
    const active = cell(indexOf(at.line), at.column);
    active?.classList.add("active");
    if (active) root.setAttribute("aria-activedescendant", active.id);
    status.textContent = active ? [active.textContent, active.title].filter(x => x).join(" — ") : "";
  }

  function go(row, column, extend) {
    const all = rows();
    if (all.length === 0) return;
    if (row >= all.length || row < 0) {
      if (extend) return;
      turned = row < 0 ? -1 : 1;
      call("TurnAsync", turned);
      return;
    }
    const to = { line: +all[row].dataset.row, column: Math.max(0, Math.min(columns() - 1, column)) };
    anchor = extend ? anchor ?? at : null;
    at = to;
    paint();
    reveal(cell(row, to.column));
  }

  // The header and the line numbers stay in place: what they cover is not seen.
  function reveal(target) {
    if (!target) return;
    const box = target.getBoundingClientRect(), view = root.getBoundingClientRect();
    if (box.top < view.top + 40) root.scrollTop -= view.top + 40 - box.top;
    else if (box.bottom > view.top + root.clientHeight) root.scrollTop += box.bottom - view.top - root.clientHeight;
    if (box.left < view.left + 72) root.scrollLeft -= view.left + 72 - box.left;
    else if (box.right > view.left + root.clientWidth) root.scrollLeft += box.right - view.left - root.clientWidth;
  }

  function edit(text) {
    const target = at && cell(indexOf(at.line), at.column);
    if (!target) return;
    reveal(target);
    editor = document.createElement("input");
    editor.className = "editor";
    editor.setAttribute("aria-label", `${root.querySelectorAll(".sheet-head .name")[at.column]?.textContent ?? ""} ${at.line}`);
    editor.value = text ?? target.textContent;
    // A line break can't be shown here: a cell that is only looked at keeps it.
    editor.dataset.before = text === undefined ? editor.value : target.textContent;
    editor.style.left = target.offsetLeft + "px";
    editor.style.top = target.parentElement.offsetTop - 1 + "px";
    editor.style.width = target.offsetWidth + "px";
    host.append(editor);
    editor.focus();
    if (text === undefined) editor.select();
    editor.addEventListener("keydown", inEditor);
    editor.addEventListener("blur", () => close(true));
  }

  function close(save) {
    if (!editor) return;
    const closing = editor;
    editor = null;
    const text = closing.value;
    closing.remove();
    if (save && text !== closing.dataset.before) write([{ line: at.line, below: 0, column: at.column, text }]);
  }

  function inEditor(e) {
    e.stopPropagation();
    if (e.isComposing) return; // an input method is choosing characters
    const row = indexOf(at.line);
    if (e.key === "Enter" || e.key === "Tab") {
      e.preventDefault();
      const { column } = at;
      close(true);
      root.focus();
      if (e.key === "Enter") go(row + (e.shiftKey ? -1 : 1), column);
      else go(row, column + (e.shiftKey ? -1 : 1));
    } else if (e.key === "Escape") {
      e.preventDefault();
      close(false);
      root.focus();
    }
  }

  const write = changes => call("ChangeAsync", changes);

  function chosen() {
    const { top, bottom, left, right } = block();
    const lines = [];
    for (let r = top; r <= bottom; r++) {
      const cells = [];
      for (let c = left; c <= right; c++) cells.push(cell(r, c)?.textContent ?? "");
      lines.push(cells);
    }
    return lines;
  }

  // Spreadsheets separate cells by tabs, and put a cell with tabs, quotes or line breaks in quotes.
  function parse(text) {
    const lines = [];
    let cells = [], value = "", quoted = false;
    for (let i = 0; i < text.length; i++) {
      const c = text[i];
      if (quoted) {
        if (c !== '"') value += c;
        else if (text[i + 1] === '"') { value += '"'; i++; }
        else quoted = false;
      } else if (c === '"' && value === "") quoted = true;
      else if (c === "\t") { cells.push(value); value = ""; }
      else if (c === "\n" || c === "\r") {
        if (c === "\r" && text[i + 1] === "\n") i++;
        cells.push(value);
        lines.push(cells);
        cells = [];
        value = "";
      } else value += c;
    }
    if (value !== "" || cells.length > 0) { cells.push(value); lines.push(cells); }
    return lines;
  }

  const quote = text => /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

  function onPaste(e) {
    if (editor || !at) return;
    e.preventDefault();
    const lines = parse(e.clipboardData.getData("text/plain"));
    if (lines.length === 0) return;
    const { top, bottom, left, right } = block();
    const start = +rows()[top].dataset.row;
    const changes = [];
    if (lines.length === 1 && lines[0].length === 1) {
      // One value fills all that is chosen.
      for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) changes.push({ line: start, below: r - top, column: c, text: lines[0][0] });
    } else {
      lines.forEach((cells, r) => cells.forEach((text, c) => changes.push({ line: start, below: r, column: left + c, text })));
    }
    write(changes);
  }

  function onCopy(e) {
    if (editor || !at || indexOf(at.line) < 0) return;
    e.preventDefault();
    e.clipboardData.setData("text/plain", chosen().map(x => x.map(quote).join("\t")).join("\n"));
  }

  function onKey(e) {
    if (editor) return;
    if (!at && rows().length > 0 && ["ArrowDown", "ArrowRight", "Enter", "Home"].includes(e.key)) { e.preventDefault(); go(0, 0); return; }
    if (!at) return;
    const row = indexOf(at.line), control = e.ctrlKey || e.metaKey;
    const keep = () => e.preventDefault();
    switch (e.key) {
      case "ArrowDown": keep(); go(row + 1, at.column, e.shiftKey); return;
      case "ArrowUp": keep(); go(row - 1, at.column, e.shiftKey); return;
      case "ArrowRight": keep(); go(row, at.column + 1, e.shiftKey); return;
      case "ArrowLeft": keep(); go(row, at.column - 1, e.shiftKey); return;
      case "PageDown": keep(); go(Math.min(row + 12, Math.max(rows().length - 1, row + 1)), at.column, e.shiftKey); return;
      case "PageUp": keep(); go(row === 0 ? -1 : Math.max(row - 12, 0), at.column, e.shiftKey); return;
      case "Home": keep(); go(control ? 0 : row, 0, e.shiftKey); return;
      case "End": keep(); go(control ? rows().length - 1 : row, columns() - 1, e.shiftKey); return;
      case "Enter": case "F2": keep(); edit(); return;
      case "Escape": keep(); anchor = null; paint(); return;
      case "Delete": case "Backspace": {
        keep();
        const { top, bottom, left, right } = block();
        const start = +rows()[top].dataset.row, changes = [];
        for (let r = top; r <= bottom; r++) for (let c = left; c <= right; c++) changes.push({ line: start, below: r - top, column: c, text: "" });
        write(changes);
        return;
      }
    }
    if (control && e.key.toLowerCase() === "z") { keep(); call("UndoAsync"); return; }
    // A character replaces what the cell says; an input method begins with the empty editor.
    if (!control && !e.altKey && (e.key.length === 1 || e.key === "Process")) {
      if (e.key.length === 1) keep();
      edit(e.key.length === 1 ? e.key : "");
    }
  }

  function onDown(e) {
    const to = place(e.target);
    if (!to || editor?.contains(e.target)) return;
    go(indexOf(to.line), to.column, e.shiftKey);
    if (!e.shiftKey) anchor = null;
  }

  const onDouble = e => { if (place(e.target)) edit(); };
  const events = { keydown: onKey, paste: onPaste, copy: onCopy, mousedown: onDown, dblclick: onDouble };
  for (const [name, handle] of Object.entries(events)) root.addEventListener(name, handle);

  let went = null;
  return {
    // After each change of what is shown: the cursor stays where it was, or goes where it was sent.
    rendered(line, column) {
      const sent = line === null || line === undefined ? null : `${line}:${column}`;
      if (sent !== went) {
        went = sent;
        if (sent !== null && indexOf(line) >= 0) { anchor = null; at = { line, column: Math.max(0, column) }; reveal(cell(indexOf(line), at.column)); }
      } else if (turned !== 0 && rows().length > 0) {
        const column = at?.column ?? 0, row = turned > 0 ? 0 : rows().length - 1;
        turned = 0;
        go(row, column);
      } else if (at && indexOf(at.line) < 0 && rows().length > 0) {
        at = null;
        anchor = null;
      }
      paint();
    },
    detach() {
      for (const [name, handle] of Object.entries(events)) root.removeEventListener(name, handle);
    },
  };
}
