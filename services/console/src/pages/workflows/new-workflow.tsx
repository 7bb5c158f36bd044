import { Radio, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { useTexts } from '../../i18n/text.tsx';
import { eventSourceQuery } from '../event-sources/queries.ts';
import type { Definition } from './builder/definition.ts';
import { newStep } from './builder/new-step.ts';
import { createWorkflow, eventSourceChoicesQuery, saveDraft, surveyChoicesQuery } from './queries.ts';

const beginnings = ['contact', 'email-survey', 'sms-survey'] as const;
const empty = { name: '', eventSourceId: '', beginning: 'email-survey' };

/** The three things that a workflow begins with: a name, an event, and what it does first. */
export function NewWorkflow({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft, forgetDraft] = useDraft('new-workflow', empty);
  const sources = useQuery({ ...eventSourceChoicesQuery, enabled: opened });
  const only = sources.data?.length === 1 ? sources.data[0]?.id : undefined;
  const eventSourceId = draft.eventSourceId || only || '';
  const beginning = beginnings.find((each) => each === draft.beginning) ?? 'contact';
  const create = useMutation({
    mutationFn: async () => {
      const { fields } = await client.fetchQuery(eventSourceQuery(eventSourceId));
      const blank: Definition = { conditions: null, steps: [], timeZone: browserZone() };
      const definition = { ...blank, steps: [newStep('contact', blank, fields, t)] };
      const workflow = await createWorkflow({ name: draft.name.trim(), eventSourceId, definition });
      if (beginning === 'contact') return workflow;
      const surveys = await client.fetchQuery(surveyChoicesQuery);
      const onlySurvey = surveys.length === 1 ? surveys[0]?.id : undefined;
      const content = {
        ...definition,
        steps: [...definition.steps, newStep(beginning, definition, fields, t, onlySurvey)],
      };
      await saveDraft(workflow.id, { content, basedOn: workflow.revision, version: 0 });
      return workflow;
    },
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['workflows', 'list'] });
      forgetDraft();
      onClose();
      await navigate({ to: '/workflows/$workflowId/edit', params: { workflowId: id } });
    },
  });

  return (
    <Dialog opened={opened} onClose={onClose} title={t.builder.newWorkflow}>
      <DialogForm
        work={create}
        action={t.builder.create}
        disabled={eventSourceId === ''}
        onSubmit={() => create.mutate()}
        onCancel={onClose}
      >
        <Text c="dimmed">{t.builder.newWorkflowHint}</Text>
        <TextInput
          label={t.workflows.name}
          placeholder={t.builder.nameHint}
          required
          withAsterisk={false}
          maxLength={255}
          data-autofocus
          value={draft.name}
          onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })}
        />
        {sources.data?.length === 0 ? (
          <Text size="sm">
            {t.builder.noEventSource}{' '}
            <Link to="/event-sources" className="link">
              {t.builder.createEventSource}
            </Link>
          </Text>
        ) : (
          <Select
            label={t.builder.whichEventSource}
            required
            withAsterisk={false}
            searchable
            value={eventSourceId || null}
            data={(sources.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => setDraft({ ...draft, eventSourceId: id ?? '' })}
          />
        )}
        <Radio.Group
          label={t.builder.beginWith}
          value={beginning}
          onChange={(value) => setDraft({ ...draft, beginning: value })}
        >
          <Stack gap="xs" mt="xs">
            {beginnings.map((value) => (
              <Radio key={value} value={value} label={t.builder.beginnings[value]} />
            ))}
          </Stack>
        </Radio.Group>
      </DialogForm>
    </Dialog>
  );
}

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
