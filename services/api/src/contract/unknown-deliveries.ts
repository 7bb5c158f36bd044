import { unknownAfterHours, unknownResolutions } from '@canvass/domain';
import { z } from 'zod';
import { defineRoute } from './route-spec.ts';

const settleAs = z
  .enum(unknownResolutions)
  .nullable()
  .describe(
    'Null = somebody decides on each. `sent`: who got nothing stays without. `not-sent`: it is sent once more, and who got it gets it twice.',
  );
const afterHours = z
  .number()
  .int()
  .min(unknownAfterHours.least)
  .max(unknownAfterHours.most)
  .describe('Since it became unknown, with nothing heard of it');

export const UnknownDeliveryRule = z.object({ settleAs, afterHours }).meta({ id: 'UnknownDeliveryRule' });

const tag = 'Deliveries';

export const unknownDeliveriesContract = {
  getUnknownDeliveryRule: defineRoute({
    method: 'get',
    path: '/unknown-delivery-rule',
    tag,
    summary: 'What becomes of deliveries whose fate is unknown and on which nobody has decided',
    needs: 'read',
    reply: UnknownDeliveryRule,
  }),
  setUnknownDeliveryRule: defineRoute({
    method: 'put',
    path: '/unknown-delivery-rule',
    tag,
    summary: 'Settle deliveries whose fate is unknown after a time, or have somebody decide on each',
    description:
      'Holds for those that are unknown already, too. A delivery is settled by the rule once: if it becomes unknown again, somebody decides. So does somebody on what was held back after a backup was restored.',
    needs: 'administer',
    audit: { action: 'workspace.unknown-deliveries-set', keep: ['settleAs', 'afterHours'] },
    body: z.strictObject({ settleAs, afterHours: afterHours.default(unknownAfterHours.usual) }),
    reply: UnknownDeliveryRule,
  }),
};
