import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { previewQuery } from './queries.ts';
import classes from './survey-preview.module.css';

/** The real page of the draft, at the size of a phone. */
export function SurveyPreview({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  const query = useQuery(previewQuery(survey.id, survey.updatedAt));
  return (
    <Loaded query={query} what={t.surveys.whatPreview}>
      {(preview) => (
        <div className={classes.preview}>
          <p className={classes.text}>
            {t.surveys.previewText}{' '}
            <a href={preview.url} target="_blank" rel="noreferrer" className="link">
              {t.surveys.openPreview}
            </a>
          </p>
          <div className={classes.screens}>
            <iframe className={classes.phone} src={preview.url} title={t.surveys.previewPhone(survey.name)} />
            <iframe className={classes.desktop} src={preview.url} title={t.surveys.previewDesktop(survey.name)} />
          </div>
        </div>
      )}
    </Loaded>
  );
}
