import type { Catalogue } from '../i18n/text.tsx';

/** Sentence and remedy of a rejection's reason; a reason of a newer server has at least a sentence. */
export function reasonWords(reason: string, t: Catalogue): { sentence: string; remedy: string | null } {
  const known: Record<string, { sentence: string; remedy: string }> = t.rejections.reasons;
  return known[reason] ?? { sentence: t.rejections.unknownReason, remedy: null };
}
