export const unknownDeliveries = {
  title: 'Unknown deliveries',
  text: 'Now and then the connection breaks while a provider takes a message, and nobody knows whether it went out. Canvass never sends such a message again by itself, unless you say so here. Word from the provider settles it at any time.',
  more: 'What “unknown” means',
  question: 'When nobody has decided',
  choices: {
    ask: {
      name: 'Leave it to a person',
      hint: 'It stays unknown, and its run failed, until somebody says whether it was sent.',
    },
    sent: {
      name: 'Count it as sent',
      hint: 'Its run goes on. Nobody gets a message twice; whoever did not get it never will.',
    },
    'not-sent': {
      name: 'Send it once more',
      hint: 'Everybody gets it. Whoever did get it the first time gets it twice.',
    },
  },
  after: 'After how many hours',
  afterHint: 'Without any news of it, 1 to 720.',
  save: 'Save',
  saved: 'Saved.',
  onlyAdministrators: 'Only administrators can change this.',
};
