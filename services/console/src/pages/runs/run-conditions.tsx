import { useQuery } from '@tanstack/react-query';
import { Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { ConditionsSeen } from '../workflows/conditions-seen.tsx';
import { runConditionsQuery } from './queries.ts';

/** Each comparison of the workflow's conditions with what it saw: why a run was skipped. */
export function RunConditions({ runId }: { runId: string }) {
  const { t } = useTexts();
  const { data } = useQuery(runConditionsQuery(runId));
  if (!data?.conditions) return null;
  return (
    <Section title={t.testRun.seen}>
      <ConditionsSeen group={data.conditions} label={t.testRun.seen} />
    </Section>
  );
}

/** The same of a branch. */
export function BranchConditions({ runId, stepId }: { runId: string; stepId: string }) {
  const { t } = useTexts();
  const { data } = useQuery(runConditionsQuery(runId));
  const branch = data?.branches.find((each) => each.stepId === stepId);
  if (branch === undefined) return null;
  return (
    <Section title={t.runs.sawTitle}>
      <ConditionsSeen group={branch.conditions} label={t.testRun.seen} />
    </Section>
  );
}
