import { Button, FileButton, Group, NativeSelect, Stack } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { isFieldType, useFieldTypeChoices } from './field-types.ts';
import { Mistakes } from './mistakes.tsx';
import { type FieldType, readWsdl } from './queries.ts';
import { useFieldChanges } from './use-field-changes.ts';

const mostBytes = 900_000;

/** Reads an outbound message's WSDL and shows what it says before anything is saved. */
export function WsdlUpload({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const [file, setFile] = useState<File | null>(null);
  const [chosenTypes, setChosenTypes] = useState<Partial<Record<string, FieldType>>>({});
  const [objectName, setObjectName] = useState<string | null>(null);
  const choices = useFieldTypeChoices();
  const changes = useFieldChanges(source.id);
  const read = useMutation({
    mutationFn: async (given: File) => {
      if (given.size > mostBytes) throw new Error(t.salesforceSetup.wsdlTooLarge);
      return readWsdl(source.id, await given.text());
    },
  });
  const object = read.data?.objects.find(({ name }) => name === objectName) ?? read.data?.objects[0];
  const typeOf = (field: { name: string; type: FieldType; known: FieldType | null }) =>
    chosenTypes[field.name] ?? field.known ?? field.type;

  function open(given: File | null) {
    if (given === null) return;
    setFile(given);
    setChosenTypes({});
    setObjectName(null);
    read.mutate(given);
  }
  function save() {
    if (object === undefined) return;
    const fields = object.fields.map((field) => ({ name: field.name, type: typeOf(field) }));
    const change = { fields, ...(source.objectType === null && { objectType: object.name }) };
    changes.mutate({ change, done: t.salesforceSetup.wsdlSaved(fields.length) }, { onSuccess: () => setFile(null) });
  }

  return (
    <>
      <FileButton onChange={open} accept=".wsdl,.xml,text/xml,application/xml">
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconUpload size={14} />}>
            {t.salesforceSetup.wsdlChoose}
          </Button>
        )}
      </FileButton>
      <Dialog
        opened={file !== null}
        onClose={() => setFile(null)}
        size="lg"
        title={t.salesforceSetup.wsdlTitle(file?.name ?? '')}
      >
        <Stack gap="md">
          {read.isError && <Mistakes title={t.salesforceSetup.wsdlRefused} error={read.error} />}
          {read.data && object && (
            <>
              {!read.data.isOwnUrl && read.data.endpointUrl !== null && <div>{t.salesforceSetup.wsdlOtherUrl}</div>}
              <NativeSelect
                label={t.salesforceSetup.wsdlObject}
                data={read.data.objects.map(({ name }) => name)}
                value={object.name}
                onChange={(event) => setObjectName(event.currentTarget.value)}
              />
              <DataTable
                label={t.eventSources.tabs.fields}
                rows={object.fields}
                rowKey={(field) => field.name}
                columns={[
                  {
                    key: 'name',
                    header: t.eventSources.fieldName,
                    cell: (field) => (
                      <>
                        <span className="mono">{field.name}</span>
                        {field.known === null && <span className="dim"> · {t.salesforceSetup.wsdlNew}</span>}
                      </>
                    ),
                  },
                  {
                    key: 'declared',
                    header: t.salesforceSetup.wsdlDeclared,
                    wideOnly: true,
                    width: '110px',
                    cell: (field) => <span className="mono">{field.declaredType}</span>,
                  },
                  {
                    key: 'type',
                    header: t.eventSources.fieldType,
                    width: '170px',
                    cell: (field) => (
                      <NativeSelect
                        size="xs"
                        aria-label={t.salesforceSetup.typeOf(field.name)}
                        data={choices}
                        value={typeOf(field)}
                        onChange={({ currentTarget: { value } }) =>
                          isFieldType(value) && setChosenTypes({ ...chosenTypes, [field.name]: value })
                        }
                      />
                    ),
                  },
                ]}
              />
              <Group justify="flex-end" gap="sm">
                <Button variant="default" onClick={() => setFile(null)}>
                  {t.common.cancel}
                </Button>
                <Button onClick={save} loading={changes.isPending}>
                  {t.salesforceSetup.wsdlSave(object.fields.length)}
                </Button>
              </Group>
            </>
          )}
        </Stack>
      </Dialog>
    </>
  );
}
