import { Link } from '@tanstack/react-router';
import { contactFieldName } from '../../components/contact-field-name.ts';
import { CopyInline } from '../../components/copy-field.tsx';
import { Facts } from '../../components/facts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './task-output.module.css';

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** What a step did, in a sentence with the things it touched. An output of an unknown kind is shown as it is. */
export function TaskOutput({ type, output }: { type: string; output: Record<string, unknown> }) {
  if (type === 'contact') return <ContactOutput output={output} />;
  if (type === 'email-survey' || type === 'sms-survey') return <SurveyOutput output={output} type={type} />;
  if (type === 'wait') return <WaitOutput output={output} />;
  if (type === 'branch') return <BranchOutput output={output} />;
  return (
    <Facts label={type} mono facts={Object.entries(output).map(([name, value]) => ({ name, value: String(value) }))} />
  );
}

/** Why a wait was over, and whether the run went on. */
function WaitOutput({ output }: { output: Record<string, unknown> }) {
  const { t } = useTexts();
  const outcomes: Readonly<Record<string, string>> = t.runs.waitOutcomes;
  const because = text(output.because);
  return (
    <div className={classes.output}>
      <span>
        {outcomes[text(output.outcome) ?? '']} {output.wentOn === false ? t.runs.waitEnded : t.runs.waitWentOn}
      </span>
      {because && <span className="dim">{because}</span>}
    </div>
  );
}

/** Which way the run went, and the comparison that decided it. */
function BranchOutput({ output }: { output: Record<string, unknown> }) {
  const { t } = useTexts();
  const because = text(output.because);
  return (
    <div className={classes.output}>
      <span>{output.taken === 'steps' ? t.runs.output.branchMet : t.runs.output.branchNotMet}</span>
      {because && <span className="dim">{because}</span>}
    </div>
  );
}

function ContactOutput({ output }: { output: Record<string, unknown> }) {
  const { t, format } = useTexts();
  const contactId = text(output.contactId);
  const changed = Array.isArray(output.changed) ? output.changed.filter((field) => typeof field === 'string') : [];
  const sentence =
    output.outcome === 'created'
      ? t.runs.output.contactCreated
      : output.outcome === 'updated' && changed.length > 0
        ? t.runs.output.contactUpdated(format.list(changed.map((field) => contactFieldName(field, t))))
        : t.runs.output.contactUnchanged;
  return (
    <div className={classes.output}>
      <span>{sentence}</span>
      {contactId && (
        <Link to="/contacts/$contactId" params={{ contactId }} className="link">
          {t.runs.output.openContact}
        </Link>
      )}
    </div>
  );
}

function SurveyOutput({ output, type }: { output: Record<string, unknown>; type: 'email-survey' | 'sms-survey' }) {
  const { t } = useTexts();
  const deliveryId = text(output.deliveryId);
  const providerMessageId = text(output.providerMessageId);
  return (
    <div className={classes.output}>
      <span>{type === 'email-survey' ? t.runs.output.emailSent : t.runs.output.smsSent}</span>
      {deliveryId && (
        <Link to="/deliveries/$deliveryId" params={{ deliveryId }} className="link">
          {t.runs.output.openDelivery}
        </Link>
      )}
      {providerMessageId && (
        <span className={classes.id}>
          <span className="dim">{t.runs.output.providerMessageId}</span>
          <CopyInline value={providerMessageId} name={t.distributions.providerMessageIdName} />
        </span>
      )}
    </div>
  );
}
