import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryFolder } from './config.ts';

export const adminEmail = 'admin@canvass.test';

const Made = z.object({ workspaceId: z.string(), userId: z.string(), apiKey: z.string().nullish() });

/** Makes the demo workspace with its first user, by the command that operators use too; the key comes once. */
export async function makeWorkspace(
  env: Record<string, string>,
  adminPassword: string,
): Promise<z.output<typeof Made>> {
  const output = await new Promise<string>((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(repositoryFolder, 'services/api/src/setup.ts'), '--workspace', 'Demo workspace', '--email', adminEmail],
      { env: { ...process.env, ...env, CANVASS_ADMIN_PASSWORD: adminPassword }, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let answer = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      answer += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve(answer) : reject(new Error(`The demo workspace could not be made:\n${errors}${answer}`)),
    );
  });
  return Made.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}
