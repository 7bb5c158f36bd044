import { runStandIn } from '../provider-stand-in/run-stand-in.ts';
import { startSesStandIn } from './ses-stand-in.ts';

/** `node …/ses-stand-in/main.ts --port 0 --latency-ms 20 --max-send-rate 14 --max-24-hour-send 50000` */
await runStandIn(['max-send-rate', 'max-24-hour-send', 'sent-last-24-hours'], (options, argument) => {
  const maxSendRate = argument('max-send-rate');
  if (maxSendRate === undefined) return startSesStandIn(options);
  const max24HourSend = argument('max-24-hour-send') ?? -1;
  const sentLast24Hours = argument('sent-last-24-hours') ?? 0;
  return startSesStandIn({ ...options, quota: { maxSendRate, max24HourSend, sentLast24Hours } });
});
