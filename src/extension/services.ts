import * as vscode from 'vscode';
import { AnnotationProgress } from './annotations/annotationProgress.ts';
import { Annotations } from './annotations/annotations.ts';
import { Blindness } from './annotations/blindness.ts';
import { Calibrations } from './calibration/calibrations.ts';
import { Evaluator } from './evaluation/evaluator.ts';
import { Tasks } from './evaluation/tasks.ts';
import { FaceService } from './faces/faceService.ts';
import { FindingSelection } from './findings/findingSelection.ts';
import { Activities } from './judging/activities.ts';
import { Backends } from './judging/backends.ts';
import { Consents } from './judging/consents.ts';
import { JudgeChoice } from './judging/judgeChoice.ts';
import { JudgeService } from './judging/judgeService.ts';
import { JudgingDocuments } from './judging/judgingDocuments.ts';
import { Keys } from './judging/keys.ts';
import { ClipServer } from './playback/clipServer.ts';
import { PlayerRegistry } from './player/playerRegistry.ts';
import { ClipLibrary } from './reviews/clipLibrary.ts';
import { Failures } from './reviews/failures.ts';
import { Journals } from './reviews/journals.ts';
import { ReviewLoader } from './reviews/reviewLoader.ts';
import { ReviewStore } from './reviews/reviewStore.ts';
import { findingFilterSetting, onDidChangeSetting, showPassesSetting } from './settings.ts';
import { TaxonomyService } from './taxonomy/taxonomyService.ts';
import { FfmpegService } from './workbench/ffmpegService.ts';

/** Everything that lives as long as the window, wired together once. */
export function createServices(context: vscode.ExtensionContext) {
  const own = <T extends vscode.Disposable>(item: T): T => {
    context.subscriptions.push(item);
    return item;
  };
  const log = own(vscode.window.createOutputChannel('EvalVerse', { log: true }));
  const ffmpeg = own(new FfmpegService(log, context));
  const faces = own(new FaceService(log, context));
  const taxonomy = own(new TaxonomyService(log));
  const journals = own(new Journals(context.globalStorageUri));
  const annotations = own(new Annotations({ journals, state: context.globalState, log }));
  const calibrations = own(new Calibrations(journals, log));
  const blindness = own(new Blindness(context.workspaceState));
  const tasks = own(new Tasks());
  const activities = own(new Activities());
  const judgeChoice = own(new JudgeChoice(context.workspaceState));
  const consents = new Consents(context.globalState);
  const keys = new Keys(context.secrets);
  const backends = own(new Backends(keys, log, context.globalStorageUri));
  const judging = new JudgeService({ backends, blindness, choice: judgeChoice, consents, log });
  const documents = own(new JudgingDocuments());
  const server = own(new ClipServer());
  const library = own(new ClipLibrary());
  const progress = own(new AnnotationProgress({ annotations, library, log, state: context.workspaceState, taxonomy }));
  const players = own(new PlayerRegistry());
  const selection = own(new FindingSelection());
  const failures = own(new Failures());
  const reviews = own(
    new ReviewStore(() => ({
      taxonomy: taxonomy.shown,
      filter: findingFilterSetting(),
      passes: showPassesSetting(),
      isSuppressed: (finding) => annotations.isSuppressed(finding),
      isBlind: blindness.on,
    })),
  );
  own(annotations.onDidChange((hash) => (hash === null ? reviews.reread() : reviews.rereadClip(hash))));
  own(blindness.onDidChange(() => reviews.reread()));
  const evaluator = new Evaluator({ ffmpeg, faces, journals, judging, taxonomy });
  const loader = own(new ReviewLoader({ log, annotations, journals, reviews, taxonomy, evaluator, ffmpeg }));
  own(onDidChangeSetting('findings', () => reviews.reread()));
  own(taxonomy.onDidChange(() => reviews.reread()));
  own(
    library.onDidRemove((clip) => {
      loader.forget(clip);
      failures.remove(clip);
    }),
  );
  const dist = vscode.Uri.joinPath(context.extensionUri, 'dist', 'webview');
  return {
    ...{ log, ffmpeg, faces, taxonomy, journals, tasks, activities, judgeChoice, consents, keys, backends, server, library },
    ...{
      annotations,
      blindness,
      calibrations,
      documents,
      habits: { last: null },
      progress,
      players,
      failures,
      reviews,
      selection,
      evaluator,
      loader,
      dist,
    },
  };
}
