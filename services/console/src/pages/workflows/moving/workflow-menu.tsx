import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCopy, IconDots, IconDownload, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import type { Resource } from '../../../api/client.ts';
import { hasRight, useRights } from '../../../api/rights.ts';
import { showFailure } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import { DuplicateDialog } from './duplicate-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { downloadWorkflow } from './queries.ts';

/** What takes a workflow elsewhere, or brings it from there. */
export function WorkflowMenu({ workflow }: { workflow: Resource<'Workflow'> }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const [copying, copyDialog] = useDisclosure(false);
  const [importing, importDialog] = useDisclosure(false);
  const save = useMutation({
    mutationFn: () => downloadWorkflow(workflow.id, workflow.name),
    onError: (error) => showFailure(error, t),
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={32} variant="default" aria-label={t.moving.more}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayWrite && (
            <Menu.Item leftSection={<IconCopy size={14} />} onClick={copyDialog.open}>
              {t.moving.duplicate}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => save.mutate()}>
            {t.moving.export}
          </Menu.Item>
          {mayWrite && hasRight(workflow, 'edit') && (
            <Menu.Item leftSection={<IconUpload size={14} />} onClick={importDialog.open}>
              {t.moving.importOver}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {copying && <DuplicateDialog workflow={workflow} onClose={copyDialog.close} />}
      {importing && <ImportDialog over={workflow} onClose={importDialog.close} />}
    </>
  );
}
