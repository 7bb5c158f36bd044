import { TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './build/build.module.css';
import { createSurvey, surveyQuery, surveyTemplatesQuery } from './queries.ts';

type Template = Resource<'SurveyTemplate'>;

/** Begins a survey: a template, a name, and on to its questions. */
export function CreateSurvey({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const templates = useQuery({ ...surveyTemplatesQuery, enabled: opened });
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [name, setName] = useState('');
  const chosen = templates.data?.data.find(({ id }) => id === chosenId) ?? templates.data?.data[0];
  const wordsOf = (template: Template) => t.build.templates[template.id] ?? template;

  const create = useMutation({
    mutationFn: (template: Template) =>
      createSurvey({
        name: name.trim() || wordsOf(template).name,
        definition: template.definition,
        flow: template.flow,
      }),
    onSuccess: async (survey) => {
      client.setQueryData(surveyQuery(survey.id).queryKey, survey);
      void client.invalidateQueries({ queryKey: ['surveys', 'list'] });
      setName('');
      onClose();
      await navigate({ to: '/surveys/$surveyId', params: { surveyId: survey.id } });
      showDone(t.build.created);
    },
  });

  return (
    <Dialog opened={opened} onClose={onClose} size="lg" title={t.build.createTitle}>
      <DialogForm
        work={create}
        action={t.build.create}
        disabled={!chosen}
        onSubmit={() => chosen && create.mutate(chosen)}
        onCancel={onClose}
      >
        <Loaded query={templates} what={t.build.templatesWhat}>
          {({ data }) => (
            <div className={classes.templates} role="radiogroup" aria-label={t.build.beginWith}>
              {data.map((template) => (
                <label key={template.id} className={classes.template} data-chosen={template === chosen || undefined}>
                  <input
                    type="radio"
                    name="template"
                    className={classes.templateInput}
                    checked={template === chosen}
                    onChange={() => setChosenId(template.id)}
                  />
                  <span className={classes.templateName}>{wordsOf(template).name}</span>
                  <span className="dim">{wordsOf(template).description}</span>
                </label>
              ))}
            </div>
          )}
        </Loaded>
        <TextInput
          label={t.build.internalName}
          description={t.build.internalNameHint}
          placeholder={chosen && wordsOf(chosen).name}
          maxLength={255}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </DialogForm>
    </Dialog>
  );
}
