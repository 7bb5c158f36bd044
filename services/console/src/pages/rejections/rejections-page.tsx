import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { RejectionList } from '../../components/rejection-list.tsx';
import { useTexts } from '../../i18n/text.tsx';

export function RejectionsPage() {
  const { t } = useTexts();
  return (
    <Page title={t.rejections.title}>
      <RejectionList empty={<EmptyState example={t.rejections.emptyExample}>{t.rejections.empty}</EmptyState>} />
    </Page>
  );
}
