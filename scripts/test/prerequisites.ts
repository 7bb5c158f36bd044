import { spawnSync } from 'node:child_process';

/** A program that some suites need and that npm cannot install. */
export interface Prerequisite {
  readonly programs: readonly string[];
  readonly suites: string;
  readonly install: string;
}

export const prerequisites: readonly Prerequisite[] = [
  {
    programs: ['redis-server'],
    suites: 'the Redis half of every queue suite',
    install: 'sudo apt-get install redis-server',
  },
  {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    suites: 'the browser suite',
    install: 'sudo apt-get install chromium',
  },
];

export function missingPrerequisites(): Prerequisite[] {
  return prerequisites.filter(({ programs }) => !programs.some(isInstalled));
}

function isInstalled(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
}
