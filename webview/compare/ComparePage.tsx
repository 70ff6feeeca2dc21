import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CompareAction } from '../../src/protocol/compareKeys.ts';
import type { CompareState, FromCompare, ToCompare } from '../../src/protocol/compareMessages.ts';
import { useKeyboard } from '../player/useKeyboard.ts';
import { KEY_MAP_WORDS } from '../ui/actionNames.ts';
import { COMPARE_STRINGS as WORDS } from '../ui/compareStrings.ts';
import type { Transport } from '../ui/hostTransport.ts';
import { KeyMap } from '../ui/KeyMap.tsx';
import { CompareBar } from './CompareBar.tsx';
import { ComparedPicture } from './ComparedPicture.tsx';
import { compareActions } from './compareActions.ts';
import { COMPARE_KEY_MAP } from './compareKeyMap.ts';
import { type CompareUi, parseCompareUi } from './compareUiState.ts';
import { letterOf } from './letters.ts';
import { MixedPicture } from './MixedPicture.tsx';
import { ScoreTables } from './ScoreTables.tsx';
import { useCommonLoop } from './useCommonLoop.ts';
import { useKeptComparison } from './useKeptComparison.ts';
import { useSync } from './useSync.ts';

export type CompareHost = Transport<FromCompare, ToCompare>;

const NO_CLIPS: CompareState['clips'] = [];

/** The whole page: two to four clips in step, and their scores side by side. */
export function ComparePage({ host }: { readonly host: CompareHost }) {
  const [state, setState] = useState<CompareState | null>(null);
  const [ui, setUi] = useState<CompareUi>(() => parseCompareUi(host.loadState()));
  const change = useCallback((part: Partial<CompareUi>) => setUi((held) => ({ ...held, ...part })), []);
  const clips = state?.clips ?? NO_CLIPS;
  const [failed, setFailed] = useState<ReadonlySet<string>>(new Set());
  const synced = useSync(clips, ui.sync, failed);
  const { sync, sides, common, shotsKnown } = synced;
  const [first, second] = sides;
  const layout = sides.length === 2 ? ui.layout : 'side';
  const listening = ui.listening ?? sides[0]?.id ?? '';
  const blind = state?.blind ?? false;

  const [keysShown, setKeysShown] = useState(false);
  const context = {
    ...{ host, ui, change, sync, common, sides, listening, shotsKnown, blind },
    annotating: state?.annotating ?? false,
    showKeys: () => setKeysShown(true),
  };
  const latest = useRef(context);
  latest.current = context;
  const run = useCallback((action: CompareAction) => compareActions(latest.current)[action](), []);

  // Where it was comes back before the clips are known, and they begin there.
  const [begin] = useState(ui.moment);
  useEffect(() => sync.seek(begin), [sync, begin]);
  useEffect(() => sync.setRate(ui.rate), [sync, ui.rate]);
  useEffect(() => {
    const stop = host.listen((message) => {
      if (message.type === 'state') setState(message.state);
      else if (message.type === 'action') run(message.action);
      else sync.pause();
    });
    host.post({ type: 'ready' });
    return stop;
  }, [host, run, sync]);
  useKeptComparison(host, state, ui, sync);
  const range = useCommonLoop(synced, ui, clips);
  useKeyboard();

  if (state === null) return <p class="page-loading">{WORDS.loading}</p>;
  return (
    <main class="compare">
      <section class={`sides sides-${clips.length} ${layout === 'side' ? 'beside' : 'mixed'}`} aria-label={WORDS.clips}>
        {clips.map((compared, index) => {
          const side = sides[index];
          return (
            side && (
              <ComparedPicture
                key={compared.id}
                {...{ compared, side, index, sync, common, blind }}
                letter={letterOf(index)}
                listening={listening === compared.id}
                onListen={() => change({ listening: listening === compared.id ? '' : compared.id })}
                onOpen={(time) => host.post({ type: 'openClip', clip: compared.id, time })}
                onSilent={() => host.post({ type: 'silent', clip: compared.id })}
                onFailed={(detail) => {
                  setFailed((held) => new Set([...held, compared.id]));
                  host.post({ type: 'playbackFailed', clip: compared.id, detail });
                }}
              />
            )
          );
        })}
        {layout !== 'side' && first && second && (
          <MixedPicture
            {...{ layout, first, second }}
            wipe={ui.wipe}
            gain={ui.gain}
            onWipe={(wipe) => change({ wipe })}
            onPress={() => sync.playPause()}
          />
        )}
      </section>
      <CompareBar
        {...{ sync, common, ui, range, layout, shotsKnown, blind, run, change }}
        clips={clips.length}
        annotating={state.annotating}
      />
      <ScoreTables
        scores={state.scores}
        clips={clips.length}
        blind={blind}
        judge={ui.judge}
        onJudge={(judge) => change({ judge })}
      />
      {keysShown && (
        <KeyMap
          title={KEY_MAP_WORDS.compare}
          groups={COMPARE_KEY_MAP}
          onClose={() => setKeysShown(false)}
          onChange={() => host.post({ type: 'changeKeys' })}
        />
      )}
    </main>
  );
}
