import { Link } from '@tanstack/react-router';
import { useRef } from 'react';
import type { Resource } from '../../api/client.ts';
import { taskTones } from '../../api/statuses.ts';
import { StatusShape } from '../../components/status.tsx';
import { useNow } from '../../components/time.tsx';
import { useListKeys } from '../../components/use-list-keys.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './run-steps.module.css';
import { barOf } from './run-timeline-scale.ts';
import { taskName } from './run-words.ts';

/** The steps in order, each with its bar on the run's time, as in a trace view. */
export function RunSteps({ run, selected }: { run: Resource<'Run'>; selected: string | null }) {
  const { t, format } = useTexts();
  const now = useNow();
  const list = useRef<HTMLOListElement>(null);
  useListKeys(list);
  return (
    <ol ref={list} className={classes.steps} aria-label={t.runs.steps}>
      {run.tasks.map((task) => {
        const bar = barOf(task, run, now);
        return (
          <li key={task.id}>
            <Link
              to="/runs/$runId"
              params={{ runId: run.id }}
              search={{ step: task.stepId }}
              replace
              resetScroll={false}
              className={`row-link ${classes.step}`}
              aria-current={task.stepId === selected ? 'step' : undefined}
            >
              <StatusShape tone={taskTones[task.status]} />
              <span className={classes.name}>
                <span className="cut">{taskName(task, t)}</span>
                <span className={classes.status}>
                  {t.statuses.task[task.status]}
                  {task.attempts > 1 && ` · ${t.runs.attempt(task.attempts)}`}
                </span>
              </span>
              <span className={classes.duration}>{bar ? format.duration(bar.durationMs) : t.runs.stepNotStarted}</span>
              <span className={classes.track} aria-hidden="true">
                {bar && (
                  <span
                    className={classes.bar}
                    data-tone={taskTones[task.status]}
                    style={{ left: `${bar.start * 100}%`, width: `max(3px, ${bar.length * 100}%)` }}
                  />
                )}
              </span>
            </Link>
          </li>
        );
      })}
    </ol>
  );
}
