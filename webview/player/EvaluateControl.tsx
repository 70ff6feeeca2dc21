import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FromPlayer, PlayerProgress } from '../../src/protocol/messages.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { MenuButton, MenuItem } from '../ui/MenuButton.tsx';
import { ProgressRing } from '../ui/ProgressRing.tsx';
import { STRINGS } from '../ui/strings.ts';

type Target = Extract<FromPlayer, { type: 'evaluate' }>['target'];

interface EvaluateControlProps {
  readonly progress: PlayerProgress | null;
  readonly hasRange: boolean;
  readonly disabled: boolean;
  readonly onEvaluate: (target: Target) => void;
  readonly onCancel: () => void;
}

/** The Evaluate button with its menu, or how far the evaluation is and how to stop it. */
export function EvaluateControl({ progress, hasRange, disabled, onEvaluate, onCancel }: EvaluateControlProps) {
  const box = useRef<HTMLDivElement>(null);
  const isRunning = progress !== null;
  // Before the one makes room for the other. Whoever clicked wants the space bar to play and not to press a button.
  const hasKeyboardFocus = box.current?.querySelector('vscode-button:focus')?.shadowRoot?.querySelector(':focus-visible') != null;
  useLayoutEffect(() => {
    if (hasKeyboardFocus) box.current?.querySelector<HTMLElement>('vscode-button')?.focus();
  }, [isRunning]);
  return (
    <div class="evaluate-control" ref={box}>
      {progress ? (
        <Progress progress={progress} onCancel={onCancel} />
      ) : (
        <EvaluateMenuButton hasRange={hasRange} disabled={disabled} onEvaluate={onEvaluate} />
      )}
    </div>
  );
}

function Progress({
  progress: { label, fraction },
  onCancel,
}: {
  readonly progress: PlayerProgress;
  readonly onCancel: () => void;
}) {
  return (
    <div class="progress" role="status">
      {fraction === null ? (
        <ProgressRing label={label} />
      ) : (
        <progress class="progress-bar" value={fraction} max={1} aria-label={label} />
      )}
      <span class="progress-label" title={label}>
        {label}
      </span>
      {fraction !== null && <span class="progress-number">{STRINGS.percent(fraction)}</span>}
      <Button appearance="secondary" onClick={onCancel}>
        {STRINGS.cancel}
      </Button>
    </div>
  );
}

function EvaluateMenuButton({ hasRange, disabled, onEvaluate }: Omit<EvaluateControlProps, 'progress' | 'onCancel'>) {
  const items = [
    { target: { kind: 'clip' }, text: STRINGS.evaluate, hint: '', enabled: true },
    { target: { kind: 'shot' }, text: STRINGS.evaluateShot, hint: STRINGS.evaluateShotHint, enabled: true },
    {
      target: { kind: 'range' },
      text: STRINGS.evaluateRange,
      hint: hasRange ? STRINGS.evaluateRangeHint : STRINGS.evaluateRangeMissing,
      enabled: hasRange,
    },
  ] as const;
  return (
    <div class="evaluate">
      <Button appearance="primary" disabled={disabled} onClick={() => onEvaluate({ kind: 'clip' })} class="evaluate-main">
        {STRINGS.evaluate}
      </Button>
      <MenuButton label={STRINGS.evaluateMore} icon={<Icon name="chevron-down" />} disabled={disabled} class="evaluate-more">
        {(close) =>
          items.map(({ target, text, hint, enabled }) => (
            <MenuItem
              key={target.kind}
              text={text}
              hint={hint}
              disabled={!enabled}
              onChoose={() => {
                close();
                onEvaluate(target);
              }}
            />
          ))
        }
      </MenuButton>
    </div>
  );
}
