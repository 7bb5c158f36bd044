import { IconMail, IconMessage, IconMessageReply, IconPencil, IconRoute } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/client.ts';
import { deliveryTones, responseTones, runTones } from '../../api/statuses.ts';
import { contactFieldName } from '../../components/contact-field-name.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { readChanges } from './changes.ts';
import classes from './contact-history.module.css';

type Entry = Resource<'HistoryEntry'>;

export function HistoryItem({ entry }: { entry: Entry }) {
  const parts = useParts(entry);
  return (
    <li className={classes.item}>
      <span className={classes.icon}>{parts.icon}</span>
      <div className={classes.head}>
        <span className={classes.title}>{parts.title}</span>
        {parts.status}
      </div>
      <span className={classes.at}>
        <RelativeTime at={entry.at} />
      </span>
      {parts.below}
    </li>
  );
}

interface Parts {
  icon: ReactNode;
  title: ReactNode;
  status?: ReactNode;
  below?: ReactNode;
}

function useParts(entry: Entry): Parts {
  const { t } = useTexts();
  switch (entry.type) {
    case 'run':
      return {
        icon: <IconRoute size={13} />,
        title: (
          <Link to="/runs/$runId" params={{ runId: entry.id }} className="link">
            {t.contacts.runOf(entry.workflowName ?? t.runs.deletedWorkflow)}
          </Link>
        ),
        status: (
          <>
            <Status tone={runTones[entry.status]}>{t.statuses.run[entry.status]}</Status>
            {entry.recordId && <span className="mono dim">{entry.recordId}</span>}
          </>
        ),
      };
    case 'change':
      return { icon: <IconPencil size={13} />, title: t.contacts.change[entry.kind], below: <Changes entry={entry} /> };
    case 'delivery':
      return {
        icon: entry.channel === 'email' ? <IconMail size={13} /> : <IconMessage size={13} />,
        title: (
          <Link to="/deliveries/$deliveryId" params={{ deliveryId: entry.deliveryId }} className="link">
            {t.contacts.sentBy[entry.channel](entry.surveyName ?? t.distributions.survey)}
          </Link>
        ),
        status: (
          <>
            <Status tone={deliveryTones[entry.status]}>{t.statuses.delivery[entry.status]}</Status>
            <span className="dim">{entry.to}</span>
          </>
        ),
      };
    case 'response':
      return {
        icon: <IconMessageReply size={13} />,
        title: (
          <Link to="/responses/$responseId" params={{ responseId: entry.responseId }} className="link">
            {(entry.status === 'finished' ? t.contacts.answered : t.contacts.answering)(
              entry.surveyName ?? t.distributions.survey,
            )}
          </Link>
        ),
        status: <Status tone={responseTones[entry.status]}>{t.statuses.response[entry.status]}</Status>,
      };
  }
}

function Changes({ entry }: { entry: Extract<Entry, { type: 'change' }> }) {
  const { t } = useTexts();
  const changes = readChanges(entry.changes);
  if (changes.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={change.field}>
          {contactFieldName(change.field, t)}: {change.from !== null && <>{change.from} → </>}
          <b>{change.to ?? t.contacts.nothing}</b>
        </li>
      ))}
    </ul>
  );
}
