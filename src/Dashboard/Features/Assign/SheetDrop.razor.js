// Uploads the chosen file as the body of one POST, with progress; the circuit only hears how it ended.
export function attach(zone, page, options) {
  const part = name => zone.querySelector(`[data-part=${name}]`);
  const input = zone.querySelector("input[type=file]");
  let request = null;
  let began = 0;

  function show(uploading) {
    part("choose").hidden = uploading;
    part("progress").hidden = !uploading;
  }

  const megabytes = bytes => (bytes / 1024 / 1024).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });

  function progress(loaded, total) {
    const share = total ? loaded / total : 0;
    const percent = Math.floor(share * 100);
    part("fill").style.width = percent + "%";
    part("bar").setAttribute("aria-valuenow", percent);
    const elapsed = (performance.now() - began) / 1000;
    const left = share > 0.02 && elapsed > 1 ? Math.ceil(elapsed * (1 - share) / share) : null;
    const time = left === null ? "" : " · " + (left < 90 ? options.secondsLeft.replace("{0}", left) : options.minutesLeft.replace("{0}", Math.ceil(left / 60)));
    part("percent").textContent = `${percent} % · ${options.of.replace("{0}", megabytes(loaded)).replace("{1}", megabytes(total))}${time}`;
  }

  const refuse = message => page.invokeMethodAsync("Refused", message).catch(() => { /* the circuit is gone: its page reloads anyway */ });
  // The sheet is stored: without a circuit its address shows it all the same.
  const uploaded = id => page.invokeMethodAsync("Uploaded", id).catch(() => location.assign(`${options.page}?sheet=${id}`));

  function parsed(text) {
    try { return JSON.parse(text); } catch { return null; } // a gateway's page, or the sign-in page
  }

  function send(file) {
    if (request || !file) return;
    if (file.size > options.maxBytes) { input.value = ""; refuse(options.tooLarge); return; }
    part("name").textContent = file.name;
    began = performance.now();
    progress(0, file.size);
    show(true);
    page.invokeMethodAsync("Started").catch(() => { /* only clears the last message */ });
    request = new XMLHttpRequest();
    request.open("POST", `${options.url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("RequestVerificationToken", options.token);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = e => { if (e.lengthComputable) progress(e.loaded, e.total); };
    // A large workbook takes the server some seconds more.
    request.upload.onload = () => { part("percent").textContent = options.reading; };
    request.onloadend = () => {
      const answer = request.status === 0 ? null : parsed(request.responseText);
      request = null;
      input.value = "";
      if (answer?.id) { uploaded(answer.id); return; }
      show(false);
      refuse(answer?.message ?? null);
    };
    request.send(file);
  }

  function stop() {
    if (!request) return;
    request.onloadend = null;
    request.abort();
    request = null;
    input.value = "";
    show(false);
  }

  input.dataset.live = "";
  input.addEventListener("change", () => send(input.files[0]));
  part("cancel").addEventListener("click", stop);
  zone.addEventListener("dragover", e => { e.preventDefault(); zone.classList.add("drop-over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("drop-over"));
  zone.addEventListener("drop", e => { e.preventDefault(); zone.classList.remove("drop-over"); send(e.dataTransfer.files[0]); });
  // A file that was dropped or chosen before this ran: app.js kept it.
  const early = window.earlySheet;
  window.earlySheet = null;
  send(early);
  return { stop };
}
