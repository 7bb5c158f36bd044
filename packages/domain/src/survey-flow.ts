import { z } from 'zod';

/** What a survey records beside the answers. Only declared embedded data reaches a response. */
export const SurveyFlow = z.object({
  embeddedData: z
    .array(z.object({ name: z.string().min(1).max(200) }))
    .max(200)
    .default([]),
});
export type SurveyFlow = z.output<typeof SurveyFlow>;

/** The facts of the sending time, kept with the invitation: what piped text and the response's embedded data read. */
export interface InvitationSnapshot {
  contact: {
    id: string;
    firstName: string | null;
    lastName: string | null;
    email: string | null;
    phone: string | null;
    externalReference: string | null;
    language: string | null;
    embeddedData: Record<string, string>;
  };
  transaction: { id: string; name: string; occurredAt: string | null; fields: Record<string, string> } | null;
  /** The notification's fields as received: absent fields are null. */
  event: Record<string, string | null>;
}
