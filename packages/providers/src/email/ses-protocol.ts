import type { SendRawEmailCommandInput } from '@aws-sdk/client-ses';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { HttpRequest } from '@smithy/core/protocols';
import type {
  EndpointBearer,
  HandlerExecutionContext,
  OperationSchema,
  HttpRequest as Request,
  SerdeFunctions,
} from '@smithy/types';

const operation = 'SendRawEmail';
const inBase64 = /[+/=]/g;
const escaped: Readonly<Record<string, string>> = { '+': '%2B', '/': '%2F', '=': '%3D' };

/**
 * AWS's Query protocol with a shorter way for the one call that is made for each message: the SDK walks the call's schema
 * and escapes the whole message character by character. Errors and other calls are the SDK's.
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export class SesProtocol extends AwsQueryProtocol {
  override async serializeRequest<Input extends object>(
    schema: OperationSchema,
    input: Input,
    context: HandlerExecutionContext & SerdeFunctions & EndpointBearer,
  ): Promise<Request> {
    if (schema.name !== operation || !isRawEmail(input)) return super.serializeRequest(schema, input, context);
    const { protocol, hostname, port, path } = await context.endpoint();
    return new HttpRequest({
      ...{ protocol, hostname, path: path || '/', method: 'POST', body: toForm(input) },
      ...(port === undefined ? {} : { port }),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  }
}

function isRawEmail(input: object): input is SendRawEmailCommandInput {
  return 'RawMessage' in input;
}

/** The parameters as a form (application/x-www-form-urlencoded). */
function toForm({ Source, Destinations = [], RawMessage, Tags = [], ConfigurationSetName }: SendRawEmailCommandInput) {
  const data = Buffer.from(RawMessage?.Data ?? '').toString('base64');
  let form = `Action=${operation}&Version=2010-12-01`;
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
