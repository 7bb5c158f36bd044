import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../run-tool.ts';
import { conditionGuide } from './condition-guide.ts';
import { errorGuide } from './error-guide.ts';

/** The pages of the documentation that are made from the code, as they should be now. */
export function referenceDocuments(): { file: string; text: string }[] {
  return [
    { file: 'docs/conditions.md', text: conditionGuide() },
    { file: 'docs/errors.md', text: errorGuide() },
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
