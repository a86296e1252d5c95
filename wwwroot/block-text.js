// Blocks of cells as spreadsheets put them on the clipboard: cells apart by tabs, rows by line breaks; a cell that holds either, or a quote, in quotes.
export function parse(text) {
  const rows = [];
  let cells = [], value = "", quoted = false, wasQuoted = false;
  const endCell = () => { cells.push(value); value = ""; wasQuoted = false; };
  const endRow = () => { endCell(); rows.push(cells); cells = []; };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign !== '"') value += sign;
      else if (text[i + 1] === '"') { value += '"'; i++; }
      else quoted = false;
    } else if (sign === '"' && value === "" && !wasQuoted) quoted = wasQuoted = true;
    else if (sign === "\t") endCell();
    else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[i + 1] === "\n") i++;
      endRow();
    } else value += sign;
  }
  if (value !== "" || cells.length > 0 || wasQuoted) endRow();
  return rows;
}

const quote = text => /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

export const write = rows => rows.map(cells => cells.map(quote).join("\t")).join("\n");
