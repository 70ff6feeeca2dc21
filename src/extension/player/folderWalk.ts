import type * as vscode from 'vscode';
import { openNeighbour } from './neighbours.ts';

interface Walk {
  /** The clip that it began with. */
  readonly from: vscode.Uri;
  readonly playing: boolean;
  /** The clip that it has led to, once that is open. */
  readonly at: Promise<vscode.Uri>;
}

/** Goes from clip to clip through a folder. Whoever presses the key faster than clips open goes on from where the last press leads. */
export class FolderWalk {
  readonly #open: typeof openNeighbour;
  #walk: Walk | null = null;

  constructor(open = openNeighbour) {
    this.#open = open;
  }

  /**
   * @param clip whose player asked.
   * @param playing whether the clip played, so that the next one is to.
   * @returns the clip that is to play now that the last press of a walk has led to it, or `null`.
   */
  async go(
    clip: vscode.Uri,
    direction: 1 | -1,
    playing: boolean,
    viewColumn: vscode.ViewColumn | undefined,
  ): Promise<vscode.Uri | null> {
    const before = this.#walk;
    const from = before?.from ?? clip;
    const walk: Walk = {
      from,
      playing: playing || before?.playing === true,
      at: (before?.at ?? Promise.resolve(clip)).then(async (here) => (await this.#open(here, direction, viewColumn)) ?? here),
    };
    this.#walk = walk;
    try {
      const reached = await walk.at;
      return this.#walk === walk && walk.playing && reached.toString() !== from.toString() ? reached : null;
    } finally {
      if (this.#walk === walk) this.#walk = null;
    }
  }
}
