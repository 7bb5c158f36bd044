import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findDrift } from '../reference/reference-documents.ts';
import { repositoryRoot, run, runTool } from '../run-tool.ts';
import { findForbiddenImports } from './dependency-rules.ts';
import { missingFromLockFile } from './lock-file.ts';

interface Check {
  readonly name: string;
  /** What is wrong, ready to print; null when nothing is. */
  readonly findProblems: () => Promise<string | null>;
}

const checks: readonly Check[] = [
  { name: 'format and lint', findProblems: () => problemsOfTool('@biomejs/biome/bin/biome', ['check', '.']) },
  { name: 'types', findProblems: () => typeProblems('tsconfig.json') },
  { name: 'types of the console', findProblems: () => typeProblems('services/console/tsconfig.json') },
  { name: 'dependency rules', findProblems: () => findForbiddenImports(repositoryRoot) },
  { name: 'lock file', findProblems: lockFileProblems },
  { name: 'pages made from the code', findProblems: async () => findDrift() },
  { name: 'measured figures', findProblems: figuresProblems },
];

/** Runs every check, whatever the others say, and prints a line for each. True when all are well. */
export async function runChecks(): Promise<boolean> {
  let failures = 0;
  for (const check of checks) {
    const startedAt = performance.now();
    const problems = await check.findProblems();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (problems !== null) {
      failures += 1;
      process.stdout.write(`${problems.trimEnd()}\n`);
    }
    process.stdout.write(`check: ${check.name}: ${problems === null ? 'ok' : 'FAILED'} (${seconds} s)\n`);
  }
  return failures === 0;
}

async function problemsOfTool(script: string, args: readonly string[]): Promise<string | null> {
  const { exitCode, output } = await runTool(script, args);
  return exitCode === 0 ? null : output || `${script} ended with ${exitCode}`;
}

function typeProblems(project: string): Promise<string | null> {
  if (!existsSync(join(repositoryRoot, project))) return Promise.resolve(`${project} does not exist`);
  return problemsOfTool('@typescript/native/bin/tsc', ['--noEmit', '-p', project]);
}

async function lockFileProblems(): Promise<string | null> {
  const missing = missingFromLockFile(JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')));
  if (missing.length === 0) return null;
  const names = missing.map(({ name, version }) => `  ${name}@${version}`);
  return `package-lock.json lacks optional packages; mend it with: npm run lock:complete\n${names.join('\n')}`;
}

async function figuresProblems(): Promise<string | null> {
  const { exitCode, output } = await run(process.execPath, [join(repositoryRoot, 'bench/write-docs.ts'), '--check']);
  return exitCode === 0 ? null : output;
}
