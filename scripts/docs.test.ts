import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { repositoryRoot } from './run-tool.ts';

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const guides = globSync(['*.md', 'docs/**/*.md'], { cwd: repositoryRoot });

test.each(guides)('every file that %s links to exists', (guide) => {
  const targets = [...read(guide).matchAll(/\]\(([^)#\s]+)/g)].map(([, target]) => target ?? '');
  const local = targets.filter((target) => !/^[a-z]+:/.test(target));
  const missing = local.filter((target) => !existsSync(join(repositoryRoot, dirname(guide), target)));
  expect(missing).toEqual([]);
});

test.each(guides)('every npm script that %s names exists', (guide) => {
  const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
  const named = [...read(guide).matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(([, name]) => name ?? '');
  expect(named.filter((name) => name !== 'build' && !(name in scripts))).toEqual([]);
});

test('the operating guide names every metric that the code makes, and no other', () => {
  const sources = globSync('{packages,services}/*/src/**/*.ts', { cwd: repositoryRoot, exclude: ['**/*.test.ts'] });
  const made = sources.flatMap((source) =>
    [...read(source).matchAll(/name: '(canvass_[a-z_]+)'/g)].map(([, name]) => name),
  );
  const documented = [...read('docs/operating.md').matchAll(/`(canvass_[a-z_]+)`/g)].map(([, name]) => name);
  expect([...new Set(documented)].sort()).toEqual([...new Set(made)].sort());
});
