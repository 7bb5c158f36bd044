import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { failureWords } from '../../components/problem-words.ts';
import { reasonWords } from '../../components/reason-words.ts';
import { StatusShape } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './home-page.module.css';

type Cause = Resource<'Summary'>['needsYou'][number];

/** Causes, not events: each with how often, what to do, and the one place to do it. */
export function NeedsYou({ causes }: { causes: Cause[] }) {
  const { t } = useTexts();
  if (causes.length === 0) {
    return (
      <p className={classes.calm}>
        <StatusShape tone="done" /> {t.home.nothingNeedsYou}
      </p>
    );
  }
  return (
    <ul className={classes.causes}>
      {causes.map((cause) => (
        <CauseItem key={`${cause.kind} ${cause.cause}`} cause={cause} />
      ))}
    </ul>
  );
}

function CauseItem({ cause }: { cause: Cause }) {
  const { t } = useTexts();
  const known = cause.kind === 'rejection' ? reasonWords(cause.cause, t) : failureWords(cause.cause, cause, t);
  return (
    <li className={classes.cause}>
      <StatusShape tone={cause.kind === 'failed-task' ? 'failed' : 'partly'} />
      <div>
        <div className={classes.causeSentence}>{t.home.cause[cause.kind](cause.count, known.sentence)}</div>
        <div className="dim">
          {known.remedy ?? cause.remedy} <RelativeTime at={cause.latestAt} />
        </div>
      </div>
      <div className={classes.act}>
        <Button variant="default" size="compact-sm" renderRoot={(props) => <CauseLink cause={cause} {...props} />}>
          {t.home.open[cause.kind]}
        </Button>
      </div>
    </li>
  );
}

function CauseLink({ cause, ...props }: { cause: Cause }) {
  switch (cause.kind) {
    case 'failed-task':
      return <Link to="/runs/$runId" params={{ runId: cause.exampleId }} {...props} />;
    case 'unknown-delivery':
      return <Link to="/deliveries/$deliveryId" params={{ deliveryId: cause.exampleId }} {...props} />;
    case 'rejection':
      return <Link to="/rejections" {...props} />;
  }
}
