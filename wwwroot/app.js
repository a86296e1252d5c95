// Small things that must work without a circuit: theme, time zone, search key, reconnecting.
(() => {
  const year = 60 * 60 * 24 * 365;
  // In a frame of another site the browser keeps a cookie only apart for that site.
  const kept = location.protocol !== "https:" ? "samesite=lax" : window.top !== window ? "samesite=none; secure; partitioned" : "samesite=lax; secure";
  const setCookie = (name, value) => { document.cookie = `${name}=${value}; path=/; max-age=${year}; ${kept}`; };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // A sandboxed frame without an origin has no cookies either: asking for them throws.
  if (zone && self.origin !== "null" && !document.cookie.includes(`tz=${zone}`)) setCookie("tz", zone);

  // The sign-in page says so before somebody tries in vain.
  const cookieless = document.querySelector("[data-no-cookies]");
  if (cookieless) {
    document.cookie = "probe=1; path=/; samesite=lax";
    cookieless.hidden = document.cookie.includes("probe=1");
    document.cookie = "probe=; path=/; max-age=0";
  }

  function applyTheme(theme) {
    setCookie("theme", theme);
    document.documentElement.dataset.theme = theme;
  }

  // Personal data that is hidden in one tab is hidden in all of them.
  const personal = document.documentElement.dataset.personal;
  if (personal && window.top === window) {
    if (localStorage.getItem("personal") !== personal) localStorage.setItem("personal", personal);
    window.addEventListener("storage", e => { if (e.key === "personal" && e.newValue !== personal) location.reload(); });
  }

  async function copyText(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A frame whose portal does not say allow="clipboard-write", or a page over http: the way from before there was a clipboard.
      const [area, focused] = [document.createElement("textarea"), document.activeElement];
      area.value = text;
      area.className = "visually-hidden";
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      focused?.focus();
      return copied;
    }
  }

  document.addEventListener("click", e => {
    const theme = e.target.closest("[data-theme-set]");
    if (theme) applyTheme(theme.dataset.themeSet);
    if (e.target.closest("[data-reload]")) location.reload();
    const copy = e.target.closest("[data-copy-link], [data-copy]");
    if (copy) copyText(copy.dataset.copy ? document.getElementById(copy.dataset.copy).textContent : location.href).then(copied => {
      if (!copied) return;
      const label = copy.querySelector("span:last-child");
      const text = label.textContent;
      label.textContent = copy.dataset.copied;
      copy.classList.add("copied");
      setTimeout(() => { label.textContent = text; copy.classList.remove("copied"); copy.closest("details.menu")?.removeAttribute("open"); }, 1500);
    });
    const open = e.target.closest("details.menu");
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (menu !== open || (e.target.closest(".menu-list a, .menu-list button, .menu-panel a") && !copy)) menu.open = false;
    }
    // The drawer of a phone closes when a page was chosen.
    if (e.target.closest(".nav a") && matchMedia("(max-width: 760px)").matches) document.getElementById("nav-open").checked = false;
  });

  // Work in an open page makes no requests: without this a session would end under somebody's hands.
  let seen = performance.now();
  for (const event of ["pointerdown", "keydown"]) document.addEventListener(event, () => {
    if (performance.now() - seen < 300_000 || !document.querySelector(".frame, .embed")) return;
    seen = performance.now();
    fetch("/signin/seen", { redirect: "manual" }).catch(() => {});
  }, { passive: true });

  // A sheet chosen or dropped before the circuit is up; SheetDrop.razor.js takes it from here.
  document.addEventListener("change", e => {
    if (e.target.matches("[data-testid=sheet-input]") && !e.target.dataset.live) window.earlySheet = e.target.files[0];
  }, true);
  for (const event of ["dragover", "drop"]) document.addEventListener(event, e => {
    if (e.defaultPrevented || !e.target.closest?.(".drop")) return;
    e.preventDefault();
    if (event === "drop") window.earlySheet = e.dataTransfer.files[0];
  });

  document.addEventListener("keydown", e => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName) || document.activeElement?.isContentEditable;
    if (e.key === "/" && !typing && !e.ctrlKey && !e.metaKey && !e.altKey) {
      const search = document.querySelector("[data-search]");
      if (search) { e.preventDefault(); search.focus(); }
    }
    if (e.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) {
      // What is hidden can't keep the focus.
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    }
  });

  // Counts down by itself: the server says once how much is left, each time "at" is another moment.
  customElements.define("count-down", class extends HTMLElement {
    static observedAttributes = ["at", "seconds"];
    attributeChangedCallback() {
      this.end = performance.now() + Number(this.getAttribute("seconds")) * 1000;
      this.show();
    }
    connectedCallback() { this.timer = setInterval(() => this.show(), 250); }
    disconnectedCallback() { clearInterval(this.timer); }
    show() {
      const left = Math.ceil((this.end - performance.now()) / 1000);
      const text = left > 0 ? (this.getAttribute("text") ?? "").replace("{0}", left) : this.getAttribute("done") ?? "";
      if (this.textContent !== text) this.textContent = text;
    }
  });

  // A circuit that is gone for good: wait for the server, then load the same address again.
  const bar = document.getElementById("components-reconnect-modal");
  let waiting = false;
  async function reloadWhenBack() {
    if (waiting) return;
    waiting = true;
    for (;;) {
      try {
        const answer = await fetch("/health/live", { cache: "no-store" });
        if (answer.ok) { location.reload(); return; }
      } catch { /* not back yet: asked again in a second */ }
      await new Promise(done => setTimeout(done, 1000));
    }
  }
  if (bar) new MutationObserver(() => {
    if (/components-reconnect-(failed|rejected)/.test(bar.className)) reloadWhenBack();
  }).observe(bar, { attributes: true, attributeFilter: ["class"] });
})();
