// Uploads the chosen file as the body of one POST, with progress; the circuit only hears how it ended.
export function attach(zone, page, options) {
  const part = name => zone.querySelector(`[data-part=${name}]`);
  const input = zone.querySelector("input[type=file]");
  let request = null;

  function show(uploading) {
    part("choose").hidden = uploading;
    part("progress").hidden = !uploading;
  }

  function progress(share) {
    const percent = Math.floor(share * 100);
    part("fill").style.width = percent + "%";
    part("bar").setAttribute("aria-valuenow", percent);
    part("percent").textContent = percent + " %";
  }

  function send(file) {
    if (request || !file) return;
    if (file.size > options.maxBytes) { input.value = ""; page.invokeMethodAsync("Refused", options.tooLarge); return; }
    part("name").textContent = file.name;
    progress(0);
    show(true);
    request = new XMLHttpRequest();
    request.open("POST", `${options.url}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("RequestVerificationToken", options.token);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = e => { if (e.lengthComputable) progress(e.loaded / e.total); };
    request.onloadend = () => {
      const { status, responseText } = request;
      request = null;
      input.value = "";
      show(false);
      if (status === 200) { page.invokeMethodAsync("Uploaded", JSON.parse(responseText).id); return; }
      if (status === -1) return;
      let message = null;
      try { message = JSON.parse(responseText).message ?? null; } catch { message = null; }
      page.invokeMethodAsync("Refused", message);
    };
    request.send(file);
  }

  input.addEventListener("change", () => send(input.files[0]));
  part("cancel").addEventListener("click", () => { if (request) { request.onloadend = null; request.abort(); request = null; input.value = ""; show(false); } });
  zone.addEventListener("dragover", e => { e.preventDefault(); zone.classList.add("drop-over"); });
  zone.addEventListener("dragleave", () => zone.classList.remove("drop-over"));
  zone.addEventListener("drop", e => { e.preventDefault(); zone.classList.remove("drop-over"); send(e.dataTransfer.files[0]); });
  // A file that was chosen before the page became interactive is not lost.
  if (input.files.length > 0) send(input.files[0]);
}
