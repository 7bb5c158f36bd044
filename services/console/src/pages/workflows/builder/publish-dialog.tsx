import { Confirm } from '../../../components/confirm.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { ChangeList } from './change-list.tsx';
import type { Definition } from './definition.ts';

interface PublishDialogProps {
  opened: boolean;
  before: Definition;
  after: Definition;
  revision: number;
  isOn: boolean;
  pending: boolean;
  error: unknown;
  onConfirm(): void;
  onClose(): void;
}

/** What publishing changes, before it is done. */
export function PublishDialog({ before, after, revision, isOn, ...dialog }: PublishDialogProps) {
  const { t } = useTexts();
  return (
    <Confirm {...dialog} title={t.builder.publish(revision)} action={t.builder.publish(revision)}>
      <ChangeList before={before} after={after} />
      <p className="dim">{isOn ? t.builder.publishOn : t.builder.publishOff}</p>
    </Confirm>
  );
}
