import { runTests } from './test/run-tests.ts';

/**
 * `npm test`: all checks, the console's build, every suite. `npm test -- <filter> ...` runs only the suites that match
 * (and takes any other vitest argument). The last line counts what passed and failed.
 */
process.exitCode = await runTests(process.argv.slice(2), process.env);
