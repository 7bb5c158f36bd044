const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

/**
 * A number as people of the locale write it (`1 234,5`), as conditions read it (`1234.5`). What is no number, or is one
 * already, comes back as it was: `1,5` in English could be a slip for either.
 */
export function plainNumber(text: string, locale: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || plain.test(trimmed)) return trimmed;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(-12_345_678.9);
  const signOf = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const [decimal, group] = [signOf('decimal'), signOf('group')];
  const [whole = '', fraction, ...more] = trimmed.replaceAll('\u2212', '-').split(decimal);
  const groups = whole.split(/^\s$/.test(group) ? /\s/ : group);
  const grouped = groups.length === 1 || (/^[+-]?\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((three) => /^\d{3}$/.test(three))); // biome-ignore format: one thought
  const joined = groups.join('') + (fraction === undefined ? '' : `.${fraction}`);
  return grouped && more.length === 0 && plain.test(joined) ? joined : trimmed;
}
