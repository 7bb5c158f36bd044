/** What a browser gets: what this URL is for. The URL itself is a secret and is not repeated. */
export const helpPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>An event source of Canvass</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem; color: #1e293b; background: #fff }
code { background: #f1f5f9; padding: .1em .3em; border-radius: 3px }
@media (prefers-color-scheme: dark) { body { color: #e2e8f0; background: #0f172a } code { background: #1e293b } }
</style>
</head>
<body>
<h1>This is the URL of an event source</h1>
<p>Salesforce sends outbound messages here. It is not a page to look at: a browser sends <code>GET</code>, Salesforce sends <code>POST</code>.</p>
<ol>
<li>Copy the address of this page, without anything after the last part.</li>
<li>In Salesforce Setup, open <em>Outbound Messages</em>, and make or edit the message of your object.</li>
<li>Paste the address as <em>Endpoint URL</em>, select the fields, save.</li>
<li>Let a record-triggered flow send the outbound message. It shows in Canvass under <em>Event sources</em>, accepted or refused with the reason.</li>
</ol>
<p>The service description for SOAP tools is at <a href="?wsdl">?wsdl</a>.</p>
<p>Whoever knows this address can send messages: keep it to yourself.</p>
</body>
</html>
`;
