import { Button } from '@mantine/core';
import { problemOf } from '../api/problem.ts';
import { useTexts } from '../i18n/text.tsx';
import classes from './error-notice.module.css';
import { problemWords } from './problem-words.ts';
import { StatusShape } from './status.tsx';

/** What happened, why, what to do; with the trace id when the fault may be ours. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTexts();
  const problem = problemOf(error);
  const words = problemWords(problem, t);
  return (
    <div className={classes.notice} role="alert">
      <span className={classes.shape}>
        <StatusShape tone="failed" />
      </span>
      <div className={classes.words}>
        <div className={classes.sentence}>{words.sentence}</div>
        {problem.detail && problem.detail !== words.sentence && <div>{problem.detail}</div>}
        {problem.errors.map((mistake) => (
          <div key={`${mistake.pointer} ${mistake.message}`}>
            {mistake.pointer && <span className="mono">{mistake.pointer} </span>}
            {mistake.message}
          </div>
        ))}
        {words.remedy && <div className="dim">{words.remedy}</div>}
        <div className={classes.foot}>
          {onRetry && (
            <Button size="compact-sm" variant="default" onClick={onRetry}>
              {t.common.tryAgain}
            </Button>
          )}
          {problem.traceId && (
            <span className="dim">
              {t.common.traceId} <span className="mono">{problem.traceId}</span>
            </span>
          )}
        </div>
      </div>
    </div>
  );
}
