import { Link } from '@tanstack/react-router';
import type { Resource } from '../../../../api/client.ts';
import { contactFieldName } from '../../../../components/contact-field-name.ts';
import { Facts } from '../../../../components/facts.tsx';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { personName } from '../../../../components/person-name.ts';
import { useTexts } from '../../../../i18n/text.tsx';
import { ConditionsSeen } from '../../conditions-seen.tsx';
import classes from './test-run.module.css';
import { EmailShown, TextShown } from './written-message.tsx';

export type StepResult = Resource<'TestRunStep'>;
type WaitEnd = NonNullable<Extract<StepResult, { type: 'wait' }>['wait']>;
type ContactEffect = NonNullable<Extract<StepResult, { type: 'contact' }>['contact']>;

/** What one step would do, or why it would not. */
export function StepResultShown({ step }: { step: StepResult }) {
  return (
    <>
      {step.error && <FailureNotice failure={step.error} tone={step.status === 'failed' ? 'failed' : 'skipped'} />}
      <Effect step={step} />
    </>
  );
}

function Effect({ step }: { step: StepResult }) {
  const { t } = useTexts();
  switch (step.type) {
    case 'branch':
      return (
        step.branch && (
          <>
            <p className={classes.sentence}>
              {t.testRun.taken(step.branch.taken === 'steps' ? t.workflows.whenMet : t.workflows.otherwise)}
            </p>
            <ConditionsSeen group={step.branch.conditions} label={t.testRun.seen} />
          </>
        )
      );
    case 'wait':
      return step.wait && <WaitShown wait={step.wait} />;
    case 'contact':
      return step.contact && <ContactShown contact={step.contact} />;
    case 'email-survey':
      return step.email && <EmailShown email={step.email} recipient={step.survey?.recipient ?? null} />;
    case 'sms-survey':
      return step.text && <TextShown text={step.text} recipient={step.survey?.recipient ?? null} />;
  }
}

function WaitShown({ wait }: { wait: WaitEnd }) {
  const { t, format } = useTexts();
  return (
    <>
      <p className={classes.sentence}>{t.testRun.wait.until(format.exact(new Date(wait.until)))}</p>
      <p className={classes.sentence}>{wait.wentOn ? t.testRun.wait.goesOn : t.testRun.wait.ends}</p>
      <p className={classes.note}>{wait.because}</p>
    </>
  );
}

function ContactShown({ contact }: { contact: ContactEffect }) {
  const { t, format } = useTexts();
  const words = t.testRun.contact;
  const name = personName(contact) ?? words.someone;
  const { transaction, mailingList } = contact;
  return (
    <>
      <p className={classes.sentence}>{contact.outcome === 'created' ? words.created : words[contact.outcome](name)}</p>
      <p className={classes.note}>
        {contact.matchedBy
          ? words.matchedBy(t.workflows.matchKeys[contact.matchedBy.key], contact.matchedBy.value)
          : words.noMatch}
        {contact.id !== null && (
          <>
            {' · '}
            <Link to="/contacts/$contactId" params={{ contactId: contact.id }} className="link" target="_blank">
              {words.open}
            </Link>
          </>
        )}
      </p>
      <Changes changes={contact.changes} />
      {transaction && (
        <section>
          <h4 className={classes.part}>{words.transaction(transaction.name)}</h4>
          <Facts
            label={words.transaction(transaction.name)}
            facts={[
              {
                name: words.date,
                value: transaction.occurredAt === null ? null : format.exact(new Date(transaction.occurredAt)),
              },
              ...Object.entries(transaction.fields).map(([field, value]) => ({ name: field, value })),
            ]}
          />
        </section>
      )}
      {mailingList && (
        <p className={classes.sentence}>
          {mailingList.isNew ? words.newList(mailingList.name) : words.list(mailingList.name)}
        </p>
      )}
    </>
  );
}

/** Field by field, old to new. */
function Changes({ changes }: { changes: ContactEffect['changes'] }) {
  const { t } = useTexts();
  const words = t.testRun.contact;
  const rows = Object.entries(changes);
  if (rows.length === 0) return null;
  const value = (text: string | null) => text ?? <span className="dim">{words.empty}</span>;
  return (
    <table className={classes.changes} aria-label={words.changes}>
      <thead>
        <tr>
          <th scope="col">{words.field}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([field, { from, to }]) => (
          <tr key={field}>
            <th scope="row">{contactFieldName(field, t)}</th>
            <td>{value(from)}</td>
            <td>{value(to)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
