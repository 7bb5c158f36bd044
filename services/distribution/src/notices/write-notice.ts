import { type ClaimedNotice, type FailureCause, mostRunsOfNotice } from '@canvass/database';
import { errorCatalogue, escapeHtml } from '@canvass/domain';

export interface WrittenNotice {
  subject: string;
  html: string;
  text: string;
}

type NoticeFacts = Pick<
  ClaimedNotice,
  'workspaceId' | 'workflowId' | 'workflowName' | 'timeZone' | 'kind' | 'since' | 'until' | 'causes' | 'intervalMinutes'
>;

/** A mail is read at a glance: of more causes than these only the runs are counted. */
const mostCauses = 10;

/** Counts, what the catalogue says, and links: whoever a run was about stands behind the sign-in of the console. */
export function writeNotice(notice: NoticeFacts, consoleUrl: string): WrittenNotice {
  const base = consoleUrl.replace(/\/$/, '');
  const settings = `${base}/workflows/${notice.workflowId}`;
  const subject = subjectOf(notice);
  const blocks = notice.kind === 'test' ? [testText(notice)] : failureBlocks(notice, base);
  const foot = {
    text: `You are told because somebody chose your address for this workflow, at most every ${minutes(notice.intervalMinutes)}.`,
    link: { url: settings, words: 'Change who is told' },
  };
  return { subject, html: toHtml(subject, blocks, foot), text: toText(blocks, foot) };
}

interface Block {
  heading?: string;
  text: string;
  link?: { url: string; words: string };
}

function subjectOf({ kind, causes, workflowName }: NoticeFacts): string {
  const name = shorten(workflowName);
  return kind === 'test' ? `Test of failure notifications: ${name}` : `${runs(causes)} failed: ${name}`;
}

function testText({ workflowName }: NoticeFacts): Block {
  return {
    text: `Failure notifications of the workflow “${workflowName}” arrive here. When its runs fail, a mail like this one says how many, why, and what to do.`,
  };
}

function failureBlocks(notice: NoticeFacts, base: string): Block[] {
  const { workflowId, workflowName, causes, since, until } = notice;
  const listed = causes.slice(0, mostCauses);
  const others = causes.slice(mostCauses);
  const at = timeIn(notice.timeZone);
  const runsLink = (more: Record<string, string>) =>
    `${base}/runs?${new URLSearchParams({ workflowId, status: 'failed,partially-failed', ...more })}`;
  return [
    {
      text: `${runs(causes)} of the workflow “${workflowName}” failed, or failed in part, between ${at(since)} and ${at(until)} (${notice.timeZone}).`,
    },
    ...listed.map(({ code, runs: count }) => ({
      heading: `${runs([{ runs: count }])}: ${wordsOf(code).sentence}`,
      text: wordsOf(code).remedy,
      link: { url: runsLink({ errorCode: code }), words: 'See these runs' },
    })),
    ...(others.length === 0
      ? []
      : [
          {
            heading: `${runs(others)} failed for other causes.`,
            text: '',
            link: { url: runsLink({}), words: 'See all failed runs' },
          },
        ]),
  ];
}

function wordsOf(code: FailureCause['code']): { sentence: string; remedy: string } {
  return errorCatalogue[code] ?? errorCatalogue['task-crashed']; // a newer release may have written it
}

function runs(causes: readonly Pick<FailureCause, 'runs'>[]): string {
  const count = causes.reduce((sum, cause) => sum + cause.runs, 0);
  const number = new Intl.NumberFormat('en').format(count);
  if (count >= mostRunsOfNotice) return `${number} runs or more`;
  return count === 1 ? '1 run' : `${number} runs`;
}

function minutes(count: number): string {
  if (count % 60 !== 0) return `${count} minutes`;
  return count === 60 ? 'hour' : `${count / 60} hours`;
}

function timeIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });
  return (at) => format.format(at);
}

function shorten(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  return line.length <= 80 ? line : `${line.slice(0, 79)}…`;
}

function toText(blocks: readonly Block[], foot: Block): string {
  const paragraph = ({ heading, text, link }: Block) =>
    [heading, text, link && `${link.words}: ${link.url}`].filter(Boolean).join('\n');
  return `${[...blocks, { ...foot, text: `-- \n${foot.text}` }].map(paragraph).join('\n\n')}\n`;
}

const anchor = ({ url, words }: NonNullable<Block['link']>) =>
  `<a href="${escapeHtml(url)}" style="color:#0f766e">${escapeHtml(words)}</a>`;

function toHtml(subject: string, blocks: readonly Block[], foot: Block): string {
  const block = ({ heading, text, link }: Block) => {
    const lines = [
      heading === undefined ? '' : `<strong>${escapeHtml(heading)}</strong>`,
      escapeHtml(text),
      link === undefined ? '' : anchor(link),
    ].filter((line) => line !== '');
    return `<p style="margin:0 0 20px">${lines.join('<br>')}</p>`;
  };
  const footer = `${escapeHtml(foot.text)} ${foot.link === undefined ? '' : anchor(foot.link)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(subject)}</title>
</head>
<body style="margin:0;padding:24px 12px;background:#ffffff">
<div style="max-width:600px;margin:0 auto;font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:15px;line-height:23px;color:#0f172a">
${blocks.map(block).join('\n')}
<p style="margin:28px 0 0;padding-top:16px;border-top:1px solid #e2e8f0;font-size:13px;line-height:20px;color:#64748b">${footer}</p>
</div>
</body>
</html>`;
}
