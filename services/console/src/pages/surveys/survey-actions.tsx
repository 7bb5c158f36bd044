import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { Confirm } from '../../components/confirm.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { PublishDialog } from './build/publish-dialog.tsx';
import { useEditor } from './build/use-survey-editor.ts';
import { closeSurvey, pauseSurvey, resumeSurvey, surveyQuery } from './queries.ts';

type Survey = Resource<'Survey'>;

/** What can be done with the survey in its state. */
export function SurveyActions({ survey }: { survey: Survey }) {
  const { t } = useTexts();
  const { isDirty, save, contents } = useEditor();
  const client = useQueryClient();
  const [closing, dialog] = useDisclosure(false);
  const [publishing, publishDialog] = useDisclosure(false);
  const change = useMutation({
    mutationFn: ({ act }: { act: (surveyId: string) => Promise<Survey>; said: string }) => act(survey.id),
    onSuccess: (changed, { said }) => {
      client.setQueryData(surveyQuery(survey.id).queryKey, changed);
      void client.invalidateQueries({ queryKey: ['surveys', 'list'] });
      dialog.close();
      showDone(said);
    },
    onError: (error) => {
      if (!closing) showFailure(error, t);
    },
  });
  const mayPublish =
    survey.publishedVersion === null || survey.hasUnpublishedChanges || isDirty || survey.status === 'closed';

  /** What is published is what is saved: so it is saved first. */
  function publish() {
    if (isDirty) save.mutate(contents, { onSuccess: publishDialog.open });
    else publishDialog.open();
  }

  return (
    <>
      {(survey.status === 'active' || survey.status === 'paused') && (
        <Button variant="default" onClick={dialog.open}>
          {t.surveys.close}
        </Button>
      )}
      {survey.status === 'active' && (
        <Button
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ act: pauseSurvey, said: t.surveys.paused })}
        >
          {t.surveys.pause}
        </Button>
      )}
      {survey.status === 'paused' && (
        <Button
          loading={change.isPending}
          onClick={() => change.mutate({ act: resumeSurvey, said: t.surveys.resumed })}
        >
          {t.surveys.resume}
        </Button>
      )}
      {mayPublish && (
        <Button loading={save.isPending} onClick={publish}>
          {survey.publishedVersion === null ? t.surveys.publish : t.surveys.publishAgain}
        </Button>
      )}
      <PublishDialog survey={survey} opened={publishing} onClose={publishDialog.close} />
      <Confirm
        opened={closing}
        title={t.surveys.closeTitle}
        action={t.surveys.close}
        danger
        pending={change.isPending}
        error={change.error}
        onConfirm={() => change.mutate({ act: closeSurvey, said: t.surveys.closed })}
        onClose={dialog.close}
      >
        {t.surveys.closeText}
      </Confirm>
    </>
  );
}
