import { type ExplainedError, explainedErrors } from '@canvass/domain';
import { z } from 'zod';

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: z.unknown().optional() })),
});
const Document = z.object({
  info: z.object({ title: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

/** The OpenAPI document as a page to read: no script, nothing from elsewhere. */
export function docsPage(openApi: unknown): string {
  const document = Document.parse(openApi);
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? 'Other');
  const groups = [...byTag].map(
    ([tag, each]) => `<h2 id="${slug(tag)}">${escapeHtml(tag)}</h2>${each.map(section).join('')}`,
  );
  const contents = [...byTag.keys()].map((tag) => `<a href="#${slug(tag)}">${escapeHtml(tag)}</a>`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(document.info.title)}</title><style>${style}</style></head><body>
<nav>${contents.join(' ')} <a href="#schemas">Schemas</a> <a href="#errors">Errors</a></nav>
<main><h1>${escapeHtml(document.info.title)}</h1><p>${text(document.info.description)} The machine-readable form is
<a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
<pre>curl -H "Authorization: Bearer &lt;API key&gt;" "&lt;address of the console&gt;/api/v1/runs?limit=10"</pre>
${groups.join('')}
<h2 id="schemas">Schemas</h2>${Object.entries(document.components.schemas).map(schema).join('')}
<h2 id="errors">Errors</h2>${explainedErrors.map(errorEntry).join('')}
</main></body></html>`;
}

function section({ path, method, operation }: { path: string; method: string; operation: z.output<typeof Operation> }) {
  const parameters = (operation.parameters ?? []).map(
    (each) =>
      `<tr><td><code>${escapeHtml(each.name)}</code></td><td>${escapeHtml(each.in)}${each.required ? ', required' : ''}</td><td>${text(each.description ?? '')}</td></tr>`,
  );
  const replies = Object.entries(operation.responses).map(
    ([status, reply]) =>
      `<tr><td>${escapeHtml(status)}</td><td>${text(reply.description)}${jsonOf(reply.content, '')}</td></tr>`,
  );
  return `<section id="${escapeHtml(operation.operationId)}"><h3><code class="method">${method.toUpperCase()}</code> <code>${escapeHtml(path)}</code></h3>
<p>${text(operation.summary)}. ${text(operation.description ?? '')}</p>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${jsonOf(operation.requestBody, 'Body')}
<details><summary>Answers</summary><table>${replies.join('')}</table></details></section>`;
}

function schema([name, value]: [string, unknown]): string {
  return `<details id="schema-${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>${jsonOf(value, '')}</details>`;
}

function errorEntry({ code, status, sentence, remedy, explanation }: ExplainedError): string {
  const qualtrics = explanation?.qualtrics ? `<p>In Qualtrics: <code>${explanation.qualtrics}</code>.</p>` : '';
  return `<section id="${code}"><h3><code>${code}</code> ${status}</h3><p>${text(sentence)} ${text(explanation?.cause ?? '')}</p><p>${text(remedy)}</p>${qualtrics}</section>`;
}

function jsonOf(value: unknown, title: string): string {
  if (value === undefined) return '';
  const json = escapeHtml(JSON.stringify(value, null, 2)).replaceAll(
    /#\/components\/schemas\/(\w+)/g,
    '<a href="#schema-$1">$1</a>',
  );
  return `${title ? `<h4>${title}</h4>` : ''}<pre>${json}</pre>`;
}

const slug = (tag: string) => tag.toLowerCase().replaceAll(' ', '-');
const escapeHtml = (raw: string) =>
  raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const text = (raw: string) => escapeHtml(raw).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const style = `:root{color-scheme:light dark}body{font:15px/1.55 system-ui,sans-serif;margin:0}main{max-width:60rem;margin:0 auto;padding:1rem}
nav{padding:.75rem 1rem;border-bottom:1px solid #8884;display:flex;flex-wrap:wrap;gap:.25rem 1rem}pre{overflow:auto;padding:.75rem;background:#8881;font-size:13px}
table{border-collapse:collapse;width:100%}td{border-top:1px solid #8883;padding:.3rem .75rem .3rem 0;vertical-align:top}h3{margin-top:2rem}.method{color:#0f766e}
@media(prefers-color-scheme:dark){.method{color:#2dd4bf}a{color:#2dd4bf}}`;
