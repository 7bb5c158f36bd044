import { ActionIcon, Button, Menu, TextInput } from '@mantine/core';
import { IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { showDone, showFailure } from '../../components/toasts.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { deleteRunView, runViewsQuery, saveRunView } from './queries.ts';
import { fromRunFilter, type RunsSearch } from './run-filters.ts';
import classes from './run-views.module.css';

/** Filters that the person keeps under a name. */
export function RunViews({ search }: { search: RunsSearch }) {
  const { t } = useTexts();
  const client = useQueryClient();
  const navigate = useNavigate();
  const views = useQuery(runViewsQuery).data ?? [];
  const [saving, setSaving] = useState(false);
  const reload = () => client.invalidateQueries({ queryKey: runViewsQuery.queryKey });
  const remove = useMutation({
    mutationFn: ({ id }: { id: string; name: string }) => deleteRunView(id),
    onSuccess: (_nothing, { name }) => {
      showDone(t.runs.viewDeleted(name));
      return reload();
    },
    onError: (error) => showFailure(error, t),
  });
  const filtered = Object.keys(search).length > 0;
  if (views.length === 0 && !filtered) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" size="xs" rightSection={<IconChevronDown size={14} />}>
            {t.runs.views}
          </Button>
        </Menu.Target>
        <Menu.Dropdown miw={240}>
          {views.length === 0 && <Menu.Label>{t.runs.noViews}</Menu.Label>}
          {views.map(({ id, name, filter }) => (
            <div key={id} className={classes.view}>
              <Menu.Item onClick={() => void navigate({ to: '/runs', search: fromRunFilter(filter) })}>
                {name}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t.runs.deleteView(name)}
                onClick={() => remove.mutate({ id, name })}
              >
                <IconTrash size={14} stroke={1.6} />
              </ActionIcon>
            </div>
          ))}
          {filtered && (
            <>
              {views.length > 0 && <Menu.Divider />}
              <Menu.Item onClick={() => setSaving(true)}>{t.runs.saveView}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <SaveView opened={saving} search={search} onClose={() => setSaving(false)} onSaved={reload} />
    </>
  );
}

interface SaveViewProps {
  opened: boolean;
  search: RunsSearch;
  onClose(): void;
  onSaved(): void;
}

function SaveView({ opened, search, onClose, onSaved }: SaveViewProps) {
  const { t } = useTexts();
  const [name, setName] = useState('');
  const save = useMutation({
    mutationFn: () => saveRunView(name.trim(), search),
    onSuccess: (view) => {
      showDone(t.runs.viewSaved(view.name));
      setName('');
      onSaved();
      onClose();
    },
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t.runs.saveViewTitle}>
      <DialogForm work={save} action={t.runs.saveView} onSubmit={() => save.mutate()} onCancel={onClose}>
        <TextInput
          label={t.runs.viewName}
          description={t.runs.viewHint}
          placeholder={t.runs.viewNamePlaceholder}
          required
          withAsterisk={false}
          maxLength={80}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </DialogForm>
    </Dialog>
  );
}
