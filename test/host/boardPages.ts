import * as vscode from 'vscode';
import type { FromBoard } from '../../src/protocol/boardMessages.ts';

/** The pages of boards that were opened since, in whose place a test can speak: a host cannot press a button in a page. */
export interface BoardPages {
  /** @param title how the board's title begins. */
  say(title: string, message: FromBoard): void;
  /** Leaves the window as it was. */
  stop(): void;
}

export function listenToBoards(): BoardPages {
  const { window } = vscode;
  const { createWebviewPanel } = window;
  const pages = new Map<string, (message: unknown) => void>();
  const open: typeof createWebviewPanel = (type, title, ...rest) => {
    const panel = createWebviewPanel.call(window, type, title, ...rest);
    const { webview } = panel;
    const heard = standIn(webview, {
      onDidReceiveMessage: (listener: (message: unknown) => void) => {
        pages.set(title, listener);
        return webview.onDidReceiveMessage(listener);
      },
    });
    return standIn(panel, { webview: heard });
  };
  Object.assign(window, { createWebviewPanel: open });
  return {
    say(title, message) {
      const page = [...pages.keys()].find((each) => each.startsWith(title));
      if (page === undefined) throw new Error(`no board ${title} was opened`);
      pages.get(page)?.(message);
    },
    stop: () => void Object.assign(window, { createWebviewPanel }),
  };
}

/** The same object but for some members. */
function standIn<T extends object>(object: T, members: Partial<Record<keyof T, unknown>>): T {
  return new Proxy(object, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
}
