import type * as vscode from 'vscode';

/** API keys, kept by the editor in the system's own store for secrets: one for each endpoint, so that none goes to another one. */
export class Keys {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  /** @param origin scheme, host and port. */
  async get(origin: string): Promise<string | null> {
    return (await this.#secrets.get(nameOf(origin))) || null;
  }

  async set(origin: string, key: string): Promise<void> {
    await this.#secrets.store(nameOf(origin), key);
  }

  async remove(origin: string): Promise<void> {
    await this.#secrets.delete(nameOf(origin));
  }
}

function nameOf(origin: string): string {
  return `evalverse.key ${origin}`;
}
