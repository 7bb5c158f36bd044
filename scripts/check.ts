import { runChecks } from './check/run-checks.ts';

/** `npm run check`: format, lint, types, dependency rules, lock file. */
process.exitCode = (await runChecks()) ? 0 : 1;
