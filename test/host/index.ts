import { runMocha } from '../harness/mochaRun.ts';

/** Called by the extension host. Each suite is a module `*.host.ts` that uses mocha's global `describe` and `it`. */
export function run(): Promise<void> {
  return runMocha(() => Promise.all([]));
}
