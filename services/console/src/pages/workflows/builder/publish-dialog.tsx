import { Confirm } from '../../../components/confirm.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { Definition } from './definition.ts';
import { definitionChanges } from './definition-changes.ts';
import { stepTitle } from './field-choices.ts';

interface PublishDialogProps {
  opened: boolean;
  before: Definition;
  after: Definition;
  revision: number;
  isOn: boolean;
  pending: boolean;
  error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** What publishing changes, before it is done. */
export function PublishDialog({ before, after, revision, isOn, ...dialog }: PublishDialogProps) {
  const { t } = useTexts();
  const changes = definitionChanges(before, after);
  return (
    <Confirm {...dialog} title={t.builder.publish(revision)} action={t.builder.publish(revision)}>
      <ul className={classes.changes}>
        {changes.conditions && <li>{t.builder.conditionsChanged}</li>}
        {changes.steps.map(({ kind, step, parts }) => (
          <li key={step.id}>
            {t.builder.changes[kind](stepTitle(step, t))}
            {parts.length > 0 && (
              <span className="dim"> ({parts.map((part) => t.builder.partName(part)).join(', ')})</span>
            )}
          </li>
        ))}
        {!changes.conditions && changes.steps.length === 0 && <li>{t.builder.nothingChanged}</li>}
      </ul>
      <p className="dim">{isOn ? t.builder.publishOn : t.builder.publishOff}</p>
    </Confirm>
  );
}
