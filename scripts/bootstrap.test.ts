import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@canvass/test-support';
import { afterEach, beforeEach, expect, test } from 'vitest';

// A repository in a folder with a space, whose only dependency is a local package named `node`: npm ci needs no network.
let base: string;
let root: string;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'canvass bootstrap '));
  root = join(base, 'some repository');
  await mkdir(join(root, 'node/bin'), { recursive: true });
  await cp(join(import.meta.dirname, 'bootstrap.cjs'), join(root, 'scripts/bootstrap.cjs'));
  await cp(join(import.meta.dirname, 'bootstrap'), join(root, 'scripts/bootstrap'), { recursive: true });
  await symlink(process.execPath, join(root, 'node/bin/node'));
  await writeJson('node/package.json', { name: 'node', version: '1.0.0' });
  await lockWith({ version: '1.0.0' });
});
afterEach(() => rm(base, { recursive: true, force: true }));

const writeJson = (path: string, value: unknown) => writeFile(join(root, path), JSON.stringify(value));

/** What `npm install` writes for one linked package; `install` runs as its install script and leaves a mark. */
async function lockWith({ version, install }: { version: string; install?: string }): Promise<void> {
  const dependencies = { node: 'file:node' };
  const scripts = install === undefined ? {} : { preinstall: install };
  await writeJson('package.json', { name: 'root', version, dependencies, scripts });
  await writeJson('package-lock.json', {
    name: 'root',
    version,
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'root', version, dependencies },
      node: { version: '1.0.0' },
      'node_modules/node': { resolved: 'node', link: true },
    },
  });
}

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
  errors: string;
}

function start(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts/bootstrap.cjs'), ...args], {
    cwd: base,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const seen = { output: '', errors: '' };
  child.stdout.on('data', (text: Buffer) => {
    seen.output += text;
  });
  child.stderr.on('data', (text: Buffer) => {
    seen.errors += text;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ...seen }));
  });
  return { child, seen, ended };
}

test('an entry gets its arguments and environment unchanged, and its exit code is kept', async () => {
  await writeFile(
    join(root, 'entry.ts'),
    'const text: string = JSON.stringify([process.argv.slice(2), process.env.COLOUR]);\nconsole.log(text);\nprocess.exit(7);\n',
  );
  const { code, output, errors } = await start(['entry.ts', 'two words', '$HOME "x"'], { COLOUR: 'dark blue' }).ended;
  expect(JSON.parse(output)).toEqual([['two words', '$HOME "x"'], 'dark blue']);
  expect(code).toBe(7);
  expect(errors).toContain('Installing dependencies');
});

test('two copies that start at once install once, and a later start not at all', async () => {
  await lockWith({ version: '1.0.0', install: "node -e \"fs.appendFileSync('installs', 'x')\"" });
  await writeFile(join(root, 'entry.ts'), "console.log('ran');\n");
  const both = await Promise.all([start(['entry.ts']).ended, start(['entry.ts']).ended]);
  const later = await start(['entry.ts']).ended;
  expect([...both, later].map(({ output }) => output)).toEqual(['ran\n', 'ran\n', 'ran\n']);
  expect(await readFile(join(root, 'installs'), 'utf8')).toBe('x');
  expect(later.errors).toBe('');
});

test('a changed lock file is installed before the entry runs', async () => {
  await writeFile(join(root, 'entry.ts'), "console.log('ran');\n");
  await start(['entry.ts']).ended;
  await mkdir(join(root, 'other'));
  await writeJson('other/package.json', { name: 'other', version: '1.0.0' });
  const dependencies = { node: 'file:node', other: 'file:other' };
  await writeJson('package.json', { name: 'root', version: '1.0.0', dependencies });
  await writeJson('package-lock.json', {
    name: 'root',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'root', version: '1.0.0', dependencies },
      node: { version: '1.0.0' },
      'node_modules/node': { resolved: 'node', link: true },
      other: { version: '1.0.0' },
      'node_modules/other': { resolved: 'other', link: true },
    },
  });
  expect((await start(['entry.ts']).ended).errors).toContain('Installing dependencies');
  expect(await readFile(join(root, 'node_modules/other/package.json'), 'utf8')).toContain('other');
});

test("a failed install shows npm's words and leaves no lock behind", async () => {
  await lockWith({ version: '1.0.0', install: 'node -e "console.error(\'the disk is full\'); process.exit(9)"' });
  const { code, errors } = await start(['entry.ts']).ended;
  expect(code).toBe(1);
  expect(errors).toMatch(/npm ci ended with \d+ .*the disk is full/s);
  await lockWith({ version: '1.0.0' });
  await writeFile(join(root, 'entry.ts'), "console.log('ran');\n");
  expect((await start(['entry.ts']).ended).output).toBe('ran\n');
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s reaches the entry, which decides how to end', async (signal) => {
  await writeFile(
    join(root, 'entry.ts'),
    `process.once('${signal}', () => { console.log('draining'); process.exit(3); });\nsetInterval(() => {}, 1000);\nconsole.log('up');\n`,
  );
  const { child, seen, ended } = start(['entry.ts']);
  await eventually(async () => seen.output === 'up\n');
  child.kill(signal);
  expect(await ended).toMatchObject({ code: 3, output: 'up\ndraining\n' });
});

test('an entry that a signal ended is reported as ended by it', async () => {
  await writeFile(join(root, 'entry.ts'), "process.kill(process.pid, 'SIGKILL');\n");
  expect(await start(['entry.ts']).ended).toMatchObject({ code: null, signal: 'SIGKILL' });
});
