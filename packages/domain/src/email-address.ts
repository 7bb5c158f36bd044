const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const domainLabel = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * An address that a provider takes, trimmed, its case kept (compare with `lower()`); null when it is not one. A domain
 * in another script comes out in its ASCII form.
 */
export function normalizeEmail(text: string): string | null {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  const domain = toAsciiDomain(trimmed.slice(at + 1));
  if (domain === null || local.length > 64 || local.length + domain.length > 253 || !localPart.test(local)) return null;
  const labels = domain.split('.');
  const topLevel = labels.at(-1) ?? '';
  if (labels.length < 2 || /^\d+$/.test(topLevel) || !labels.every((label) => domainLabel.test(label))) return null;
  return `${local}@${domain}`;
}

function toAsciiDomain(domain: string): string | null {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole ASCII range is meant
  if (/^[\x00-\x7f]*$/.test(domain)) return domain;
  if (/[\s/?#@:\\[\]%]/.test(domain) || domain.length > 253) return null;
  const url = URL.parse(`http://${domain}/`);
  return url === null ? null : url.hostname;
}
