import { useEffect, useRef, useState } from 'preact/hooks';
import type { FromPlayer, PlayerProgress } from '../../src/protocol/messages.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
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
  if (progress) return <Progress progress={progress} onCancel={onCancel} />;
  return <EvaluateMenuButton hasRange={hasRange} disabled={disabled} onEvaluate={onEvaluate} />;
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
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return undefined;
    root.current?.querySelector<HTMLElement>('[role=menuitem]:not([aria-disabled=true])')?.focus();
    const onPointerDown = ({ target }: PointerEvent) => {
      if (!(target instanceof Node && root.current?.contains(target))) setOpen(false);
    };
    window.addEventListener('pointerdown', onPointerDown);
    return () => window.removeEventListener('pointerdown', onPointerDown);
  }, [open]);

  const choose = (target: Target) => {
    setOpen(false);
    onEvaluate(target);
  };
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
  const onMenuKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setOpen(false);
    const entries = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const focused = entries.findIndex((entry) => entry.matches(':focus'));
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) entries[(focused + step + entries.length) % entries.length]?.focus();
    if (event.key !== 'Tab') event.stopPropagation();
    if (step !== 0) event.preventDefault();
  };

  return (
    <div class="evaluate" ref={root}>
      <Button appearance="primary" disabled={disabled} onClick={() => choose({ kind: 'clip' })} class="evaluate-main">
        {STRINGS.evaluate}
      </Button>
      <IconButton
        label={STRINGS.evaluateMore}
        disabled={disabled}
        expanded={open}
        onClick={() => setOpen(!open)}
        class="evaluate-more"
      >
        <Icon name="chevron-down" />
      </IconButton>
      {open && (
        <div class="menu" role="menu" tabIndex={-1} onKeyDown={onMenuKey}>
          {items.map(({ target, text, hint, enabled }) => (
            <button
              key={target.kind}
              type="button"
              role="menuitem"
              class="menu-item"
              aria-disabled={!enabled}
              onClick={() => enabled && choose(target)}
            >
              <span>{text}</span>
              <span class="menu-hint">{hint}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
