import {
  channels,
  deliveryStatuses,
  eventSourceStatuses,
  runStatuses,
  surveyStatuses,
  workflowStatuses,
} from '@canvass/domain';
import { z } from 'zod';
import { ContactBrief, Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';

const named = { id: z.string(), name: z.string() };

export const SearchHit = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('run'),
      id: z.string(),
      recordId: z.string().nullable(),
      objectType: z.string().nullable(),
      workflowName: z.string().nullable(),
      status: z.enum(runStatuses),
      receivedAt: Instant,
    }),
    z.object({
      kind: z.literal('delivery'),
      id: z.string(),
      to: z.string(),
      channel: z.enum(channels),
      status: z.enum(deliveryStatuses),
    }),
    z.object({ kind: z.literal('contact'), ...ContactBrief.shape }),
    z.object({ kind: z.literal('workflow'), ...named, status: z.enum(workflowStatuses) }),
    z.object({ kind: z.literal('survey'), ...named, status: z.enum(surveyStatuses) }),
    z.object({ kind: z.literal('event-source'), ...named, status: z.enum(eventSourceStatuses) }),
    z.object({ kind: z.literal('mailing-list'), ...named }),
  ])
  .meta({ id: 'SearchHit' });

export const searchContract = {
  search: defineRoute({
    method: 'get',
    path: '/search',
    tag: 'Workspace',
    summary: 'Find whatever a text names, a few of each kind',
    description:
      'A Salesforce record id (15 or 18 characters), the id of a run, delivery, contact, workflow, survey or event source, a trace id, the beginning of a contact’s name, e-mail address, number or external reference, or part of the name of a workflow, survey, event source or mailing list.',
    needs: 'read',
    query: z.strictObject({ query: z.string().trim().min(2).max(200) }),
    reply: z.object({ hits: z.array(SearchHit).describe('Kind by kind, the most exact first') }),
  }),
};
