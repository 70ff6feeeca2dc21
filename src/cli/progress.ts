import type { EvaluationProgress } from '../batch/evaluateClip.ts';
import type { FolderEntry, FolderProgress } from '../batch/scoreFolder.ts';
import { printable, shorten } from './terminalText.ts';

/** Where progress is written; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface ProgressPrinter {
  show(progress: FolderProgress): void;
  /** Clears what is only for the moment. */
  end(): void;
}

const PHASES: Readonly<Record<EvaluationProgress['phase'], string>> = {
  reading: 'reading',
  probing: 'probing',
  analysing: 'analysing picture and sound',
  judging: 'judging',
};

/** One line that is rewritten on a terminal; elsewhere one line for each finished clip. */
export function createProgressPrinter(stream: ProgressStream): ProgressPrinter {
  return stream.isTTY ? rewriting(stream) : listing(stream);
}

function rewriting(stream: ProgressStream): ProgressPrinter {
  let done = 0;
  let shown = '';
  return {
    show(progress) {
      if (progress.kind === 'done') done = progress.done;
      const now = progress.kind === 'done' ? '' : `: ${printable(progress.path)}, ${phaseText(progress)}`;
      const text = shorten(`${done} of ${progress.total} clips done${now}`, Math.max(20, (stream.columns ?? 80) - 1));
      if (text !== shown) stream.write(`\r\u001b[2K${text}`);
      shown = text;
    },
    end() {
      if (shown !== '') stream.write('\r\u001b[2K');
    },
  };
}

function listing(stream: ProgressStream): ProgressPrinter {
  return {
    show(progress) {
      if (progress.kind !== 'done') return;
      stream.write(`[${progress.done}/${progress.total}] ${printable(progress.entry.path)}: ${outcome(progress.entry)}\n`);
    },
    end() {},
  };
}

function phaseText({ phase, fraction }: EvaluationProgress): string {
  return fraction === null ? PHASES[phase] : `${PHASES[phase]} ${Math.round(fraction * 100)} %`;
}

function outcome(entry: FolderEntry): string {
  if (entry.status === 'failed') return `not scored. ${printable(entry.sentence)}`;
  return entry.reused ? 'judged before, reused' : 'judged';
}
