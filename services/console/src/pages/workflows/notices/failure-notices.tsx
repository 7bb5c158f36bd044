import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Resource } from '../../../api/client.ts';
import { hasRight } from '../../../api/rights.ts';
import { Loaded } from '../../../components/loaded.tsx';
import { Section } from '../../../components/page.tsx';
import { showDone, showFailure } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { NoticeList } from './notice-list.tsx';
import classes from './notices.module.css';
import { NoticesDialog } from './notices-dialog.tsx';
import { type FailureNotices as Notices, noticesQuery, testNotices } from './queries.ts';

/** Who is told by e-mail when runs of a workflow fail, and the mails that went out. */
export function FailureNotices({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const query = useQuery(noticesQuery(workflow.id));
  const [opened, dialog] = useDisclosure(false);
  const mayEdit = hasRight(workflow, 'edit');
  const isTold = query.data !== undefined && toldNames(query.data).length > 0;
  return (
    <Section
      title={t.notices.title}
      aside={
        mayEdit && query.data ? (
          <Group gap="xs">
            {isTold && <TestButton workflowId={workflow.id} />}
            <Button size="compact-sm" variant="default" onClick={dialog.open}>
              {isTold ? t.notices.change : t.notices.choose}
            </Button>
          </Group>
        ) : null
      }
    >
      <Loaded query={query} what={t.notices.what}>
        {(notices) => (
          <>
            <Sentence notices={notices} />
            {notices.notices.length > 0 && <NoticeList notices={notices.notices} workflowId={workflow.id} />}
            {opened && <NoticesDialog workflow={workflow} notices={notices} onClose={dialog.close} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function toldNames({ members, addresses }: Notices): string[] {
  return [...members.map(({ name, email }) => name || email), ...addresses];
}

function Sentence({ notices }: { notices: Notices }) {
  const { t, language } = useTexts();
  const names = toldNames(notices);
  if (names.length === 0) return <p className="dim">{t.notices.nobody}</p>;
  const people = new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  return (
    <p className={classes.sentence}>
      {t.notices.told(people)}{' '}
      <span className="dim">{t.notices.rhythm(t.notices.interval(notices.intervalMinutes))}</span>
    </p>
  );
}

function TestButton({ workflowId }: { workflowId: string }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testNotices(workflowId),
    onSuccess: (notices) => {
      client.setQueryData(noticesQuery(workflowId).queryKey, notices);
      showDone(t.notices.tested);
    },
    onError: (error) => showFailure(error, t),
  });
  return (
    <Button size="compact-sm" variant="default" loading={test.isPending} onClick={() => test.mutate()}>
      {t.notices.test}
    </Button>
  );
}
