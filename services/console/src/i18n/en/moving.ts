import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const moving = {
  more: 'More about this workflow',
  duplicate: 'Copy workflow',
  duplicateHint: 'The copy is switched off. What the event source lacks is listed in its draft.',
  makeCopy: 'Make copy',
  copied: 'The copy is made, and switched off.',
  copyOf: (name: string) => `Copy of ${name}`,
  export: 'Export as a file',
  import: 'Import a workflow',
  importOver: 'Import a file as draft',
  importHint: 'A file exported from this or another workspace. Nothing is made before you have seen what it would be.',
  importOverHint: 'The file becomes the draft. What runs stays until you publish.',
  importNew: 'Import as new workflow',
  importAsDraft: 'Replace the draft',
  imported: 'The workflow is imported, and switched off.',
  importedOver: 'The file is the draft now.',
  file: 'Workflow file',
  chooseFile: 'Choose a .workflow.json',
  unreadable: 'This is no JSON file.',
  creates: (name: string) => `It makes a new workflow, “${name}”.`,
  updates: (name: string) => `It changes the draft of “${name}”.`,
  replacesDraft: 'The draft that is there is replaced.',
  sourceFor: (name: string) => `Event source for “${name}”`,
  surveyFor: (name: string) => `Survey for “${name}”`,
  choose: 'Choose',
  missing: (count: number, fields: string) =>
    `${plural(count, { one: '# field is not known', other: '# fields are not known' })} to this event source: ${fields}.`,
  problems: 'To be mended before it can be published',
};
