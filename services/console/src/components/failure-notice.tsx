import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Resource } from '../api/client.ts';
import { useTexts } from '../i18n/text.tsx';
import classes from './failure-notice.module.css';
import { failureWords } from './problem-words.ts';
import { StatusShape } from './status.tsx';

interface FailureNoticeProps {
  failure: Resource<'Failure'>;
  /** Amber while it is tried again by itself or was meant so; red once it has failed. */
  tone?: 'failed' | 'partly' | 'skipped';
  /** The button that mends it. */
  action?: ReactNode;
}

/** A stored failure: one plain sentence, the remedy with its action, the code, the provider's own words folded. */
export function FailureNotice({ failure, tone = 'failed', action }: FailureNoticeProps) {
  const { t } = useTexts();
  const words = failureWords(failure.code, failure, t);
  return (
    <div className={classes.failure} data-tone={tone}>
      <span className={classes.shape}>
        <StatusShape tone={tone} />
      </span>
      <div className={classes.words}>
        <div className={classes.sentence}>{words.sentence}</div>
        <div>{words.remedy}</div>
        {action && <div className={classes.action}>{action}</div>}
        {failure.detail && (
          <details className={classes.detail}>
            <summary>{t.runs.providerWords}</summary>
            <p>{failure.detail}</p>
          </details>
        )}
        <div className={classes.code}>
          {t.runs.code}{' '}
          <Link to="/errors/$code" params={{ code: failure.code }} className="link mono" title={t.errorPages.explain}>
            {failure.code}
          </Link>
        </div>
      </div>
    </div>
  );
}
