import { Counter, Gauge, Histogram } from 'prom-client';

export const ackSeconds = new Histogram({
  name: 'canvass_intake_ack_seconds',
  help: 'From the first byte of a message to its acknowledgement',
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});
export const notificationsTotal = new Counter({
  name: 'canvass_notifications_total',
  help: 'Notifications acknowledged: stored, or known before (duplicate)',
  labelNames: ['outcome'],
});
export const rejectionsTotal = new Counter({
  name: 'canvass_rejections_total',
  help: 'Messages that were not accepted, by reason; also unknown URLs and refusals for the time being',
  labelNames: ['reason'],
});
export const intakeInFlight = new Gauge({
  name: 'canvass_intake_in_flight',
  help: 'Messages in hand at this moment',
});
