import type { SampleValue } from './sample-event.ts';

export const exampleLanguages = ['curl', 'JavaScript', 'Python'] as const;
export type ExampleLanguage = (typeof exampleLanguages)[number];
export type Scheme = 'bearer' | 'hmac';

/** Code that sends this event. The secret is not in it: it comes from the environment. */
export function jsonExample(
  language: ExampleLanguage,
  scheme: Scheme,
  url: string,
  event: Record<string, SampleValue>,
): string {
  return examples[language][scheme](url, event);
}

type Write = (url: string, event: Record<string, SampleValue>) => string;
const shell = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
const pretty = (event: unknown) => JSON.stringify(event, null, 2);

const examples: Record<ExampleLanguage, Record<Scheme, Write>> = {
  curl: {
    bearer: (url, event) => `curl -sS ${shell(url)} \\
  -H "Authorization: Bearer $CANVASS_TOKEN" \\
  -H 'Content-Type: application/json' \\
  -d ${shell(pretty(event))}`,
    hmac: (url, event) => `body=${shell(pretty(event))}
id="event-$(date +%s)"
at=$(date +%s)
key=$(printf %s "\${CANVASS_KEY#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')
signature=$(printf '%s.%s.%s' "$id" "$at" "$body" |
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
curl -sS ${shell(url)} \\
  -H "webhook-id: $id" -H "webhook-timestamp: $at" \\
  -H "webhook-signature: v1,$signature" \\
  -H 'Content-Type: application/json' \\
  --data-binary "$body"`,
  },
  JavaScript: {
    bearer: (url, event) => `const event = ${pretty(event)};
const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.CANVASS_TOKEN}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify(event),
});
if (response.status !== 202) throw new Error(await response.text());
console.log(await response.json());`,
    hmac: (url, event) => `import { createHmac } from 'node:crypto';

const event = ${pretty(event)};
const body = JSON.stringify(event);
const id = crypto.randomUUID();
const at = String(Math.floor(Date.now() / 1000));
const key = Buffer.from(process.env.CANVASS_KEY.replace('whsec_', ''), 'base64');
const signature = createHmac('sha256', key).update(\`\${id}.\${at}.\${body}\`).digest('base64');
const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    'webhook-id': id,
    'webhook-timestamp': at,
    'webhook-signature': \`v1,\${signature}\`,
    'Content-Type': 'application/json',
  },
  body,
});
if (response.status !== 202) throw new Error(await response.text());
console.log(await response.json());`,
  },
  Python: {
    bearer: (url, event) => `import json, os, urllib.request

event = ${python(event)}
request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=json.dumps(event).encode(),
    headers={
        "Authorization": f"Bearer {os.environ['CANVASS_TOKEN']}",
        "Content-Type": "application/json",
    },
)
print(json.load(urllib.request.urlopen(request)))`,
    hmac: (url, event) => `import base64, hashlib, hmac, json, os, time, urllib.request, uuid

event = ${python(event)}
body = json.dumps(event).encode()
id, at = str(uuid.uuid4()), str(int(time.time()))
key = base64.b64decode(os.environ["CANVASS_KEY"].removeprefix("whsec_"))
digest = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=body,
    headers={
        "webhook-id": id,
        "webhook-timestamp": at,
        "webhook-signature": "v1," + base64.b64encode(digest).decode(),
        "Content-Type": "application/json",
    },
)
print(json.load(urllib.request.urlopen(request)))`,
  },
};

/** A literal of Python. */
function python(value: SampleValue, indent = ''): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'object') return JSON.stringify(value);
  const inner = `${indent}    `;
  if (Array.isArray(value)) return `[${value.map((item) => python(item)).join(', ')}]`;
  const lines = Object.entries(value).map(([name, one]) => `${inner}${JSON.stringify(name)}: ${python(one, inner)},`);
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
