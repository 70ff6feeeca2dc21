import type * as vscode from 'vscode';
import * as z from 'zod';

const consentSchema = z.object({
  /** Scheme, host and port; `editor` for models that the editor offers. */
  origin: z.string(),
  /** URI of a workspace folder, or of the folder that holds a clip outside of all. */
  folder: z.string(),
  /** ISO 8601, UTC. */
  time: z.iso.datetime(),
});
/** What the user has allowed for good: footage of one folder may go to one endpoint. */
export type Consent = z.infer<typeof consentSchema>;

const KEY = 'evalverse.consents';

/** Remembers on this machine, never in a workspace, which endpoints may be sent footage of which folders. */
export class Consents {
  readonly #memento: vscode.Memento;

  /** @param memento the machine's. */
  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** What cannot be read allows nothing. */
  all(): readonly Consent[] {
    const parsed = z.array(consentSchema).safeParse(this.#memento.get(KEY));
    return parsed.success ? parsed.data : [];
  }

  has(origin: string, folder: string): boolean {
    return this.all().some((consent) => consent.origin === origin && consent.folder === folder);
  }

  async allow(origin: string, folder: string, now: Date): Promise<void> {
    const others = this.all().filter((consent) => consent.origin !== origin || consent.folder !== folder);
    await this.#memento.update(KEY, [...others, { origin, folder, time: now.toISOString() }]);
  }

  async revoke(consents: readonly Consent[]): Promise<void> {
    const kept = this.all().filter(
      ({ origin, folder }) => !consents.some((revoked) => revoked.origin === origin && revoked.folder === folder),
    );
    await this.#memento.update(KEY, kept);
  }
}
