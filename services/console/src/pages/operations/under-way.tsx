import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../i18n/text.tsx';
import { progressWords } from './operation-progress.tsx';
import { unfinishedOperationsQuery } from './queries.ts';
import classes from './under-way.module.css';

/** What was started and is not finished, one line each: it is still there after a reload. */
export function UnderWay() {
  const { t, format } = useTexts();
  const operations = useQuery(unfinishedOperationsQuery).data ?? [];
  if (operations.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={t.operations.title}>
      {operations.map((operation) => (
        <li key={operation.id} className={classes.item}>
          <Link to="/operations/$operationId" params={{ operationId: operation.id }} className="link">
            {t.operations.kinds[operation.kind]}
          </Link>
          <span className="tabular">{progressWords(operation, t, format)}</span>
        </li>
      ))}
    </ul>
  );
}
