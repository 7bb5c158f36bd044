import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findForbiddenImports } from './dependency-rules.ts';

let folder: string | null = null;
afterEach(async () => {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
});

/** A small repository of these files, beside two sound packages and a service. */
async function aRepositoryWith(files: Record<string, string>): Promise<string> {
  folder = await mkdtemp(join(tmpdir(), 'canvass-rules-'));
  const all = {
    'package.json': '{ "name": "root", "type": "module" }',
    'packages/domain/src/index.ts': "export { now } from './now.ts';\n",
    'packages/domain/src/now.ts': 'export const now = 1;\n',
    'packages/database/src/index.ts': "export { now } from '../../domain/src/index.ts';\n",
    'services/api/src/main.ts': "import { now } from '../../../packages/database/src/index.ts';\nconsole.log(now);\n",
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

test('imports that point down are allowed', async () => {
  expect(await findForbiddenImports(await aRepositoryWith({}))).toBeNull();
});

test.each<[string, string, string, RegExp]>([
  [
    'a package that imports one above it',
    'packages/domain/src/bad.ts',
    "import '../../database/src/index.ts';\n",
    /domain may import nothing of ours/,
  ],
  [
    'a package that imports a service, even only its types',
    'packages/database/src/bad.ts',
    "import type { x } from '../../../services/api/src/main.ts';\nexport type Y = typeof x;\n",
    /services speak through queues/,
  ],
  [
    'a service that imports another',
    'services/survey/src/bad.ts',
    "import '../../api/src/main.ts';\n",
    /never another service/,
  ],
  [
    "a package's inner file",
    'services/api/src/bad.ts',
    "import '../../../packages/domain/src/now.ts';\n",
    /by its name/,
  ],
  ['a Node module in the core', 'packages/domain/src/bad.ts', "import 'node:fs';\n", /no I\/O/],
  ['a database library in the core', 'packages/domain/src/bad.ts', "import 'pg';\n", /leads nowhere|the core uses/],
  ['a file that is not there', 'services/api/src/bad.ts', "import './gone.ts';\n", /leads nowhere/],
  [
    'the core reached from an unlisted package',
    'packages/new/src/index.ts',
    "import '../../domain/src/index.ts';\n",
    /a new package/,
  ],
])('%s is caught', async (_title, path, text, complaint) => {
  const problems = await findForbiddenImports(await aRepositoryWith({ [path]: text }));
  expect(problems).toMatch(complaint);
  expect(problems).toContain(path);
});

test('code that imports itself in a circle is caught, types that do are not', async () => {
  const root = await aRepositoryWith({
    'packages/domain/src/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
    'packages/domain/src/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    'packages/domain/src/c.ts': "import type { D } from './d.ts';\nexport type C = D;\n",
    'packages/domain/src/d.ts': "import type { C } from './c.ts';\nexport type D = C | null;\n",
  });
  const problems = await findForbiddenImports(root);
  expect(problems).toContain('packages/domain/src/a.ts');
  expect(problems).not.toContain('packages/domain/src/c.ts');
});

test('a folder without modules is not taken for a sound one', async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass-rules-'));
  await mkdir(join(folder, 'packages'));
  expect(await findForbiddenImports(folder)).toMatch(/read no modules/);
});
