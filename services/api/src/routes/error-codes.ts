import { explainedErrors } from '@canvass/domain';
import { errorCodesContract } from '../contract/error-codes.ts';
import { route } from '../http/route.ts';

export const errorCodeRoutes = [
  route(errorCodesContract.listErrorCodes, async () => ({
    data: explainedErrors.map(({ explanation, ...error }) => ({
      ...error,
      cause: explanation?.cause ?? null,
      area: explanation?.area ?? null,
      qualtrics: explanation?.qualtrics ?? null,
    })),
  })),
];
