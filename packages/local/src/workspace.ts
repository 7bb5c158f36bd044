import { join } from 'node:path';
import { z } from 'zod';
import { repositoryFolder } from './config.ts';
import { runProgram } from './run-program.ts';

export const adminEmail = 'admin@canvass.test';

const Made = z.object({ workspaceId: z.string(), userId: z.string(), apiKey: z.string().nullish() });

/** Makes the demo workspace with its first user, by the command that operators use too; the key comes once. */
export async function makeWorkspace(
  env: Record<string, string>,
  adminPassword: string,
): Promise<z.output<typeof Made>> {
  const output = await runProgram(
    process.execPath,
    [join(repositoryFolder, 'services/api/src/setup.ts'), '--workspace', 'Demo workspace', '--email', adminEmail],
    {
      env: { ...process.env, ...env, CANVASS_ADMIN_PASSWORD: adminPassword },
      failure: 'The demo workspace could not be made',
    },
  );
  return Made.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}
