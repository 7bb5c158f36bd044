import { problemOf } from '../../api/problem.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { StatusShape } from '../../components/status.tsx';
import classes from './mistakes.module.css';

/** What is wrong with what was given, in its own words; any other failure as everywhere. */
export function Mistakes({ title, error }: { title: string; error: unknown }) {
  const { code, errors } = problemOf(error);
  if (code !== 'invalid-request' || errors.length === 0) return <ErrorNotice error={error} />;
  return (
    <div className={classes.notice} role="alert">
      <StatusShape tone="partly" />
      <div>
        <strong>{title}</strong>
        {errors.map(({ pointer, message }) => (
          <div key={`${pointer} ${message}`}>{message}</div>
        ))}
      </div>
    </div>
  );
}
