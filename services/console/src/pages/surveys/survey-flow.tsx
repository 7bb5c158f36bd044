import type { Resource } from '../../api/client.ts';
import { useTexts } from '../../i18n/text.tsx';
import classes from './survey-flow.module.css';

/** The embedded data that the survey records with each response. */
export function SurveyFlow({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  const fields = survey.flow.embeddedData;
  if (fields.length === 0) return <p className={classes.text}>{t.surveys.noFlow}</p>;
  return (
    <>
      <p className={classes.text}>{t.surveys.flowText}</p>
      <ul className={classes.fields} aria-label={t.surveys.flowField}>
        {fields.map((field) => (
          <li key={field.name} className="mono">
            {field.name}
          </li>
        ))}
      </ul>
    </>
  );
}
