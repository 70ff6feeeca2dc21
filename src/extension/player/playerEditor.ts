import * as vscode from 'vscode';
import { takingBack } from '../../core/raterView.ts';
import type { FromPlayer } from '../../protocol/messages.ts';
import { PLAYER_ACTIONS } from '../../protocol/playerKeys.ts';
import { Disposables } from '../disposables.ts';
import type { FindingSelection, SelectionSurface } from '../findings/findingSelection.ts';
import { COMMAND, CONTEXT, PLAYER_VIEW_TYPE, playerCommand } from '../ids.ts';
import { runWithReporting } from '../reporting.ts';
import { captureFrame } from './captureFrame.ts';
import { FolderWalk } from './folderWalk.ts';
import { type DocumentServices, PlayerDocument } from './playerDocument.ts';
import type { PlayerRegistry } from './playerRegistry.ts';
import { type PlayerRequest, PlayerSession, type SessionServices } from './playerSession.ts';

const STANCE_COMMAND = {
  agree: COMMAND.agreeWithFinding,
  disagree: COMMAND.disagreeWithFinding,
  suppress: COMMAND.suppressFinding,
  none: COMMAND.takeBackStance,
} as const;

/** Registers the custom editor for clips and the commands that steer the player in front. */
export function activatePlayer(
  registry: PlayerRegistry,
  services: DocumentServices & SessionServices & { readonly selection: FindingSelection },
): vscode.Disposable {
  const disposables = new Disposables();
  const { selection } = services;
  const walk = new FolderWalk();
  const surface: SelectionSurface = {
    follow: ({ clip, time, finding }, readIn) => registry.seekAll(clip, { time, finding }, readIn),
  };
  disposables.add(selection.join(surface));

  function answer(session: PlayerSession, request: PlayerRequest): void {
    const { uri } = session.document;
    switch (request.type) {
      case 'evaluate':
        void vscode.commands.executeCommand(
          { clip: COMMAND.evaluateClip, shot: COMMAND.evaluateShot, range: COMMAND.evaluateRange }[request.target.kind],
          uri,
        );
        break;
      case 'cancel':
        services.tasks.cancel(uri);
        break;
      case 'pickJudge':
        void vscode.commands.executeCommand(COMMAND.pickJudge, uri);
        break;
      case 'selectFinding':
        void runWithReporting(services.log, 'select', () => select(session, request));
        break;
      case 'inputFocus':
        void vscode.commands.executeCommand('setContext', CONTEXT.inputFocus, request.focused);
        break;
      case 'position':
        showRangeContext();
        break;
      case 'annotating':
        void vscode.commands.executeCommand(request.on ? COMMAND.annotateClip : COMMAND.stopAnnotating, uri);
        break;
      case 'nextClip':
        void vscode.commands.executeCommand(COMMAND.annotateNextClip);
        break;
      case 'annotate':
        void runWithReporting(services.log, 'annotate', () => annotate(session, request));
        break;
      case 'correctShots':
        correctShots((author) => session.document.correctShots(author, request.change));
        break;
      case 'undoShotCorrection':
        if (session.document.hasShotCorrections) correctShots((author) => session.document.undoShotCorrection(author));
        break;
      case 'stance':
        void vscode.commands.executeCommand(STANCE_COMMAND[request.stance ?? 'none'], uri.toString(), request.finding);
        break;
      case 'captureFrame':
        void runWithReporting(services.log, 'save frame', () => captureFrame(services, uri, request.frame));
        break;
      case 'openNeighbour':
        void runWithReporting(services.log, 'next clip', async () => {
          const clip = await walk.go(uri, request.direction, request.playing, session.panel.viewColumn);
          if (clip) registry.playersOf(clip)[0]?.play();
        });
        break;
      case 'changeKeys':
        void vscode.commands.executeCommand('workbench.action.openGlobalKeybindings', 'evalverse.player');
        break;
    }
  }

  /** Selects a finding that was chosen in one of the clip's players: in the others too. */
  async function select(
    session: PlayerSession,
    { finding, time }: Extract<FromPlayer, { type: 'selectFinding' }>,
  ): Promise<void> {
    const { uri } = session.document;
    for (const other of registry.playersOf(uri)) if (other !== session) other.seek({ time, finding });
    await selection.choose({ clip: uri, finding, time }, { by: surface });
  }

  /** A correction stays in the workspace, so that it bears the name of whoever made it, as his annotations do. */
  function correctShots(correct: (author: string) => Promise<void>): void {
    void runWithReporting(services.log, 'correct shots', async () => {
      const author = await services.annotations.askRater();
      if (author !== null) await correct(author);
    });
  }

  async function annotate(session: PlayerSession, request: Extract<FromPlayer, { type: 'annotate' }>): Promise<void> {
    const { annotations, progress } = services;
    const { uri, clip, unmetNeeds } = session.document;
    if (!clip || (await annotations.askRater()) === null) return;
    await progress.learn(clip.hash, unmetNeeds);
    const { type: _, ...word } = request;
    const words = word.answer === null ? takingBack(annotations.about(clip.hash), word, { kind: 'answer' }) : [word];
    await annotations.say({ uri, hash: clip.hash }, words);
  }

  let rangeShown = false;
  function showRangeContext(): void {
    const hasRange = registry.active?.position.range != null;
    if (hasRange === rangeShown) return;
    rangeShown = hasRange;
    void vscode.commands.executeCommand('setContext', CONTEXT.hasRange, hasRange);
  }

  const provider: vscode.CustomReadonlyEditorProvider<PlayerDocument> = {
    openCustomDocument(uri) {
      const document = new PlayerDocument(uri, services);
      void document.prepare();
      return document;
    },
    async resolveCustomEditor(document, panel) {
      const session = new PlayerSession(document, panel, services);
      registry.add(session);
      // The session ends with its panel, and this emitter with the session.
      session.onRequest((request) => answer(session, request));
      await session.start();
    },
  };
  disposables.add(
    vscode.window.registerCustomEditorProvider(PLAYER_VIEW_TYPE, provider, {
      supportsMultipleEditorsPerDocument: true,
      webviewOptions: { retainContextWhenHidden: true },
    }),
  );
  disposables.add(
    registry.onDidChange(() => {
      showRangeContext();
      if (registry.active === null) void vscode.commands.executeCommand('setContext', CONTEXT.inputFocus, false);
    }),
  );
  for (const action of PLAYER_ACTIONS)
    disposables.add(vscode.commands.registerCommand(playerCommand(action), () => registry.active?.act(action)));
  return disposables;
}
