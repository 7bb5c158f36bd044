import { useTexts } from '../../../i18n/text.tsx';
import classes from './builder.module.css';
import type { Definition } from './definition.ts';
import { definitionChanges } from './definition-changes.ts';
import { stepTitle } from './field-choices.ts';

/** What differs between two definitions, step by step. */
export function ChangeList({ before, after }: { before: Definition; after: Definition }) {
  const { t } = useTexts();
  const changes = definitionChanges(before, after);
  return (
    <ul className={classes.changes}>
      {changes.conditions && <li>{t.builder.conditionsChanged}</li>}
      {changes.timeZone && <li>{t.builder.timeZoneChanged(after.timeZone)}</li>}
      {changes.steps.map(({ kind, step, parts }) => (
        <li key={step.id}>
          {t.builder.changes[kind](stepTitle(step, t))}
          {parts.length > 0 && (
            <span className="dim"> ({parts.map((part) => t.builder.partName(part)).join(', ')})</span>
          )}
        </li>
      ))}
      {!changes.conditions && !changes.timeZone && changes.steps.length === 0 && <li>{t.builder.nothingChanged}</li>}
    </ul>
  );
}
