export const serviceNames = ['ingress', 'workflow-engine', 'contacts', 'distribution'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Where a service finds what it needs: each through its proxy. */
export interface Addresses {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  readonly sesUrl: string;
  readonly twilioUrl: string;
}

/** The variables of a service's process, as the chart sets them; the grace period is shorter than in production. */
export function serviceEnvironment(
  service: ServiceName,
  { databaseUrl, redisUrl, sesUrl, twilioUrl }: Addresses,
  { port, adminPort }: { port: number; adminPort: number },
): Record<string, string> {
  const own: Record<ServiceName, Record<string, string>> = {
    ingress: { HOST: '127.0.0.1', PORT: String(port) },
    'workflow-engine': {},
    contacts: {},
    distribution: {
      PUBLIC_URL: 'https://console.chaos.example',
      SURVEY_URL: 'https://survey.chaos.example',
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'chaos',
      AWS_SECRET_ACCESS_KEY: 'chaos',
      SES_ENDPOINT: sesUrl,
      TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
      TWILIO_AUTH_TOKEN: 'chaos',
      TWILIO_FROM: '+12025550100',
      TWILIO_API_URL: twilioUrl,
    },
  };
  return {
    DATABASE_URL: databaseUrl,
    ...(redisUrl === null ? {} : { REDIS_URL: redisUrl }),
    ADMIN_HOST: '127.0.0.1',
    ADMIN_PORT: String(adminPort),
    SHUTDOWN_GRACE_MS: '12000',
    ...own[service],
  };
}
