import { expect, test } from 'vitest';
import { refusalOf } from './acknowledgement.ts';

const acknowledged =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';
const answer = (body: string, status = 200, contentType = 'text/xml; charset=utf-8') => ({ status, contentType, body });

test.each([
  ['as documented', acknowledged],
  ['with an XML declaration', `<?xml version="1.0" encoding="UTF-8"?>\n${acknowledged}\n`],
  [
    'with other prefixes',
    acknowledged
      .replaceAll('soapenv', 'S')
      .replaceAll('notificationsResponse', 'o:notificationsResponse')
      .replace('xmlns="', 'xmlns:o="')
      .replaceAll('Ack>', 'o:Ack>'),
  ],
  [
    'with the namespace on the envelope',
    acknowledged
      .replace(' xmlns="http://soap.sforce.com/2005/09/outbound"', '')
      .replace('<soapenv:Envelope', "<soapenv:Envelope xmlns='http://soap.sforce.com/2005/09/outbound'"),
  ],
])('an answer %s acknowledges', (_how, body) => {
  expect(refusalOf(answer(body))).toBeNull();
});

test.each([
  ['Ack false', answer(acknowledged.replace('true', 'false'))],
  ['another status', answer(acknowledged, 202)],
  ['another media type', answer(acknowledged, 200, 'application/xml')],
  ['a line before the declaration', answer(`\n<?xml version="1.0"?>${acknowledged}`)],
  ['text after the envelope', answer(`${acknowledged} ok`)],
  ['no outbound namespace', answer(acknowledged.replace(' xmlns="http://soap.sforce.com/2005/09/outbound"', ''))],
  [
    'another SOAP version',
    answer(
      acknowledged.replace('http://schemas.xmlsoap.org/soap/envelope/', 'http://www.w3.org/2003/05/soap-envelope'),
    ),
  ],
  ['notifications as the element', answer(acknowledged.replaceAll('notificationsResponse', 'notifications'))],
  ['an empty body', answer('')],
  ['JSON', answer('{"Ack":true}')],
])('an answer with %s does not acknowledge', (_how, given) => {
  expect(refusalOf(given)).not.toBeNull();
});
