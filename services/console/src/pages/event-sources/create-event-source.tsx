import { Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dialog, DialogForm } from '../../components/dialog.tsx';
import { showDone } from '../../components/toasts.tsx';
import { useDraft } from '../../components/use-draft.ts';
import { useTexts } from '../../i18n/text.tsx';
import type { Scheme } from './json-examples.ts';
import { createEventSource, eventSourceQuery } from './queries.ts';
import { SchemeChoice } from './scheme-choice.tsx';
import { SecretOnce } from './secret-once.tsx';

const kinds = ['salesforce', 'json'] as const;

const empty = { name: '', kind: 'salesforce', scheme: 'bearer', objectType: '', organizationId: '' };

export function CreateEventSource({ opened, onClose }: { opened: boolean; onClose(): void }) {
  const { t } = useTexts();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [draft, setDraft, forgetDraft] = useDraft('new-event-source', empty);
  const isJson = draft.kind === 'json';
  const scheme: Scheme = draft.scheme === 'hmac' ? 'hmac' : 'bearer';
  const create = useMutation({
    mutationFn: () =>
      createEventSource({
        name: draft.name.trim(),
        kind: isJson ? 'json' : 'salesforce',
        ...(isJson
          ? { scheme }
          : {
              ...(draft.objectType.trim() && { objectType: draft.objectType.trim() }),
              ...(draft.organizationId.trim() && { organizationId: draft.organizationId.trim() }),
            }),
      }),
    onSuccess: async ({ secret, ...source }) => {
      client.setQueryData(eventSourceQuery(source.id).queryKey, source);
      void client.invalidateQueries({ queryKey: ['event-sources', 'list'] });
      if (secret === null) await open(source.id);
    },
  });
  const set = (change: Partial<typeof empty>) => setDraft({ ...draft, ...change });
  const made = create.data;

  async function open(eventSourceId: string) {
    const search = isJson ? { tab: 'setup' as const } : {};
    const done = isJson ? t.jsonEvents.created : t.eventSources.created;
    forgetDraft();
    onClose();
    await navigate({ to: '/event-sources/$eventSourceId', params: { eventSourceId }, search });
    showDone(done);
  }

  if (made?.secret) {
    return (
      <Dialog
        opened={opened}
        onClose={() => void open(made.id)}
        closeOnClickOutside={false}
        title={t.jsonEvents.secretTitle[scheme]}
      >
        <SecretOnce secret={made.secret} scheme={scheme} onKept={() => void open(made.id)} />
      </Dialog>
    );
  }
  return (
    <Dialog opened={opened} onClose={onClose} title={t.eventSources.createTitle}>
      <DialogForm work={create} action={t.eventSources.create} onSubmit={() => create.mutate()} onCancel={onClose}>
        <Radio.Group label={t.jsonEvents.kind} value={draft.kind} onChange={(kind) => set({ kind })}>
          <Stack gap="xs" mt="xs">
            {kinds.map((kind) => (
              <Radio
                key={kind}
                value={kind}
                label={t.jsonEvents.kinds[kind].name}
                description={t.jsonEvents.kinds[kind].about}
              />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          label={t.eventSources.name}
          description={isJson ? t.jsonEvents.nameHint : t.eventSources.nameHint}
          placeholder={isJson ? t.jsonEvents.namePlaceholder : t.eventSources.namePlaceholder}
          required
          withAsterisk={false}
          maxLength={255}
          data-autofocus
          value={draft.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        {isJson ? (
          <SchemeChoice value={scheme} onChange={(chosen) => set({ scheme: chosen })} />
        ) : (
          <>
            <TextInput
              label={`${t.eventSources.object} (${t.eventSources.optional})`}
              description={t.eventSources.objectHint}
              placeholder="Case"
              spellCheck={false}
              value={draft.objectType}
              onChange={(event) => set({ objectType: event.currentTarget.value })}
            />
            <TextInput
              label={`${t.eventSources.org} (${t.eventSources.optional})`}
              description={t.eventSources.orgHint}
              placeholder="00D…"
              spellCheck={false}
              value={draft.organizationId}
              onChange={(event) => set({ organizationId: event.currentTarget.value })}
            />
          </>
        )}
      </DialogForm>
    </Dialog>
  );
}
