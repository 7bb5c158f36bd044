import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { problemOf } from '../../api/problem.ts';
import { hasRight } from '../../api/rights.ts';
import { Confirm } from '../../components/confirm.tsx';
import type { Column } from '../../components/data-table.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Section } from '../../components/page.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { ChangeList } from './builder/change-list.tsx';
import { discardDraft, revisionQuery, saveDraft, useRevisions } from './queries.ts';

type Revision = Resource<'WorkflowRevisionSummary'>;

/** What the workflow was: every revision, what has changed since, and the way back. */
export function Revisions({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const list = useRevisions(workflow.id);
  const [shown, setShown] = useState<number | null>(null);
  const columns: Column<Revision>[] = [
    { key: 'revision', header: t.workflows.revision, width: '120px', cell: ({ revision }) => revision },
    { key: 'saved', header: t.workflows.updated, cell: ({ createdAt }) => <RelativeTime at={createdAt} /> },
    {
      key: 'compare',
      header: '',
      align: 'end',
      cell: ({ revision }) =>
        revision === workflow.revision ? (
          <span className="dim">{t.builder.isPublished}</span>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => setShown(revision)}>
            {t.builder.compare}
          </Button>
        ),
    },
  ];
  if (workflow.revision === 1) return null;
  return (
    <Section title={t.builder.revisions}>
      <LiveTable label={t.builder.revisions} list={list} columns={columns} empty={null} />
      {shown !== null && <Comparison workflow={workflow} revision={shown} onClose={() => setShown(null)} />}
    </Section>
  );
}

function Comparison({
  workflow,
  revision,
  onClose,
}: {
  workflow: Resource<'Workflow'>;
  revision: number;
  onClose(): void;
}) {
  const { t } = useTexts();
  const mayWrite = hasRight(workflow, 'edit');
  const navigate = useNavigate();
  const query = useQuery(revisionQuery(workflow.id, revision));
  const restore = useMutation({
    mutationFn: async (content: Resource<'WorkflowDefinitionOutput'>) => {
      const draft = { content, basedOn: workflow.revision, version: 0 };
      try {
        return await saveDraft(workflow.id, draft);
      } catch (error) {
        // A draft is in the way: the dialog has said that it goes.
        if (problemOf(error).code !== 'conflict') throw error;
        await discardDraft(workflow.id);
        return saveDraft(workflow.id, draft);
      }
    },
    onSuccess: () => navigate({ to: '/workflows/$workflowId/edit', params: { workflowId: workflow.id } }),
  });
  const definition = query.data?.definition;
  return (
    <Confirm
      opened
      title={t.builder.sinceRevision(revision)}
      action={t.builder.restore(revision)}
      pending={restore.isPending || !mayWrite || definition === undefined}
      error={restore.error}
      onConfirm={() => definition && restore.mutate(definition)}
      onClose={onClose}
    >
      <Loaded query={query} what={t.builder.revisions}>
        {(loaded) => <ChangeList before={loaded.definition} after={workflow.definition} />}
      </Loaded>
      <p className="dim">{t.builder.restoreHint}</p>
    </Confirm>
  );
}
