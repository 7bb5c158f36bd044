import { ActionIcon, Button, Group, Radio, Select, Stack } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { showDone } from '../../../components/toasts.tsx';
import { useTexts } from '../../../i18n/text.tsx';
import type { Member } from '../../team/queries.ts';
import { allRights, type Right, type Sharing, saveSharing } from './queries.ts';
import classes from './sharing.module.css';

interface SharingFormProps {
  workflowId: string;
  sharing: Sharing;
  members: Member[];
  mayChange: boolean;
  onSaved(): void;
}

/** What a role may do where nobody restricts it. */
const rightOfRole = { editor: 'edit', analyst: 'view', viewer: 'view' } as const;

export function SharingForm({ workflowId, sharing, members, mayChange, onSaved }: SharingFormProps) {
  const { t } = useTexts();
  const client = useQueryClient();
  const [draft, setDraft] = useState(sharing);
  const save = useMutation({
    mutationFn: () =>
      saveSharing(workflowId, {
        restricted: draft.restricted,
        roles: draft.roles.flatMap(({ role, right }) => (right === null ? [] : [{ role, right }])),
        members: draft.members.map(({ id, right }) => ({ id, right })),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['workflows'] });
      onSaved();
      showDone(t.sharing.saved);
    },
  });
  const addable = members.filter(
    ({ id }) => id !== draft.owner?.id && !draft.members.some((member) => member.id === id),
  );
  function restrict(restricted: boolean) {
    const roles = draft.roles.map(({ role }) => ({ role, right: restricted ? null : rightOfRole[role] }));
    setDraft({ ...draft, restricted, roles });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {save.isError && <ErrorNotice error={save.error} />}
        <Radio.Group
          value={draft.restricted ? 'restricted' : 'open'}
          onChange={(value) => restrict(value === 'restricted')}
        >
          <Stack gap="xs">
            <Radio value="open" disabled={!mayChange} label={t.sharing.open} description={t.sharing.openHint} />
            <Radio
              value="restricted"
              disabled={!mayChange}
              label={t.sharing.restricted}
              description={t.sharing.restrictedHint}
            />
          </Stack>
        </Radio.Group>
        <ul className={classes.grants}>
          {draft.roles.map(({ role, right }) => (
            <li key={role}>
              <span>{t.sharing.roles[role]}</span>
              <RightSelect
                name={t.sharing.roles[role]}
                value={right}
                least={draft.restricted ? null : rightOfRole[role]}
                disabled={!mayChange}
                onChange={(chosen) =>
                  setDraft({
                    ...draft,
                    roles: draft.roles.map((each) => (each.role === role ? { role, right: chosen } : each)),
                  })
                }
              />
            </li>
          ))}
          {draft.members.map((member) => (
            <li key={member.id}>
              <span>
                {member.name} <span className="dim">{member.email}</span>
              </span>
              <RightSelect
                name={member.name}
                value={member.right}
                least="view"
                disabled={!mayChange}
                onChange={(right) =>
                  right &&
                  setDraft({
                    ...draft,
                    members: draft.members.map((each) => (each.id === member.id ? { ...each, right } : each)),
                  })
                }
              />
              {mayChange && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t.sharing.removeMember(member.name)}
                  onClick={() => setDraft({ ...draft, members: draft.members.filter((each) => each.id !== member.id) })}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <Select
            aria-label={t.sharing.addMember}
            placeholder={t.sharing.addMember}
            searchable
            value={null}
            data={addable.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` }))}
            onChange={(id) => {
              const member = addable.find((each) => each.id === id);
              if (member === undefined) return;
              const { name, email } = member;
              setDraft({ ...draft, members: [...draft.members, { id: member.id, name, email, right: 'view' }] });
            }}
          />
        )}
        <p className="dim">{t.sharing.rightsHelp}</p>
        {mayChange && (
          <Group justify="flex-end">
            <Button type="submit" loading={save.isPending}>
              {t.sharing.save}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

interface RightSelectProps {
  name: string;
  value: Right | null;
  /** The least that can be chosen; null = nothing at all. */
  least: Right | null;
  disabled: boolean;
  onChange(right: Right | null): void;
}

const none = 'none';

function RightSelect({ name, value, least, disabled, onChange }: RightSelectProps) {
  const { t } = useTexts();
  const choices = least === null ? allRights : allRights.slice(allRights.indexOf(least));
  return (
    <Select
      size="xs"
      w={180}
      aria-label={t.sharing.rightOf(name)}
      value={value ?? none}
      allowDeselect={false}
      disabled={disabled}
      data={[
        ...(least === null ? [{ value: none, label: t.sharing.none }] : []),
        ...choices.map((right) => ({ value: right, label: t.sharing.rights[right] })),
      ]}
      onChange={(chosen) => onChange(allRights.find((right) => right === chosen) ?? null)}
    />
  );
}
