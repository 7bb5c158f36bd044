import {
  type SESClient,
  SendRawEmail$,
  type SendRawEmailCommandInput,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-ses';
import { AwsQueryProtocol } from '@aws-sdk/core/protocols';
import { HttpRequest, type HttpResponse } from '@smithy/core/protocols';
import type { HandlerExecutionContext, InitializeMiddleware } from '@smithy/types';
import { toSendRawEmailForm } from './ses-form.ts';
import type { SesHttp } from './ses-http.ts';
import { SesSigner } from './ses-signer.ts';

interface ShortWay {
  region: string;
  endpoint: string | null;
  http: SesHttp;
}

const messageIdIn = /<MessageId>([^<]+)<\/MessageId>/;

/**
 * A shorter way through the SDK's client for the one call that is made for each message. The SDK copies its configuration
 * three times a call, walks the call's schema, escapes the message character by character, derives the signing key and makes
 * objects of the answer's XML: more work than all else about a message. Here the form is written and signed in one piece,
 * and the message id is read from the answer. Endpoint, credentials, any answer but success and all other calls are the
 * SDK's (docs/decisions/0005-short-way-to-ses.md).
 */
export function addShortWay(client: SESClient, { region, endpoint, http }: ShortWay): void {
  const signer = new SesSigner(region);
  let target: ReturnType<typeof targetOf> | null = null;

  const shortWay: InitializeMiddleware<ServiceInputTypes, ServiceOutputTypes> = (next, context) => async (args) => {
    if (!isRawEmail(args.input)) return next(args);
    target ??= targetOf(client, region, endpoint);
    const { host, ...rest } = await target;
    const body = toSendRawEmailForm(args.input);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      host,
    };
    const request = new HttpRequest({ ...rest, method: 'POST', headers, body });
    const { response } = await http.handle(await signer.sign(request, await client.config.credentials()));
    const messageId = response.statusCode === 200 ? messageIdIn.exec(String(response.body))?.[1] : undefined;
    if (messageId === undefined) return { response, output: await readAnswer(client, context, response) };
    return { response, output: { MessageId: messageId, $metadata: { httpStatusCode: response.statusCode } } };
  };
  client.middlewareStack.add(shortWay, { name: 'shortWay', step: 'initialize' });
}

function isRawEmail(input: ServiceInputTypes): input is SendRawEmailCommandInput {
  return 'RawMessage' in input;
}

/** Where calls go, by the SDK's rules of regions and endpoints. */
async function targetOf({ config }: SESClient, region: string, endpoint: string | null) {
  const { url } = config.endpointProvider({
    Region: region,
    UseDualStack: (await config.useDualstackEndpoint()) ?? false,
    UseFIPS: (await config.useFipsEndpoint()) ?? false,
    ...(endpoint === null ? {} : { Endpoint: endpoint }),
  });
  const { protocol, hostname, host, port, pathname: path } = url;
  return { protocol, hostname, host, path, ...(port === '' ? {} : { port: Number(port) }) };
}

/** The SDK's reading of an answer; throws what it makes of a failure. */
async function readAnswer(
  { config }: SESClient,
  context: HandlerExecutionContext,
  response: HttpResponse,
): Promise<ServiceOutputTypes> {
  const [, namespace, name, traits, input, output] = SendRawEmail$;
  const operation = { namespace, name, traits, input, output };
  const { protocol } = config;
  if (!(protocol instanceof AwsQueryProtocol)) throw new Error('SES speaks another protocol');
  return protocol.deserializeResponse(operation, { ...config, ...context }, response);
}
