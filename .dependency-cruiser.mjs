/*
 * Which folder may import which: services import packages, packages point down, nothing imports a service.
 * Run by `npm run check`; scripts/check/dependency-rules.test.ts plants bad imports and sees them caught.
 */

/** What each package may import of ours. Tests may import test-support besides. */
const mayImport = {
  domain: [],
  platform: [],
  jobs: ['domain', 'platform'],
  database: ['domain', 'platform'],
  'outbound-message': ['domain', 'platform'],
  providers: ['domain', 'platform'],
  'salesforce-simulator': ['domain', 'outbound-message', 'platform'],
  runs: ['database', 'domain', 'jobs', 'platform'],
  tasks: ['database', 'domain', 'platform', 'providers', 'runs'],
  local: ['database', 'domain', 'jobs', 'outbound-message', 'platform', 'providers', 'runs', 'salesforce-simulator'],
  'test-support': ['database', 'domain', 'jobs', 'outbound-message', 'platform', 'providers', 'runs'],
};

/** The libraries of the pure core: they compute, and reach nothing. */
const librariesOfDomain = ['ipaddr.js', 'libphonenumber-js', 'liquidjs', 'luxon', 're2js', 'zod'];

const tests = '(\\.test\\.tsx?$|\\.conformance\\.ts$|/testing/)';

const packageRules = Object.entries(mayImport).map(([name, allowed]) => ({
  name: `${name}-points-down`,
  comment: `packages/${name} may import ${allowed.length === 0 ? 'nothing of ours' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^packages/${name}/`, pathNot: tests },
  to: { path: '^packages/', pathNot: [name, ...allowed].map((one) => `^packages/${one}/`) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...packageRules,
    {
      name: 'known-packages',
      comment: 'a new package states in .dependency-cruiser.mjs what it may import',
      severity: 'error',
      from: { path: '^packages/', pathNot: Object.keys(mayImport).map((name) => `^packages/${name}/`) },
      to: { path: '.' },
    },
    {
      name: 'nothing-imports-a-service',
      comment: 'services speak through queues and the database only; tests and scripts may read their config schema',
      severity: 'error',
      from: { path: '^(packages|bench|chaos|scripts|tests)/' },
      to: { path: '^services/', pathNot: '^services/[^/]+/src/config\\.ts$' },
    },
    {
      name: 'services-stay-apart',
      comment: 'a service imports packages, never another service',
      severity: 'error',
      from: { path: '^services/([^/]+)/' },
      to: { path: '^services/', pathNot: '^services/$1/' },
    },
    {
      name: 'console-is-a-client',
      comment: 'the console knows the API alone',
      severity: 'error',
      from: { path: '^services/console/', pathNot: tests },
      to: { path: '^packages/' },
    },
    {
      name: 'services-import-building-blocks',
      comment: 'what is made for one machine or for tests is no part of a service',
      severity: 'error',
      from: { path: '^services/', pathNot: tests },
      to: { path: '^packages/(local|test-support|salesforce-simulator)/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'no I/O, no clock, no environment in the core',
      severity: 'error',
      from: { path: '^packages/domain/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-has-few-libraries',
      comment: `the core uses ${librariesOfDomain.join(', ')} and nothing else`,
      severity: 'error',
      from: { path: '^packages/domain/', pathNot: tests },
      to: { path: 'node_modules/', pathNot: librariesOfDomain.map((name) => `node_modules/${name}/`) },
    },
    {
      name: 'through-the-front-door',
      comment: "import another package by its name, not a file inside it; a package's index.ts is its contract",
      severity: 'error',
      from: { path: '^(packages|services)/([^/]+)/' },
      to: { path: '^packages/[^/]+/', pathNot: ['^packages/$2/', '^packages/[^/]+/src/(index|fixtures)\\.ts$'] },
    },
    {
      name: 'fixtures-are-for-tests',
      comment: 'made-up messages are no part of the product',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: tests },
      to: { path: '^packages/[^/]+/src/fixtures\\.ts$' },
    },
    {
      name: 'no-cycles',
      comment: 'types may refer to each other; code that runs may not',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared',
      comment: 'every library is in the package.json of whoever imports it, or in the root one (tools)',
      severity: 'error',
      from: { path: '^(packages|services)/', pathNot: tests },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    combinedDependencies: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
    },
  },
};
