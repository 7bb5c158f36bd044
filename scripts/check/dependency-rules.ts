import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot, runTool } from '../run-tool.ts';

const CruiseResult = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(
      z.object({
        from: z.string(),
        to: z.string(),
        rule: z.object({ name: z.string() }),
      }),
    ),
    ruleSetUsed: z.object({ forbidden: z.array(z.object({ name: z.string(), comment: z.string().optional() })) }),
  }),
});

const folders = ['packages', 'services', 'tests', 'scripts', 'bench'];

/** The imports under `root` that .dependency-cruiser.mjs forbids, ready to print; null when there are none. */
export async function findForbiddenImports(root: string): Promise<string | null> {
  const { output } = await runTool(
    'dependency-cruiser/bin/dependency-cruiser.mjs',
    [
      '--config',
      join(repositoryRoot, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      ...folders.filter((folder) => existsSync(join(root, folder))),
    ],
    { cwd: root },
  );
  const parsed = CruiseResult.safeParse(parseJson(output));
  if (!parsed.success) return `dependency-cruiser did not answer as expected:\n${output.slice(0, 2000)}`;
  const { totalCruised, violations, ruleSetUsed } = parsed.data.summary;
  // Without a TypeScript that it can load, the tool reads no file and finds nothing wrong.
  if (totalCruised === 0)
    return 'dependency-cruiser read no modules: its TypeScript (npm package typescript@6) is missing';
  if (violations.length === 0) return null;
  const reasons = new Map(ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  return violations
    .map(({ from, to, rule }) => `${from} imports ${to}: ${reasons.get(rule.name) ?? rule.name} (${rule.name})`)
    .join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
