import type { Text } from './message-store.ts';

/** A readable page of texts, newest first, with a form that answers as the person would. */
export function outboxPage(texts: readonly Text[]): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Text messages (local)</title>
<style>
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
  ol { list-style: none; padding: 0; }
  li { border-top: 1px solid #8884; padding: .75rem 0; }
  li.inbound p { text-align: right; }
  header { display: flex; gap: 1rem; justify-content: space-between; opacity: .7; font-size: .85rem; }
  p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
  form { display: flex; gap: .5rem; } input { flex: 1; font: inherit; } button { font: inherit; }
</style>
<h1>Text messages</h1>
<p>What Canvass sent by SMS on this machine. Nothing has left it.</p>
${texts.length === 0 ? '<p>None yet.</p>' : `<ol>${texts.map(item).join('\n')}</ol>`}
</html>`;
}

function item(text: Text): string {
  const failure = text.errorCode === null ? '' : ` ${text.errorCode}`;
  const reply = `<form method="post" action="inbound">
    <input type="hidden" name="from" value="${escapeHtml(text.to)}"><input type="hidden" name="to" value="${escapeHtml(text.from)}">
    <input name="body" aria-label="Reply from ${escapeHtml(text.to)}" placeholder="Reply, for example STOP" required><button>Reply</button></form>`;
  return `<li class="${text.direction}"><header><span>${escapeHtml(text.from)} → ${escapeHtml(text.to)}</span>
    <span>${text.status}${failure} · ${text.createdAt.toISOString()}</span></header>
    <p>${withLinks(text.body)}</p>${text.direction === 'inbound' ? '' : reply}</li>`;
}

function withLinks(body: string): string {
  return body
    .split(/(https?:\/\/\S+)/)
    .map((part, index) =>
      index % 2 === 1 ? `<a href="${escapeHtml(part)}">${escapeHtml(part)}</a>` : escapeHtml(part),
    )
    .join('');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}
