const ROW = 36;
// Browsers can't make a page higher than some 33 million pixels.
const HIGHEST = 15_000_000;

// A long list of which only a window of rows is here: where it stands, and when another one is needed. Places are counted from 0.
export function rowWindow({ grid, head, body, view, place }, askFor) {
  let first = 0, total = 0;
  let asking = false, asked = -1;

  const has = i => i >= first && i < first + view.children.length;
  const shownRows = () => Math.max((grid.clientHeight - head.offsetHeight) / ROW, 1);
  const height = () => Math.min(total * ROW, HIGHEST);
  const isScaled = () => total * ROW > HIGHEST;
  const range = () => height() - shownRows() * ROW;
  const top = () => isScaled() ? grid.scrollTop / range() * (total - shownRows()) : grid.scrollTop / ROW;
  const scrollTo = i => { grid.scrollTop = isScaled() ? i / (total - shownRows()) * range() : i * ROW; };

  function arrange() {
    body.style.height = height() + "px";
    view.style.transform = `translateY(${isScaled() ? grid.scrollTop - (top() - first) * ROW : first * ROW}px)`;
    const from = Math.floor(top()), to = Math.min(Math.ceil(top() + shownRows()), total);
    const words = [from + 1, to, total].map(x => x.toLocaleString(place.dataset.culture));
    place.textContent = total === 0 ? "" : words.reduce((text, word, n) => text.replace(`{${n}}`, word), place.dataset.text);
    ask(from, to);
  }

  function ask(from, to) {
    if (asking || total === 0 || (has(from) && has(Math.min(to, total) - 1))) return;
    const wanted = Math.max(from - 20, 0);
    if (wanted === asked) return;
    asking = true;
    asked = wanted;
    askFor(wanted).then(() => { asking = false; arrange(); });
  }

  return {
    has, arrange,
    get first() { return first; },
    get last() { return first + view.children.length - 1; },
    get total() { return total; },
    row: i => has(i) ? view.children[i - first] : null,
    rows: () => [...view.children],
    firstInView: () => Math.ceil(top() - 0.01),
    page: () => Math.max(Math.floor(shownRows()) - 1, 1),
    centre: i => scrollTo(Math.max(i - Math.floor(shownRows() / 2), 0)),
    // After another window was rendered, or the person scrolled: what was asked for may be asked for again.
    take() {
      first = +view.dataset.first;
      total = +view.dataset.total;
      asked = -1;
    },
    // The header and the first column stay in place: what they cover is not seen.
    reveal(i, c) {
      if (i < top()) scrollTo(i);
      else if (i + 1 > top() + shownRows()) scrollTo(i + 1 - shownRows());
      const header = head.children[c + 1], line = head.children[0].offsetWidth;
      if (!header) return;
      const [left, right] = [header.offsetLeft, header.offsetLeft + header.offsetWidth];
      if (left - line < grid.scrollLeft) grid.scrollLeft = left - line;
      else if (right > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = right - grid.clientWidth;
    },
  };
}
