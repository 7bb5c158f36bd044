import { Progress } from '@mantine/core';
import { useTexts } from '../../i18n/text.tsx';
import classes from './operation-progress.module.css';
import type { Operation } from './queries.ts';

/** How far it is, as a bar and in words, and how long it still takes. */
export function OperationProgress({ operation }: { operation: Operation }) {
  const { t, format } = useTexts();
  const { total, done, failed, skipped, status } = operation;
  const processed = done + failed + skipped;
  const share = status === 'finished' ? 1 : total === null || total === 0 ? 0 : processed / total;
  return (
    <div className={classes.progress}>
      <Progress value={share * 100} size="sm" aria-label={t.operations.progress} />
      <div className={classes.words}>
        <span className="tabular" aria-live="polite">
          {progressWords(operation, t, format)}
        </span>
        {operation.leftMs !== null && (
          <span className="dim">{t.operations.left(format.duration(Math.max(1000, operation.leftMs)))}</span>
        )}
        {operation.startedAt && operation.finishedAt && (
          <span className="dim">
            {t.operations.took(format.duration(Date.parse(operation.finishedAt) - Date.parse(operation.startedAt)))}
          </span>
        )}
      </div>
    </div>
  );
}

type Texts = ReturnType<typeof useTexts>;

export function progressWords(operation: Operation, t: Texts['t'], format: Texts['format']): string {
  const { total, done, failed, skipped, status } = operation;
  const processed = format.number(done + failed + skipped);
  if (total !== null) return t.operations.progressOf(processed, format.number(total));
  return status === 'queued' ? t.operations.counting : t.operations.processed(processed);
}
