import type { FromPlayer, ToPlayer } from '../../src/protocol/messages.ts';

/** How the page talks to whoever hosts it: VS Code, or the demonstration page. */
export interface HostTransport {
  post(message: FromPlayer): void;
  /** Returns the function that stops listening. */
  listen(listener: (message: ToPlayer) => void): () => void;
  /** What `saveState` kept last, unparsed; `undefined` the first time. */
  loadState(): unknown;
  saveState(state: unknown): void;
}

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Only the extension can post to a webview, so a message with a known shape is one of ours. */
function isFromExtension(data: unknown): data is ToPlayer {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}

/** The transport inside VS Code. May be made once only: VS Code hands its API out once. */
export function vscodeTransport(): HostTransport {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent<unknown>) => {
        if (isFromExtension(data)) listener(data);
      };
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
    loadState: () => api.getState(),
    saveState: (state) => api.setState(state),
  };
}
