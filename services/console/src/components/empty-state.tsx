import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

interface EmptyStateProps {
  /** One sentence: what would be here and where it comes from. */
  children: ReactNode;
  example?: ReactNode;
  action?: ReactNode;
}

/** An empty place teaches: a sentence, an example, a button. */
export function EmptyState({ children, example, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.sentence}>{children}</p>
      {example && <div className={classes.example}>{example}</div>}
      {action && <div>{action}</div>}
    </div>
  );
}
