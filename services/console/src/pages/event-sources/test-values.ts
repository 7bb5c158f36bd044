import type { Resource } from '../../api/client.ts';

export interface TestValue {
  /** Tells rows apart while their names are typed. */
  key: number;
  name: string;
  value: string;
  /** A field of the catalogue: its name is given. */
  known: boolean;
}

type Source = Pick<Resource<'EventSource'>, 'kind' | 'fields' | 'keyPointer'>;

/** Where no field is known yet: what the surveys of most teams need. */
const usual: Record<Source['kind'], Record<string, string>> = {
  salesforce: {
    CaseNumber: '00001026',
    Status: 'Closed',
    Subject: 'Printer does not answer',
    ContactEmail: '',
    ContactFirstName: 'Ada',
  },
  json: { recordId: 'ORDER-1001', 'customer.email': '', 'customer.firstName': 'Ada', total: '49.9' },
};
const mostFields = 500;

/** The fields of a test message: those of the catalogue with their newest examples. */
export function firstValues({ kind, fields, keyPointer }: Source): TestValue[] {
  const keyName = keyPointer?.slice(1).replaceAll('/', '.'); // each test has a key of its own
  const given = fields
    .filter(({ name }) => name !== keyName)
    .slice(0, mostFields)
    .map(({ name, example }) => ({ name, value: example ?? '', known: true }));
  const unknown = Object.entries(usual[kind]).map(([name, value]) => ({ name, value, known: false }));
  return (given.length > 0 ? given : unknown).map((value, key) => ({ key, ...value }));
}

/** As the API takes them: rows without a name are left out, an empty value is null. */
export function toFields(values: readonly TestValue[]): Record<string, string | null> {
  return Object.fromEntries(
    values.flatMap(({ name, value }) => (name.trim() === '' ? [] : [[name.trim(), value === '' ? null : value]])),
  );
}
