import { expect, test } from 'vitest';
import { completeLockFile, missingFromLockFile } from './lock-file.ts';

const lock = {
  lockfileVersion: 3,
  packages: {
    '': { name: 'root' },
    'node_modules/tool': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: {
        '@tool/linux-64': '1.0.0',
        '@tool/windows-arm64': '1.0.0',
        '@tool/linux-x64-musl': '1.0.0',
      },
    },
    'node_modules/@tool/linux-64': { version: '1.0.0', dev: true, optional: true, os: ['linux'], cpu: ['x64'] },
    'node_modules/a/node_modules/b': { version: '1.0.0', optionalDependencies: { c: '2.0.0' } },
    'node_modules/a/node_modules/c': { version: '2.0.0' },
  },
};

test('an optional package that the lock file does not name is found, one named anywhere above is not', () => {
  expect(missingFromLockFile(lock).map(({ name }) => name)).toEqual(['@tool/windows-arm64', '@tool/linux-x64-musl']);
});

test('a completed lock file lacks nothing and ties each added package to its machine', () => {
  const complete = completeLockFile(lock);
  expect(missingFromLockFile(complete)).toEqual([]);
  expect(complete.packages['node_modules/@tool/windows-arm64']).toEqual({
    version: '1.0.0',
    dev: true,
    optional: true,
    os: ['win32'],
    cpu: ['arm64'],
  });
  expect(complete.packages['node_modules/@tool/linux-x64-musl']).toMatchObject({ cpu: ['x64'], libc: ['musl'] });
});
