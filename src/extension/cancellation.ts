import type { CancellationToken } from 'vscode';

/** Aborts `controller` when VS Code's token is cancelled; the result stops the connection. */
export function abortOnCancel(token: CancellationToken, controller: AbortController): { dispose(): void } {
  if (token.isCancellationRequested) controller.abort();
  return token.onCancellationRequested(() => controller.abort());
}
