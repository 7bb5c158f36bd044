import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';

const inBase64 = /[+/=]/g;
const escaped: Readonly<Record<string, string>> = { '+': '%2B', '/': '%2F', '=': '%3D' };

/**
 * The parameters of SendRawEmail as a form (application/x-www-form-urlencoded).
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export function toSendRawEmailForm(input: SendRawEmailCommandInput): string {
  const { Source, Destinations = [], RawMessage, Tags = [], ConfigurationSetName } = input;
  const data = Buffer.from(RawMessage?.Data ?? '').toString('base64');
  let form = 'Action=SendRawEmail&Version=2010-12-01';
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) form += `&${name}=${encodeURIComponent(value)}`;
  };
  add('Source', Source);
  for (const [index, address] of Destinations.entries()) add(`Destinations.member.${index + 1}`, address);
  for (const [index, { Name, Value }] of Tags.entries()) {
    add(`Tags.member.${index + 1}.Name`, Name);
    add(`Tags.member.${index + 1}.Value`, Value);
  }
  add('ConfigurationSetName', ConfigurationSetName);
  return `${form}&RawMessage.Data=${data.replace(inBase64, (character) => escaped[character] ?? character)}`;
}
