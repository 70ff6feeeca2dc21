import type { FromPlayer, ToPlayer } from '../../src/protocol/messages.ts';

/** How a page talks to whoever hosts it: VS Code, or the demonstration page. */
export interface Transport<Out, In> {
  post(message: Out): void;
  /** Returns the function that stops listening. */
  listen(listener: (message: In) => void): () => void;
  /** What `saveState` kept last, unparsed; `undefined` the first time. */
  loadState(): unknown;
  saveState(state: unknown): void;
}

export type HostTransport = Transport<FromPlayer, ToPlayer>;

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** Only the extension can post to a webview, so a message with a known shape is one of ours. */
function isFromExtension<In>(data: unknown): data is In {
  return typeof data === 'object' && data !== null && 'type' in data && typeof data.type === 'string';
}

/** The transport inside VS Code. May be made once only: VS Code hands its API out once. */
export function vscodeTransport<Out, In>(): Transport<Out, In> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen(listener) {
      const onMessage = ({ data }: MessageEvent<unknown>) => {
        if (isFromExtension<In>(data)) listener(data);
      };
      window.addEventListener('message', onMessage);
      return () => window.removeEventListener('message', onMessage);
    },
    loadState: () => api.getState(),
    saveState: (state) => api.setState(state),
  };
}
