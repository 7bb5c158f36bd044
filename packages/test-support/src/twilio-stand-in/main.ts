import { runStandIn } from '../provider-stand-in/run-stand-in.ts';
import { startTwilioStandIn } from './twilio-stand-in.ts';

/** `node …/twilio-stand-in/main.ts --port 0 --latency-ms 20 --max-send-rate 10` */
await runStandIn(['max-send-rate'], (options, argument) => {
  const maxSendRate = argument('max-send-rate');
  return startTwilioStandIn(maxSendRate === undefined ? options : { ...options, maxSendRate });
});
