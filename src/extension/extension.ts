import type * as vscode from 'vscode';
import { activateBlindnessItem } from './annotations/blindness.ts';
import type { EvalVerseApi } from './api.ts';
import { activateBoards } from './board/boardCommands.ts';
import { activateAnnotationCommands } from './commands/annotationCommands.ts';
import { activateEvaluationCommands } from './commands/evaluationCommands.ts';
import { activateFindingCommands } from './commands/findingCommands.ts';
import { activateFolderCommands } from './commands/folderCommands.ts';
import { activateImportCommand } from './commands/importCommand.ts';
import { activateJudgeCommands } from './commands/judgeCommands.ts';
import { activateSequenceCommands } from './commands/sequenceCommands.ts';
import { activateComparing } from './compare/compareCommands.ts';
import { heldDisposables } from './disposables.ts';
import { activateFaceCommands } from './faces/faceCommands.ts';
import { activateBadges } from './findings/badges.ts';
import { ClipsTree } from './findings/clipsTree.ts';
import { activateDiagnostics } from './findings/diagnostics.ts';
import { activateFindingActions } from './findings/findingActions.ts';
import { activateFindingLenses } from './findings/findingLenses.ts';
import { activateFindingsDocument } from './findings/findingsDocument.ts';
import { activateFindingsDocumentSelection } from './findings/findingsDocumentSelection.ts';
import { activateFindingsOutline } from './findings/findingsOutline.ts';
import { FindingsTree } from './findings/findingsTree.ts';
import { activatePlayer } from './player/playerEditor.ts';
import { runWithReporting } from './reporting.ts';
import { createServices } from './services.ts';
import { activateMcpServers } from './tools/mcpServers.ts';
import { activateReviewTools } from './tools/reviewTools.ts';
import { loadUsersLanguage } from './usersLanguage.ts';
import { activateFfmpegHelp } from './workbench/ffmpegHelp.ts';
import { activateStatusItem } from './workbench/statusItem.ts';

export async function activate(context: vscode.ExtensionContext): Promise<EvalVerseApi> {
  await loadUsersLanguage();
  const services = createServices(context);
  const { annotations, blindness, faces, ffmpeg, loader, log, players, reviews, selection, server, tasks } = services;
  const boards = activateBoards(services);
  const comparing = activateComparing(services);
  const findingsTree = new FindingsTree(services);
  context.subscriptions.push(
    boards,
    comparing,
    findingsTree,
    new ClipsTree(services),
    activateDiagnostics(reviews),
    activateFindingsDocument(reviews, blindness),
    activateFindingsDocumentSelection(services),
    activateFindingsOutline(reviews),
    activateBadges(reviews),
    activateStatusItem(ffmpeg, tasks),
    activateBlindnessItem(blindness),
    activateFfmpegHelp(ffmpeg, log),
    activateFaceCommands(faces, tasks, log),
    activateEvaluationCommands(services),
    activateFolderCommands(services),
    activateJudgeCommands(services),
    activateFindingCommands(services),
    activateAnnotationCommands(services),
    activateSequenceCommands(services),
    activateImportCommand(services),
    activateFindingActions(reviews, annotations),
    activateFindingLenses(reviews, annotations),
    activateReviewTools(services),
    activateMcpServers(context.extensionUri, blindness),
    activatePlayer(players, services),
  );
  void runWithReporting(log, 'earlier verdicts', () => loader.scanWorkspace());
  return {
    seek: (clip, time) => players.seek(clip, { time, finding: null }),
    findings: (clip) => reviews.findings(clip),
    coverage: (clip) => reviews.state(clip)?.coverage ?? null,
    onDidChangeReviews: (listener) => reviews.onDidChange(listener),
    selection: () => selection.current,
    onDidChangeSelection: selection.onDidChange,
    findingsView: () => findingsTree.shown,
    players: () =>
      players.sessions.map(({ document, panel, position, ready, review }) => ({
        clip: document.uri,
        ready,
        visible: panel.visible,
        position,
        problem: document.problem,
        analysed: document.analysis !== null,
        judged: (review?.ranges.length ?? 0) > 0,
      })),
    boards: () => boards.open(),
    comparisons: () => comparing.open(),
    held: () => ({ players: players.sessions.length, servedClips: server.clipCount, tasks: tasks.running.length }),
    subscriptions: heldDisposables,
  };
}
