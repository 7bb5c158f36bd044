import { type ReactNode, use } from 'react';
import { createPortal } from 'react-dom';
import { CrumbSlot } from './crumb-slot.ts';
import classes from './page.module.css';

interface PageProps {
  /** Names the page in the tab, the breadcrumb and the heading. */
  title: string;
  /** Links to the pages above this one, outermost first. */
  above?: ReactNode[];
  /** Beside or under the title: state, ids. */
  facts?: ReactNode;
  actions?: ReactNode;
  /** Up to 1,200 px unless the content is a wide table. */
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, above = [], facts, actions, wide = false, children }: PageProps) {
  const slot = use(CrumbSlot);
  return (
    <div className={wide ? classes.wide : classes.page}>
      <title>{`${title} · Canvass`}</title>
      {slot &&
        createPortal(
          <ol className={classes.crumbs}>
            {above.map((crumb, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the path never changes order
              <li key={index}>{crumb}</li>
            ))}
            <li aria-current="page" className="cut">
              {title}
            </li>
          </ol>,
          slot,
        )}
      <header className={classes.header}>
        <div className={classes.heading}>
          <h1 className={classes.title}>{title}</h1>
          {facts && <div className={classes.facts}>{facts}</div>}
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
