/** Words that providers use for reasons, and nothing that could be anything else. */
const REASON = /^[a-z_]{1,60}$/i;

/** A provider's reason as shown. */
export function reasonWord(reason: string): string {
  return REASON.test(reason) ? reason.toLowerCase().replaceAll('_', ' ') : 'unknown';
}
