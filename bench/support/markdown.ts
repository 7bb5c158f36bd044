/** A table, padded as the formatter wants it. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((name, index) => Math.max(3, name.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const line = (cells: readonly string[], filler = ' ') =>
    `| ${widths.map((width, index) => (cells[index] ?? '').padEnd(width, filler)).join(' | ')} |`;
  return [line(columns), line([], '-'), ...rows.map((row) => line(row))].join('\n');
}

/** The page with new text between `<!-- bench:<place> -->` and `<!-- /bench -->`. Throws where it has no such place. */
export function inPlace(page: string, place: string, text: string): string {
  const pattern = new RegExp(`(<!-- bench:${place} -->\n)[\\s\\S]*?(<!-- /bench -->)`);
  if (!pattern.test(page)) throw new Error(`the page has no place <!-- bench:${place} -->`);
  return page.replace(pattern, (_, start: string, end: string) => `${start}\n${text}\n\n${end}`);
}
