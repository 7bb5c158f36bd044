function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{Mark}/gu, '');
  return plain
    .toLocaleLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean);
}

/** Whether each word of the text begins a word of the name. */
export function isNamedBy(name: string, text: string): boolean {
  const words = wordsOf(name);
  return wordsOf(text).every((part) => words.some((word) => word.startsWith(part)));
}
