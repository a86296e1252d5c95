// The task grid's keys and drags. Everything a key does is also a link, a button or a check box of the page, so that the server needs no word of it.
const attached = new WeakMap();

export function attach(root, page) {
  const rows = () => [...root.querySelectorAll("tr[data-task-id]")];
  const stop = new AbortController();
  const on = (target, event, handler, options) => target.addEventListener(event, handler, { signal: stop.signal, ...options });
  attached.set(root, stop);

  function go(row) {
    if (!row) return;
    for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) && document.activeElement.type !== "checkbox";
  const elsewhere = () => document.activeElement.closest("a, button, summary, dialog, .panel, .menu");
  const expander = row => row.querySelector(".expander");

  on(document, "keydown", e => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || typing() || document.querySelector("dialog[open]")) return;
    const row = document.activeElement?.closest?.("tr[data-task-id]");
    const within = row && root.contains(row) ? row : null;
    const onRow = within && document.activeElement === within;
    const all = rows();
    const keys = {
      ArrowDown: () => within ? go(all[all.indexOf(within) + 1]) : !elsewhere() && go(all.find(x => x.tabIndex === 0)),
      ArrowUp: () => within && go(all[all.indexOf(within) - 1]),
      Home: () => onRow && go(all[0]),
      End: () => onRow && go(all.at(-1)),
      Enter: () => onRow && within.querySelector("[data-open]")?.click(),
      " ": () => onRow && within.querySelector("input[type=checkbox]").click(),
      ArrowRight: () => onRow && expander(within).getAttribute("aria-expanded") === "false" && expander(within).click(),
      ArrowLeft: () => onRow && expander(within).getAttribute("aria-expanded") === "true" && expander(within).click(),
      n: () => document.querySelector(".content a[rel=next]")?.click() ?? true,
      p: () => document.querySelector(".content a[rel=prev]")?.click() ?? true,
      "?": () => document.getElementById("task-keys")?.showModal() ?? true,
      Escape: () => closePanel(),
    };
    if (!(e.key in keys)) return;
    const handled = keys[e.key]() !== false;
    if (handled && (onRow || (e.key.startsWith("Arrow") && root.contains(document.activeElement)))) e.preventDefault();
  });

  function closePanel() {
    const close = document.querySelector("[data-panel-close]");
    if (!close) return false;
    close.click();
    return true;
  }

  // Whoever closes the panel is back in the row that opened it.
  on(document, "click", e => {
    const close = e.target.closest?.("[data-panel-close]");
    if (close) go(rows().find(x => x.dataset.taskId === close.dataset.panelClose));
    if (e.target.closest?.("[data-show-keys]")) document.getElementById("task-keys")?.showModal();
  });

  // A click into a row makes it the one that the arrow keys start from.
  on(root, "focusin", e => {
    const row = e.target.closest("tr[data-task-id]");
    if (row) for (const other of rows()) other.tabIndex = other === row ? 0 : -1;
  });

  // Columns: an edge is dragged to a width, a header to another place.
  on(root, "pointerdown", e => {
    const edge = e.target.closest("[data-resize]");
    if (!edge) return;
    e.preventDefault();
    const column = root.querySelector(`col[data-col="${edge.dataset.resize}"]`);
    const [start, from, table] = [e.clientX, edge.parentElement.offsetWidth, column.closest("table")];
    const others = [...table.querySelectorAll("col")].reduce((sum, x) => x === column ? sum : sum + parseFloat(x.style.width), 0);
    // Columns that do not fill the frame are stretched to it: the width is chosen such that this one is then as wide as it was dragged.
    const chosen = shown => others + shown >= root.clientWidth ? shown : shown * others / (root.clientWidth - shown);
    let width = null;
    edge.setPointerCapture(e.pointerId);
    const move = x => {
      width = Math.max(48, Math.min(800, Math.round(chosen(Math.max(48, from + x.clientX - start)))));
      column.style.width = `${width}px`;
      table.style.minWidth = `${others + width}px`;
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", () => {
      edge.removeEventListener("pointermove", move);
      if (width !== null) call("ResizeColumn", edge.dataset.resize, width);
    }, { once: true });
  });

  let dragged = null;
  const header = e => e.target.closest?.("th[data-column]");
  const unmark = () => root.querySelectorAll(".drop-here").forEach(x => x.classList.remove("drop-here"));
  on(root, "dragstart", e => {
    const th = header(e);
    // The edge has its own drag.
    if (!th || root.querySelector("[data-resize]:active")) { e.preventDefault(); return; }
    dragged = th.dataset.column;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", dragged);
  });
  on(root, "dragover", e => {
    const th = header(e);
    if (!dragged || !th) return;
    e.preventDefault();
    unmark();
    if (th.dataset.column !== dragged) th.classList.add("drop-here");
  });
  on(root, "drop", e => {
    const th = header(e);
    if (!dragged || !th) return;
    e.preventDefault();
    if (th.dataset.column !== dragged) call("MoveColumn", dragged, th.dataset.column);
  });
  on(root, "dragend", () => { dragged = null; unmark(); });

  root.dataset.keys = "";

  function call(method, ...given) {
    page.invokeMethodAsync(method, ...given).catch(() => { /* the circuit is gone: its page reloads anyway */ });
  }
}

export function detach(root) {
  attached.get(root)?.abort();
}

// A panel that lies over the grid takes the focus; one beside it leaves it in the row.
export function panelOpened(panel) {
  if (matchMedia("(max-width: 1100px)").matches) panel.focus();
}
