import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../run-tool.ts';
import { conditionGuide } from './condition-guide.ts';
import { errorGuide } from './error-guide.ts';
import { rejectionWords } from './rejection-words.ts';

/** What is made from the code, pages of the documentation above all, as it should be now. */
export function referenceDocuments(): { file: string; text: string }[] {
  return [
    { file: 'docs/conditions.md', text: conditionGuide() },
    { file: 'docs/errors.md', text: errorGuide() },
    { file: 'services/console/src/i18n/en/rejection-reasons.gen.ts', text: rejectionWords() },
  ];
}

/** What differs from the code, ready to print; null when nothing does. */
export function findDrift(): string | null {
  const drifted = referenceDocuments().filter(({ file, text }) => {
    const path = join(repositoryRoot, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  if (drifted.length === 0) return null;
  return `not as the code says; mend with npm run docs:reference: ${drifted.map(({ file }) => file).join(', ')}`;
}
