import { runMocha } from '../harness/mochaRun.ts';

/**
 * Called by the extension host. Each suite is a module `*.host.ts` that uses mocha's global `describe` and `it`.
 * The suites run in this order; what must not leave anything behind comes before anything is judged.
 */
export function run(): Promise<void> {
  return runMocha(async () => {
    await import('./activation.host.ts');
    await import('./badInput.host.ts');
    await import('./ffmpeg.host.ts');
    await import('./player.host.ts');
    await import('./leaks.host.ts');
    await import('./evaluation.host.ts');
    await import('./selection.host.ts');
    await import('./annotation.host.ts');
    await import('./findingsDocument.host.ts');
    await import('./judging.host.ts');
    await import('./tools.host.ts');
    await import('./folder.host.ts');
    await import('./taxonomy.host.ts');
    await import('./board.host.ts');
    await import('./compare.host.ts');
  });
}
