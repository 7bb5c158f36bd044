const windowBytes = 16_384;
const headLength = 2_000;
const lenient = new TextDecoder('utf-8');

/**
 * The first 2,000 characters of a body, safe to store and show: session ids and the given secrets (the URL's token) are
 * taken out, and whatever PostgreSQL text can't hold.
 */
export function redactHead(bytes: Uint8Array, secrets: readonly string[]): string {
  // Control characters go first: between the letters of a name (UTF-16) they would hide it from what follows.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
  let text = lenient.decode(bytes.subarray(0, windowBytes)).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
  text = text
    .replace(/(<(?:[\w.-]+:)?SessionId\b[^>]*>)[\s\S]*?(?=<\/(?:[\w.-]+:)?SessionId\s*>|$)/gi, '$1[removed]')
    .replace(/(session_?id["']?\s*[:=]\s*["']?)(?!\[removed\])[^"'&\s<]+/gi, '$1[removed]')
    .replace(/\b00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?(?:!|%21)[\w.%-]+/g, '[removed]');
  for (const secret of secrets) text = text.replaceAll(secret, '[removed]');
  return text.slice(0, headLength).toWellFormed();
}
