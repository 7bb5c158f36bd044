import { errorAreas } from '@canvass/domain';
import { z } from 'zod';
import { defineRoute } from './route-spec.ts';

export const ErrorDescription = z
  .object({
    code: z.string(),
    status: z.number().int().describe('HTTP status when the API answers with it'),
    sentence: z.string().describe('What happened'),
    cause: z.string().nullable().describe('How it comes about'),
    remedy: z.string().describe('What to do now'),
    area: z.enum(errorAreas).nullable().describe('Where it is met'),
    qualtrics: z.string().nullable().describe('The code that Qualtrics gives the same failure'),
  })
  .meta({ id: 'ErrorDescription' });

export const errorCodesContract = {
  listErrorCodes: defineRoute({
    method: 'get',
    path: '/errors',
    tag: 'Errors',
    summary: 'List every error code with its cause and what mends it',
    needs: 'read',
    reply: z.object({ data: z.array(ErrorDescription) }),
  }),
};
