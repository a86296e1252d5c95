// Pages in frames of other sites: links lead out of the frame, and signing in happens in a window of its own, which hands the session over.
(() => {
  const kind = "dashboard-frame-code";

  // The window: the code goes to the frame that opened it, and to no page of another origin.
  const given = document.querySelector("[data-frame-code]");
  if (given) {
    // Cut off: a page on the way, or the portal, keeps windows apart (Cross-Origin-Opener-Policy).
    if (!window.opener) return say(given, "alone");
    window.opener.postMessage({ kind, code: given.dataset.frameCode }, location.origin);
    // The frame closes it: from a window that is gone it would not know the message.
    return;
  }

  // What an element tells of how it goes; nothing when there is no such state.
  function say(element, state) {
    element.dataset.state = state ?? "";
    for (const text of element.querySelectorAll("[data-when]")) text.hidden = text.dataset.when !== state;
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

  const again = "#signed-in";
  function reload() {
    // Written out: the base of the document is another address.
    history.replaceState(null, "", location.pathname + location.search + again);
    location.reload();
  }

  const post = (address, body) => fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body ?? {}) });

  async function redeem(card, code) {
    if (!code) return reload();
    try {
      const answer = await post("/embed/redeem", { code, page: location.pathname, secret });
      if (answer.ok) return reload();
      say(card, "failed");
    } catch {
      say(card, "unreachable");
    }
    prepare();
  }

  // On the portal's own site the window's session counts here too, also when it was closed or could not tell.
  async function lookAgain() {
    const answer = await fetch("/signin/seen", { redirect: "manual" }).catch(() => null);
    if (answer?.status === 204) reload();
  }

  // The code counts for this frame only, whichever of our windows brings it.
  let popup, watch;
  window.addEventListener("message", e => {
    const card = document.querySelector("[data-frame-signin]");
    if (!card || e.origin !== location.origin || e.data?.kind !== kind) return;
    clearInterval(watch);
    e.source?.close();
    redeem(card, e.data.code ?? "");
  });

  function signIn(card, address) {
    if (popup && !popup.closed && card.dataset.state === "waiting") return popup.focus();
    clearInterval(watch);
    const query = new URLSearchParams({ page: location.pathname, challenge: challenge ?? "" });
    popup = window.open(`${address}?${query}`, "_blank", "popup,width=480,height=680");
    card.querySelector("[data-tab]").href = `${address}?${query}`;
    say(card, popup ? "waiting" : "blocked");
    if (popup) watch = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(watch);
      if (card.dataset.state !== "waiting") return;
      say(card, "closed");
      lookAgain();
    }, 500);
  }

  for (const [target, event] of [[document, "visibilitychange"], [window, "focus"]]) target.addEventListener(event, () => {
    const state = document.querySelector("[data-frame-signin]")?.dataset.state;
    if (!document.hidden && (state === "blocked" || state === "closed")) lookAgain();
  });

  document.addEventListener("click", async e => {
    const start = e.target.closest?.("[data-frame-signin] [data-window]");
    if (start) signIn(start.closest("[data-frame-signin]"), start.dataset.window);
    const leave = e.target.closest?.("[data-frame-signout]");
    if (leave && (await post(leave.dataset.frameSignout)).ok) location.reload();
  });

  // Whether the browser keeps a cookie here, were it only for this portal. Over http only a portal of the same site works, with the usual cookie.
  function keepsCookies() {
    if (location.protocol !== "https:") return true;
    const probe = "embed-probe=1; path=/; secure; samesite=none; partitioned";
    document.cookie = probe;
    const kept = document.cookie.includes("embed-probe=1");
    document.cookie = `${probe}; max-age=0`;
    return kept;
  }

  const card = document.querySelector("[data-frame-signin]");
  // Sandboxed without allow-same-origin it is nobody's frame: no cookie, no request of ours.
  if (self.origin === "null") {
    const sealed = document.querySelector("[data-frame-sealed]");
    if (sealed) sealed.hidden = false;
    return card && say(card, "sealed");
  }
  const returned = location.hash === again;
  if (returned) history.replaceState(null, "", location.pathname + location.search);
  // Signed in, and asked again: the browser did not keep the session.
  if (card && (returned || !keepsCookies())) say(card, "unkept");
})();
