import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** What a process writes that logs an error with these properties. */
function logged(message: string, properties: object): Record<string, unknown> {
  const script = `
    import { createLogger } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)};
    const error = Object.assign(new Error(${JSON.stringify(message)}), ${JSON.stringify(properties)});
    createLogger('test', 'info').error({ err: new Error('job', { cause: error }) }, 'failed');`;
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}

test('what PostgreSQL quotes of a row is not logged, its kind and the place of the error are', () => {
  const line = logged('invalid input syntax for type date: "ada@example.net"', {
    severity: 'ERROR',
    code: '22007',
    detail: 'Key (email)=(ada@example.net) already exists.',
    where: 'JSON data, line 1: {"firstName":"Ada"',
  });
  expect(JSON.stringify(line)).not.toMatch(/ada/i);
  expect(line).toMatchObject({
    msg: 'failed',
    err: {
      type: 'Error',
      message: 'job',
      cause: { code: '22007', stack: expect.arrayContaining([expect.stringContaining(' at ')]) },
    },
  });
});

test('an error of our own or of the network is told in its words', () => {
  const line = logged('connect ECONNREFUSED 127.0.0.1:6379', { code: 'ECONNREFUSED', body: 'secret' });
  expect(line.err).toMatchObject({ cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:6379' } });
  expect(JSON.stringify(line)).not.toContain('secret');
});
