import { type ErrorExplanation, type ExplainedError, errorAreas, explainedErrors } from '@canvass/domain';

const titles: Readonly<Record<ErrorExplanation['area'], string>> = {
  contact: 'Contact tasks',
  survey: 'Survey tasks',
  provider: 'E-mail and SMS providers',
  run: 'Runs',
  webhook: 'Webhooks',
  api: 'Answers of the API',
};

/** `docs/errors.md`: every error code with its cause and what mends it. */
export function errorGuide(): string {
  const sections = [...errorAreas, null].flatMap((area) => {
    const errors = explainedErrors.filter(({ explanation }) => (explanation?.area ?? null) === area);
    if (errors.length === 0) return [];
    return [`## ${area === null ? 'Others' : titles[area]}\n`, ...errors.map(entry)];
  });
  return `${introduction}\n${sections.join('\n')}`;
}

const introduction = `<!-- made by \`npm run docs:reference\` from packages/domain/src/error-catalogue.ts and error-explanations.ts -->

# Errors

Every failure has a code that never changes its meaning. The console, the API and this page say the same about it: they are
written from one catalogue. In the console each code has its page, under \`/errors/<code>\`; a failed step links to it. Where
Qualtrics has a code for the same failure of an e-mail distribution, it is named.
`;

function entry({ code, status, sentence, remedy, explanation }: ExplainedError): string {
  const facts = [
    ...(explanation?.area === 'api' ? [`HTTP status ${status}.`] : []),
    ...(explanation?.qualtrics ? [`In Qualtrics: \`${explanation.qualtrics}\`.`] : []),
  ];
  return [
    `### \`${code}\`\n`,
    `${sentence}\n`,
    ...(explanation ? [`- **Cause:** ${explanation.cause}`] : []),
    `- **Mend:** ${remedy}`,
    ...(facts.length > 0 ? [`- ${facts.join(' ')}`] : []),
    '',
  ].join('\n');
}
