import { Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react';
import type { Resource } from '../api/client.ts';
import { chooseWorkspace } from '../api/workspace-choice.ts';
import { useTexts } from '../i18n/text.tsx';
import { CreateWorkspace } from './create-workspace.tsx';
import classes from './navigation.module.css';

export type Me = Resource<'Me'>;

/** Where the person is; opens the way to their other workspaces, and for administrators to a new one. */
export function WorkspaceSwitcher({ me }: { me: Me | null }) {
  const { t } = useTexts();
  const [creating, dialog] = useDisclosure(false);
  const name = me?.workspace.name ?? 'Canvass';
  const mayCreate = me?.user != null && me.role === 'admin';
  const head = (
    <>
      <img src="/favicon.svg" alt="" width={22} height={22} />
      <span className="cut">{name}</span>
    </>
  );
  if (me === null || (me.workspaces.length < 2 && !mayCreate)) {
    return (
      <div className={classes.workspace} title={name}>
        {head}
      </div>
    );
  }
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <button
            type="button"
            className={classes.workspace}
            title={name}
            aria-label={`${name}: ${t.shell.switchWorkspace}`}
          >
            {head}
            <IconSelector size={14} />
          </button>
        </Menu.Target>
        <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
          <Menu.Label>{t.shell.workspaces}</Menu.Label>
          {me.workspaces.map((workspace) => (
            <Menu.Item
              key={workspace.id}
              aria-current={workspace.id === me.workspace.id}
              rightSection={workspace.id === me.workspace.id ? <IconCheck size={14} /> : null}
              onClick={() => goTo(workspace.id)}
            >
              <div className="cut">{workspace.name}</div>
              <div className="dim">{t.team.roles[workspace.role]}</div>
            </Menu.Item>
          ))}
          {mayCreate && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={14} />} onClick={dialog.open}>
                {t.shell.createWorkspace}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <CreateWorkspace opened={creating} onClose={dialog.close} onCreated={goTo} />
    </>
  );
}

/** From the beginning: nothing that was loaded belongs there. */
function goTo(workspaceId: string): void {
  chooseWorkspace(workspaceId);
  window.location.assign('/');
}
