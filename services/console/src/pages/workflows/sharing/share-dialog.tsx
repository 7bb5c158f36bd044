import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../../../api/client.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { membersQuery } from '../../team/queries.ts';
import { ownerName } from './owner-name.ts';
import { sharingQuery } from './queries.ts';
import { SharingForm } from './sharing-form.tsx';
import { TransferForm } from './transfer-form.tsx';

interface ShareDialogProps {
  workflow: Resource<'Workflow'>;
  opened: boolean;
  onClose(): void;
}

/** Whom a workflow is shared with; its owner and administrators change it, the others read it. */
export function ShareDialog({ workflow, opened, onClose }: ShareDialogProps) {
  const { t } = useTexts();
  const sharing = useQuery({ ...sharingQuery(workflow.id), enabled: opened });
  const members = useQuery({ ...membersQuery, enabled: opened });
  const mayChange = workflow.right === 'own';
  return (
    <Dialog opened={opened} onClose={onClose} title={t.sharing.title(workflow.name)} size="lg">
      <Loaded query={sharing} what={t.sharing.what}>
        {(loaded) => (
          <>
            {!mayChange && <p className="dim">{t.sharing.onlyOwner(ownerName(loaded, t))}</p>}
            <SharingForm
              key={JSON.stringify(loaded)}
              workflowId={workflow.id}
              sharing={loaded}
              members={members.data ?? []}
              mayChange={mayChange}
              onSaved={onClose}
            />
            {mayChange && <TransferForm workflow={workflow} sharing={loaded} members={members.data ?? []} />}
          </>
        )}
      </Loaded>
    </Dialog>
  );
}
