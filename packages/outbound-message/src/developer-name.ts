const longest = 80;

/**
 * A unique name as Salesforce takes it for outbound messages and flows: a letter first, then letters, digits and single
 * underscores, none at the end, at most 80 characters. The same text always gives the same name.
 */
export function toDeveloperName(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_');
  const named = `Canvass_${plain}`.replace(/_+/g, '_').slice(0, longest);
  return named.replace(/_$/, '');
}
