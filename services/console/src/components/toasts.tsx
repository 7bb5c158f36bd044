import { notifications } from '@mantine/notifications';
import { problemOf } from '../api/problem.ts';
import type { Catalogue } from '../i18n/text.tsx';
import { problemWords } from './problem-words.ts';

/** Says that something was done. */
export function showDone(message: string): void {
  notifications.show({ message, color: 'accent', autoClose: 5000 });
}

/** Says that something was not done, why, and what to do; stays long enough to be read. */
export function showFailure(error: unknown, t: Catalogue): void {
  const problem = problemOf(error);
  const words = problemWords(problem, t);
  notifications.show({
    color: 'red',
    autoClose: 15_000,
    title: words.sentence,
    message: (
      <>
        {problem.detail && <div>{problem.detail}</div>}
        {words.remedy && <div>{words.remedy}</div>}
        {problem.traceId && (
          <div>
            {t.common.traceId} <span className="mono">{problem.traceId}</span>
          </div>
        )}
      </>
    ),
  });
}
