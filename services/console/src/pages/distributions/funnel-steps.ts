import type { Resource } from '../../api/client.ts';

export const funnelStages = ['sent', 'delivered', 'opened', 'started', 'finished'] as const;
export type FunnelStage = (typeof funnelStages)[number];

export interface FunnelStep {
  stage: FunnelStage;
  count: number;
  /** Of those sent, 0…1; null when nothing was sent. */
  share: number | null;
  /** How many fewer than at the stage before; 0 for the first. */
  lost: number;
}

/** A funnel read top to bottom, its losses named. */
export function funnelSteps(funnel: Resource<'Funnel'>): FunnelStep[] {
  return funnelStages.map((stage, index) => {
    const before = funnelStages[index - 1];
    return {
      stage,
      count: funnel[stage],
      share: funnel.sent > 0 ? funnel[stage] / funnel.sent : null,
      // A message may be answered without having been seen to be opened: a later stage can be the larger one.
      lost: before ? Math.max(0, funnel[before] - funnel[stage]) : 0,
    };
  });
}
