import { Button, FileInput, Group, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../../api/client.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { eventSourceChoicesQuery, surveyChoicesQuery } from '../queries.ts';
import { type ImportChoices, type ImportPreview, importWorkflow, previewImport } from './queries.ts';

interface ImportDialogProps {
  /** The workflow whose draft the file becomes; left out: a new workflow. */
  over?: Resource<'Workflow'>;
  onClose(): void;
}

/** A file, what it would make here, the choices that it leaves open, and only then the import. */
export function ImportDialog({ over, onClose }: ImportDialogProps) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [choices, setChoices] = useState<ImportChoices | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const preview = useMutation({ mutationFn: previewImport });
  const bring = useMutation({
    mutationFn: importWorkflow,
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['workflows'] });
      onClose();
      await navigate({ to: '/workflows/$workflowId/edit', params: { workflowId: id } });
      showDone(over ? t.moving.importedOver : t.moving.imported);
    },
  });
  function look(next: ImportChoices) {
    setChoices(next);
    bring.reset();
    preview.mutate(next);
  }
  async function take(file: File | null) {
    setChoices(null);
    const content = file === null ? null : readObject(await file.text());
    setUnreadable(file !== null && content === null);
    if (content === null) return;
    look({
      file: content,
      surveys: {},
      ...(over ? { workflowId: over.id, eventSourceId: over.eventSourceId } : {}),
    });
  }
  const found = preview.data;
  const isResolved =
    found !== undefined && found.eventSource.id !== null && found.surveys.every(({ id }) => id !== null);
  return (
    <Dialog opened onClose={onClose} size="lg" title={over ? t.moving.importOver : t.moving.import}>
      <Stack gap="md">
        <Text c="dimmed">{over ? t.moving.importOverHint : t.moving.importHint}</Text>
        <FileInput
          label={t.moving.file}
          placeholder={t.moving.chooseFile}
          accept="application/json,.json"
          onChange={(file) => void take(file)}
          error={unreadable ? t.moving.unreadable : null}
        />
        {preview.isError && <ErrorNotice error={preview.error} />}
        {bring.isError && <ErrorNotice error={bring.error} />}
        {found && choices && (
          <Preview found={found} choices={choices} fixedSource={over !== undefined} onChoose={look} />
        )}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t.common.cancel}
          </Button>
          <Button
            disabled={choices === null || !isResolved || preview.isPending}
            loading={bring.isPending}
            onClick={() => choices && bring.mutate(choices)}
          >
            {over ? t.moving.importAsDraft : t.moving.importNew}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface PreviewProps {
  found: ImportPreview;
  choices: ImportChoices;
  fixedSource: boolean;
  onChoose(choices: ImportChoices): void;
}

function Preview({ found, choices, fixedSource, onChoose }: PreviewProps) {
  const { t, format } = useTexts();
  const sources = useQuery(eventSourceChoicesQuery);
  const surveys = useQuery(surveyChoicesQuery);
  return (
    <Stack gap="sm">
      <div>
        {found.updates ? t.moving.updates(found.updates.name) : t.moving.creates(found.name)}
        {found.updates?.hasDraft && <b> {t.moving.replacesDraft}</b>}
      </div>
      <Select
        label={t.moving.sourceFor(found.eventSource.name)}
        placeholder={t.moving.choose}
        searchable
        disabled={fixedSource}
        value={found.eventSource.id}
        data={(sources.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => id && onChoose({ ...choices, eventSourceId: id })}
      />
      {found.surveys.map((survey) => (
        <Select
          key={survey.reference}
          label={t.moving.surveyFor(survey.name)}
          placeholder={t.moving.choose}
          searchable
          value={survey.id}
          data={(surveys.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id) => id && onChoose({ ...choices, surveys: { ...choices.surveys, [survey.reference]: id } })}
        />
      ))}
      {found.missingFields.length > 0 && (
        <div role="status">{t.moving.missing(found.missingFields.length, format.list(found.missingFields))}</div>
      )}
      {found.problems.length > 0 && (
        <ul aria-label={t.moving.problems}>
          {found.problems.slice(0, 20).map((problem) => (
            <li key={`${problem.pointer} ${problem.sentence}`}>
              <span className="mono dim">{problem.pointer}</span> {problem.sentence} {problem.mend}
            </li>
          ))}
        </ul>
      )}
    </Stack>
  );
}

function readObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : null;
  } catch {
    return null;
  }
}
