import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const common = {
  loading: (what: string) => `Loading ${what}`,
  stillWaiting: (what: string) => `Still waiting for ${what}. The server takes longer than usual to answer.`,
  tryAgain: 'Try again',
  traceId: 'Trace id',
  copy: 'Copy',
  copied: 'Copied',
  copyWhat: (what: string) => `Copy ${what}`,
  cancel: 'Cancel',
  close: 'Close',
  loadMore: 'Load more',
  newRows: (count: number) => `${plural(count, { one: '# new', other: '# new' })}`,
  newRowsAtLeast: (count: number) => `${plural(count, { other: 'More than # new' })}`,
  activeFilters: 'Active filters',
  removeFilter: (filter: string, value: string) => `Remove filter ${filter}: ${value}`,
  clearFilters: 'Clear filters',
  nothingMatches: 'Nothing matches these filters.',
  unnamed: 'No name',
  email: 'E-mail',
  sms: 'Text message',
  status: 'Status',
  readOnly: 'Your role may look at this, but not change it.',
};

export const errors = {
  unreachable: {
    sentence: 'The server can’t be reached.',
    remedy: 'Check your connection; what you see stays, and the page tries again by itself.',
  },
  consoleFailed: {
    sentence: 'The console failed at showing this; the fault is ours.',
    remedy: 'Reload the page. If it stays, report what you did just before.',
  },
  unexpected: (status: number) => `The server answered with an error (${status}); the fault is ours.`,
  reload: 'Reload the page',
  notFoundTitle: 'Nothing is at this address',
  notFound: 'The link may be old, or what it showed belongs to another workspace.',
  goHome: 'Go to Home',
};

export const shell = {
  skip: 'Skip to content',
  navigation: 'Main',
  openNavigation: 'Open navigation',
  people: 'People',
  asking: 'Asking',
  comingIn: 'Coming in',
  home: 'Home',
  workflows: 'Workflows',
  runs: 'Runs',
  contacts: 'Contacts',
  surveys: 'Surveys',
  distributions: 'Distributions',
  eventSources: 'Event sources',
  rejections: 'Rejections',
  settings: 'Settings',
  apiKeys: 'API keys',
  queues: 'Queues',
  opensInNewTab: 'opens in a new tab',
  breadcrumb: 'Breadcrumb',
  workspace: 'Workspace',
  connected: 'Connected',
  catchingUp: 'Catching up',
  offline: 'Offline',
  liveHelp: {
    connected: 'What arrives shows here without reloading.',
    'catching-up': 'The connection broke; what was missed is being loaded.',
    offline: 'No connection. What you see may be old.',
  },
  help: 'Keys',
  person: 'Your account',
  theme: 'Theme',
  light: 'Light',
  dark: 'Dark',
  system: 'As the system',
  language: 'Language',
  signOut: 'Sign out',
};

export const keys = {
  title: 'Keys',
  next: 'Next row',
  previous: 'Previous row',
  open: 'Open the row',
  filter: 'Filter the list',
  goTo: (page: string) => `Go to ${page}`,
  show: 'Show these keys',
  search: 'Search, and go anywhere',
  close: 'Close what is open',
  or: 'then',
};

export const search = {
  title: 'Search',
  placeholder: 'Record id, e-mail, name, page or action',
  what: 'the search',
  results: 'Results',
  searching: 'Searching…',
  nothing: (text: string) =>
    `Nothing is found for “${text}”. Record ids, run and trace ids, e-mail addresses and numbers are found whole or by their beginning, names of workflows and surveys by any part.`,
  count: (count: number) => plural(count, { one: '# result', other: '# results' }),
  groups: {
    recent: 'Recent',
    run: 'Runs',
    delivery: 'Deliveries',
    contact: 'Contacts',
    workflow: 'Workflows',
    survey: 'Surveys',
    'event-source': 'Event sources',
    'mailing-list': 'Mailing lists',
    place: 'Go to',
    action: 'Do',
  },
  newWorkflow: 'New workflow',
  newSurvey: 'New survey',
  newEventSource: 'New event source',
  switchToDark: 'Switch to dark',
  switchToLight: 'Switch to light',
  speak: (language: string) => `Switch to ${language}`,
};

export const signIn = {
  title: 'Sign in to Canvass',
  email: 'E-mail',
  password: 'Password',
  submit: 'Sign in',
  wrong: 'E-mail and password don’t match. Check both; capitals matter in the password.',
  'too-many': 'Too many attempts. Wait a minute, then try again.',
  expired: 'Your session has ended. Sign in and you are back where you were.',
};
