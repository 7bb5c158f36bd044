import { expect, test } from 'vitest';
import { readReport } from './vitest-report.ts';

const suite = (name: string, status: string, ...tests: string[]) => ({
  name,
  status,
  assertionResults: tests.map((each, index) => ({ status: each, fullName: `${name} ${index + 1}` })),
});

test('a file that broke before its first test is a failure, and tests that did not run are named', () => {
  const report = {
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: [
      suite('a', 'passed', 'passed', 'passed', 'skipped'),
      suite('b', 'failed', 'passed', 'failed'),
      suite('c', 'failed'),
    ],
  };
  expect(readReport(report)).toEqual({ passed: 3, failed: 2, skipped: ['a 3'] });
});
