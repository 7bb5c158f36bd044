import { EventSourceId, fieldTypes } from '@canvass/domain';
import { entryOperators, recordTriggers } from '@canvass/outbound-message';
import { z } from 'zod';
import { DownloadReply } from '../http/download.ts';
import { defineRoute } from './route-spec.ts';

const params = z.object({ eventSourceId: EventSourceId });
const apiName = z.string().regex(/^[A-Za-z]\w{0,254}$/, 'an API name such as Case or Priority__c');
const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

const EntryConditions = z.array(
  z.strictObject({ field: apiName, operator: z.enum(entryOperators), value: z.string().max(255) }),
);

/** JSON inside a query, so that a plain link downloads the package. */
const conditions = z
  .string()
  .max(8000)
  .default('[]')
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'is not JSON' });
      return z.NEVER;
    }
  })
  .pipe(EntryConditions.max(20))
  .meta({
    override: { type: 'string', default: '[]' },
    description: `JSON: [{ "field", "operator": ${entryOperators.join(' | ')}, "value" }]; at most 20`,
  });

const packageQuery = z.strictObject({
  integrationUser: z
    .string()
    .trim()
    .min(3)
    .max(255)
    .describe('Username of an active user of that org; fields hidden from this user are not sent'),
  object: apiName.optional().describe('Unless the event source is pinned to one'),
  trigger: z.enum(recordTriggers).default('both').describe('When the flow starts'),
  match: z.enum(['all', 'any']).default('all'),
  conditions,
  onlyWhenNewlyMet: flag.describe('Only when a record is changed so that it meets the conditions'),
  active: flag.describe('Deploy the flow switched on; otherwise it is a draft to activate by hand'),
});

export type PackageQuery = z.output<typeof packageQuery>;

const tag = 'Salesforce set-up';
const description =
  'Metadata format, for `sf project deploy start --metadata-dir` and for Workbench: an outbound message with the fields of the event source, the record-triggered flow that sends it, and `package.xml`.';

export const salesforceSetupContract = {
  readWsdl: defineRoute({
    method: 'post',
    path: '/event-sources/{eventSourceId}/wsdl',
    tag,
    summary: 'Read the WSDL of an outbound message; nothing is saved',
    description: 'Save the fields by PATCH of the event source. Fields the event source has keep their type there.',
    needs: 'write',
    params,
    body: z.strictObject({ wsdl: z.string().max(900_000).describe('The file’s text') }),
    reply: z.object({
      endpointUrl: z.string().nullable().describe('Which URL the outbound message had when the file was made'),
      isOwnUrl: z.boolean().describe('Whether that is a URL of this event source'),
      objects: z.array(
        z.object({
          name: z.string(),
          fields: z.array(
            z.object({
              name: z.string(),
              type: z.enum(fieldTypes).describe('A proposal: the file calls picklists, e-mail and phone all strings'),
              declaredType: z.string(),
              known: z.enum(fieldTypes).nullable().describe('The type that the event source has for it already'),
            }),
          ),
        }),
      ),
    }),
  }),
  downloadMetadataPackage: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}/metadata-package',
    tag,
    summary: 'Download a Salesforce metadata package as ZIP',
    description,
    needs: 'write',
    params,
    query: packageQuery,
    reply: DownloadReply,
    fileType: 'application/zip',
  }),
  previewMetadataPackage: defineRoute({
    method: 'get',
    path: '/event-sources/{eventSourceId}/metadata-package/files',
    tag,
    summary: 'The files of the metadata package as text',
    description,
    needs: 'write',
    params,
    query: packageQuery,
    reply: z.object({
      developerName: z.string().describe('Unique name of the outbound message and of the flow'),
      files: z.array(z.object({ path: z.string(), content: z.string() })),
    }),
  }),
};
