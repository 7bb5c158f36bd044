import { type EventSourceReport, findEventSource } from '@canvass/database';
import {
  metadataPackage,
  type PackageRequest,
  packageProblems,
  readWsdl,
  toDeveloperName,
  zipPackage,
} from '@canvass/outbound-message';
import { type PackageQuery, salesforceSetupContract } from '../contract/salesforce-setup.ts';
import { Download } from '../http/download.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { endpointUrl } from './endpoint-url.ts';

const { downloadMetadataPackage, previewMetadataPackage, readWsdl: readWsdlSpec } = salesforceSetupContract;

export const salesforceSetupRoutes = [
  route(readWsdlSpec, async ({ params, body }, { workspaceId, inWorkspace, services }) => {
    const source = found(await inWorkspace((db) => findEventSource(db, workspaceId, params.eventSourceId)));
    const wsdl = readWsdl(Buffer.from(body.wsdl));
    if (wsdl.kind === 'refused') {
      const where = wsdl.place === null ? '' : `Line ${wsdl.place.line}, column ${wsdl.place.column}: `;
      const message = `${where}${wsdl.detail} ${wsdl.mend}`;
      throw new ProblemError('invalid-request', { places: [{ pointer: '/wsdl', message }] });
    }
    const known = new Map(source.fields.map(({ name, type }) => [name, type]));
    return {
      endpointUrl: wsdl.endpointUrl,
      isOwnUrl: wsdl.endpointUrl === endpointUrl(services.urls.ingress, source.token),
      objects: wsdl.objects.map(({ name, fields }) => ({
        name,
        fields: fields.map((field) => ({ ...field, known: known.get(field.name) ?? null })),
      })),
    };
  }),

  route(downloadMetadataPackage, async ({ params, query }, { workspaceId, inWorkspace, services }) => {
    const source = found(await inWorkspace((db) => findEventSource(db, workspaceId, params.eventSourceId)));
    const request = toRequest(source, query, services.urls.ingress);
    const fileName = `${toDeveloperName(source.name)}.zip`;
    return new Download(fileName, 'application/zip', zipPackage(metadataPackage(request)));
  }),

  route(previewMetadataPackage, async ({ params, query }, { workspaceId, inWorkspace, services }) => {
    const source = found(await inWorkspace((db) => findEventSource(db, workspaceId, params.eventSourceId)));
    const request = toRequest(source, query, services.urls.ingress);
    return { developerName: toDeveloperName(source.name), files: metadataPackage(request) };
  }),
];

/** Throws `invalid-request` with a place for each thing that Salesforce would refuse. */
function toRequest(source: EventSourceReport, query: PackageQuery, ingressUrl: string): PackageRequest {
  const types = new Map(source.fields.map(({ name, type }) => [name, type]));
  const request: PackageRequest = {
    ...query,
    name: source.name,
    endpointUrl: endpointUrl(ingressUrl, source.token),
    object: source.objectType ?? query.object ?? '',
    // Fields reached through another object are no fields of the message.
    fields: source.fields.map(({ name }) => name).filter((name) => !name.includes('.')),
    conditions: query.conditions.map((condition) => ({ ...condition, type: types.get(condition.field) ?? 'text' })),
  };
  const places = packageProblems(request);
  if (places.length > 0) throw new ProblemError('invalid-request', { places });
  return request;
}
