import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../../../api/client.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { StatusShape } from '../../../components/status.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { publishSurvey, surveyChangesQuery, surveyQuery } from '../queries.ts';
import classes from './build.module.css';
import { problemText } from './problem-text.ts';

interface PublishDialogProps {
  survey: Resource<'Survey'>;
  opened: boolean;
  onClose(): void;
}

/** What publishing changes, and for whom, before it is done. */
export function PublishDialog({ survey, opened, onClose }: PublishDialogProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const query = useQuery({ ...surveyChangesQuery(survey.id, survey.updatedAt), enabled: opened });
  const errors = (query.data?.problems ?? []).filter(({ severity }) => severity === 'error');
  const publish = useMutation({
    mutationFn: () => publishSurvey(survey.id),
    onSuccess: (published) => {
      client.setQueryData(surveyQuery(survey.id).queryKey, published);
      void client.invalidateQueries({ queryKey: ['surveys', 'list'] });
      onClose();
      showDone(t.surveys.published);
    },
  });
  const version = (survey.publishedVersion ?? 0) + 1;
  return (
    <Dialog opened={opened} onClose={onClose} size="lg" title={t.build.publishTitle(version)}>
      <Stack gap="md">
        <Loaded query={query} what={t.build.changes}>
          {({ publishedVersion, changes, problems }) => (
            <>
              {errors.length > 0 && (
                <div className={classes.blocked}>
                  <p>{t.build.errorsKeep(errors.length)}</p>
                  <ul className={classes.problemList}>
                    {errors.map((problem) => (
                      <li key={`${problem.code} ${problem.place}`} className={classes.problemItem}>
                        <StatusShape tone="failed" />
                        <div>
                          {problemText(problem, t).sentence}
                          <div className="dim">{problemText(problem, t).mend}</div>
                        </div>
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              <p>{publishedVersion === null ? t.build.firstPublish : t.build.nextPublish(publishedVersion)}</p>
              {publishedVersion !== null && <Changes changes={changes} />}
              {errors.length === 0 && problems.length > 0 && (
                <p className="dim">{t.build.warningsStay(problems.length)}</p>
              )}
            </>
          )}
        </Loaded>
        {publish.isError && <ErrorNotice error={publish.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={!query.isSuccess || errors.length > 0}
            loading={publish.isPending}
            onClick={() => publish.mutate()}
          >
            {t.build.publishVersion(version)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

const signs = { added: '+', removed: '−', changed: '~', moved: '↕' } as const;

function Changes({ changes }: { changes: Resource<'SurveyChange'>[] }) {
  const { t } = useTexts();
  const textNames: Record<string, string> = {
    title: t.build.title,
    description: t.build.intro,
    completedHtml: t.build.thanks,
  };
  if (changes.length === 0) return <p className="dim">{t.build.noChanges}</p>;
  return (
    <ul className={classes.changes} aria-label={t.build.changes}>
      {changes.map(({ kind, subject, name, title, properties }) => (
        <li key={`${kind} ${subject} ${name}`} data-kind={kind}>
          <span className={classes.sign} aria-hidden="true">
            {signs[kind]}
          </span>
          <div>
            <span className={classes.kind}>
              {t.build.changeKinds[kind]} · {t.build.subjects[subject]}
            </span>{' '}
            <span className={classes.changed}>{subject === 'text' ? (textNames[name] ?? name) : title || name}</span>
            {properties.length > 0 && (
              <span className="dim"> ({properties.map((one) => t.build.properties[one] ?? one).join(', ')})</span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
