import { environmentOf, services, type Variable } from './service-environment.ts';

export const operatingGuide = 'docs/operating.md';
const begin = '<!-- environment: made by `npm run docs:environment` from each service’s src/config.ts -->';
const end = '<!-- end of environment -->';

/** The guide with its tables of environment variables as the services' schemas now say. */
export async function withEnvironmentTables(guide: string): Promise<string> {
  const [before, after] = [guide.indexOf(begin), guide.indexOf(end)];
  if (before < 0 || after < before) throw new Error(`${operatingGuide} lacks the lines between which the tables stand`);
  return `${guide.slice(0, before)}${begin}\n\n${await environmentTables()}\n${guide.slice(after)}`;
}

async function environmentTables(): Promise<string> {
  const all = await Promise.all(services.map(async (name) => ({ name, variables: await environmentOf(name) })));
  const common = (all[0]?.variables ?? []).filter((variable) =>
    all.every(({ variables }) => variables.some((other) => isSame(other, variable))),
  );
  const own = all.map(({ name, variables }) => ({
    name,
    variables: variables.filter((variable) => !common.some((other) => isSame(other, variable))),
  }));
  return [{ name: 'Every service', variables: common }, ...own]
    .map(({ name, variables }) =>
      variables.length === 0 ? `### ${name}\n\nNothing more.\n` : `### ${name}\n\n${table(variables)}\n`,
    )
    .join('\n');
}

function isSame(one: Variable, other: Variable): boolean {
  return one.name === other.name && one.meaning === other.meaning && one.defaultValue === other.defaultValue;
}

function table(variables: readonly Variable[]): string {
  const rows = variables.map(({ name, required, defaultValue, meaning }) => {
    const value = required ? '**required**' : defaultValue === null ? '' : `\`${defaultValue}\``;
    return [`\`${name}\``, value, meaning.replaceAll('|', '\\|')];
  });
  return markdownTable(['variable', 'default', 'meaning'], rows);
}

/** With columns as wide as their widest cell, as the formatter would have it. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
