import type { PlayerAction } from '../../src/protocol/playerKeys.ts';
import { PLAYER_KEYS } from '../../src/protocol/playerKeys.ts';
import { ACTION_NAMES } from '../ui/actionNames.ts';
import { Icon } from '../ui/Icon.tsx';
import { keyLabel, ON_MAC } from '../ui/keyLabels.ts';
import { MenuButton, MenuItem } from '../ui/MenuButton.tsx';
import { STRINGS } from '../ui/strings.ts';
import type { Loop, Overlay } from '../ui/uiState.ts';

const OVERLAY_ACTIONS = [
  ['toggleSafeArea', 'safeArea'],
  ['toggleThirds', 'thirds'],
  ['toggleBoxes', 'boxes'],
  ['toggleSubject', 'subject'],
  ['toggleFalseColour', 'falseColour'],
  ['toggleWaveform', 'waveform'],
  ['toggleHistogram', 'histogram'],
] as const satisfies readonly (readonly [PlayerAction, Overlay])[];

interface LookMenuProps {
  readonly overlays: readonly Overlay[];
  readonly loop: Loop;
  readonly disabled: boolean;
  readonly onCommand: (command: PlayerAction) => void;
}

/** The menu of everything that changes how the picture is looked at, with its keys. */
export function LookMenu({ overlays, loop, disabled, onCommand }: LookMenuProps) {
  return (
    <MenuButton label={STRINGS.look} icon={<Icon name="eye" />} disabled={disabled}>
      {(close) => {
        const item = (action: PlayerAction, checked?: boolean) => (
          <MenuItem
            key={action}
            text={ACTION_NAMES[action]}
            hint={keyLabel(PLAYER_KEYS[action].keys[0], ON_MAC)}
            {...(checked !== undefined && { checked })}
            onChoose={() => {
              close();
              onCommand(action);
            }}
          />
        );
        return (
          <>
            {OVERLAY_ACTIONS.map(([action, overlay]) => item(action, overlays.includes(overlay)))}
            <hr class="menu-line" />
            {item('loopRange', loop === 'range')}
            {item('loopClip', loop === 'clip')}
            <hr class="menu-line" />
            {(['zoomPixel', 'captureFrame', 'previousClip', 'nextClip', 'showKeys'] as const).map((action) => item(action))}
          </>
        );
      }}
    </MenuButton>
  );
}
