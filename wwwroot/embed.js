// Pages in frames of other sites: links lead out of the frame, and signing in happens in a window of its own, which hands the session over.
(() => {
  const kind = "dashboard-frame-code";

  // The window: the code goes to the frame that opened it, and to no page of another origin.
  const given = document.querySelector("[data-frame-code]");
  if (given) {
    if (!window.opener) return;
    window.opener.postMessage({ kind, code: given.dataset.frameCode }, location.origin);
    // The frame closes it: from a window that is gone it would not know the message.
    return;
  }

  // What the portal said of the frame stays in its address, wherever it goes: a page that loads again looks the same, and hides the same.
  const said = [...new URLSearchParams(location.search)].filter(([name]) => ["theme", "culture", "personal"].includes(name));
  function kept(address) {
    const url = new URL(address, document.baseURI);
    for (const [name, value] of said) if (url.pathname === location.pathname && !url.searchParams.has(name)) url.searchParams.set(name, value);
    return url.href;
  }
  if (said.length > 0) for (const name of ["pushState", "replaceState"]) {
    const go = history[name].bind(history);
    history[name] = (state, title, address) => go(state, title, address && kept(address));
  }

  document.addEventListener("click", e => {
    const link = e.target.closest?.("a[href]");
    if (!link || link.hasAttribute("download")) return;
    if (link.origin !== location.origin || link.pathname !== location.pathname) link.target = "_blank";
    else if (said.length > 0 && !link.getAttribute("href").startsWith("#")) link.href = kept(link.href);
  }, true);

  const base64Url = bytes => btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  let secret, challenge;
  // Made before the click: a window that opens later than its click is taken for a pop-up. Without https there is no such cookie, and none is needed.
  async function prepare() {
    secret = base64Url(crypto.getRandomValues(new Uint8Array(32)));
    challenge = crypto.subtle && base64Url(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret))));
  }
  prepare();

  function show(card, state) {
    for (const text of card.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== state;
    card.querySelector("button").disabled = state === "waiting";
  }

  const again = "#signed-in";
  function reload() {
    // Written out: the base of the document is another address.
    history.replaceState(null, "", location.pathname + location.search + again);
    location.reload();
  }

  async function redeem(card, code) {
    try {
      if (!code) return reload();
      const answer = await post("/embed/redeem", { code, page: location.pathname, secret });
      if (answer.ok) return reload();
    } catch { /* no answer: as if it were refused */ }
    show(card, "failed");
    prepare();
  }

  const post = (address, body) => fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });

  function signIn(card, address) {
    const query = new URLSearchParams({ page: location.pathname, challenge: challenge ?? "" });
    const popup = window.open(`${address}?${query}`, "_blank", "popup,width=480,height=680");
    if (!popup) return show(card, "blocked");
    show(card, "waiting");
    const over = new AbortController();
    const closed = setInterval(() => { if (popup.closed) end(); }, 500);
    function end(code) {
      clearInterval(closed);
      over.abort();
      popup.close();
      if (code === undefined) show(card); else redeem(card, code);
    }
    window.addEventListener("message", e => {
      if (e.origin === location.origin && e.source === popup && e.data?.kind === kind) end(e.data.code ?? "");
    }, { signal: over.signal });
  }

  document.addEventListener("click", async e => {
    const start = e.target.closest?.("[data-frame-signin] button");
    if (start) signIn(start.closest("[data-frame-signin]"), start.dataset.window);
    const leave = e.target.closest?.("[data-frame-signout]");
    if (leave && (await post(leave.dataset.frameSignout)).ok) location.reload();
  });

  // Signed in, and asked again: the browser did not keep the session.
  const card = document.querySelector("[data-frame-signin]");
  if (location.hash === again) {
    history.replaceState(null, "", location.pathname + location.search);
    if (card) {
      card.querySelector("[data-outside]").href = location.pathname.replace(/^\/embed/, "") + location.search;
      show(card, "refused");
    }
  }
})();
