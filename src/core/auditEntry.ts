import * as z from 'zod';

/**
 * One request that left the machine: a line of the audit log. Holds neither paths nor keys, neither what was asked nor what was
 * answered.
 */
export const auditEntrySchema = z.object({
  /** When the request was over; ISO 8601, UTC. */
  time: z.iso.datetime(),
  /** Scheme, host and port. */
  origin: z.string(),
  /** Bytes of the request's body. */
  bytesOut: z.number().int().min(0),
  /** Bytes of the answer's body, unpacked, as far as it was read. */
  bytesIn: z.number().int().min(0),
  /** HTTP status; `failed` without an answer, `cut` when the answer ended early, `aborted` when the user ended it. */
  status: z.union([z.number().int(), z.enum(['failed', 'cut', 'aborted'])]),
  /** What the provider says the request took, input and output together; `null` when it does not say. */
  tokens: z.number().int().min(0).nullable(),
  /** SHA-256 of the clip; `null` for requests that are about none. */
  clip: z.string().nullable(),
  /** Ids of the dimensions that were judged with it. */
  dimensions: z.array(z.string()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
