import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { acknowledgement, soapFault } from './answers.ts';
import { receiverWsdl } from './receiver-wsdl.ts';
import { redactHead } from './redact-head.ts';

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  parseTagValue: false,
  htmlEntities: true,
});

test('the acknowledgement is an envelope with Ack true and nothing around it', () => {
  expect(parser.parse(acknowledgement).Envelope.Body.notificationsResponse.Ack).toBe('true');
  expect(acknowledgement.startsWith('<soapenv:Envelope ')).toBe(true);
  expect(acknowledgement.endsWith('</soapenv:Envelope>')).toBe(true);
});

test('a fault says whose it is and carries any text', () => {
  const fault = soapFault('Client', 'a < b & "c"');
  expect(parser.parse(fault).Envelope.Body.Fault).toEqual({
    faultcode: 'soapenv:Client',
    faultstring: 'a < b & "c"',
  });
});

test('the WSDL is well-formed, takes notifications and names its own address', () => {
  const wsdl = receiverWsdl('https://canvass.example.com/in/a?b="c"&d');
  expect(XMLValidator.validate(wsdl)).toBe(true);
  const { definitions } = parser.parse(wsdl);
  expect(definitions.service.port.address['@_location']).toBe('https://canvass.example.com/in/a?b="c"&d');
  expect(definitions.portType.operation['@_name']).toBe('notifications');
});

test.each([
  ['<SessionId>SECRET</SessionId><A/>', '<SessionId>[removed]</SessionId><A/>'],
  ['<o:SessionId a="b"><![CDATA[SECRET]]></o:SessionId>', '<o:SessionId a="b">[removed]</o:SessionId>'],
  ['<SessionId>SECRET and the end is missing', '<SessionId>[removed]'],
  ['{"sessionId": "SECRET"}', '{"sessionId": "[removed]"}'],
  ['a=1&session_id=SECRET&b=2', 'a=1&session_id=[removed]&b=2'],
  ['x 00D7Q0000004KpzUAE!AQ0SECRET.x y', 'x [removed] y'],
  ['POST /in/token-SECRET', 'POST /in/[removed]'],
])('%s is kept without its secret', (body, expected) => {
  expect(redactHead(Buffer.from(body), ['token-SECRET'])).toBe(expected);
  expect(redactHead(Buffer.from(body, 'utf16le'), ['token-SECRET'])).not.toContain('SECRET');
});

test('the head is at most 2,000 characters that PostgreSQL can hold', () => {
  const head = redactHead(Buffer.concat([Buffer.from([0, 0xff, 0xd8]), Buffer.from('😀'.repeat(3000))]), []);
  expect(head.length).toBe(2000);
  expect(head).not.toContain('\u0000');
  expect(head.isWellFormed()).toBe(true);
});
