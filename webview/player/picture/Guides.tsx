import { STRINGS } from '../../ui/strings.ts';
import type { Overlay } from '../../ui/uiState.ts';

/** Percent of each side that lies outside the action-safe and the graphics-safe area (EBU R 95, as SMPTE ST 2046-1). */
const ACTION_SAFE = 3.5;
const GRAPHICS_SAFE = 5;

/** Lines over the picture: safe areas and thirds. */
export function Guides({ overlays }: { readonly overlays: readonly Overlay[] }) {
  const safe = overlays.includes('safeArea');
  const thirds = overlays.includes('thirds');
  if (!safe && !thirds) return null;
  return (
    <svg class="guides" viewBox="0 0 100 100" preserveAspectRatio="none" role="img" aria-label={STRINGS.guides}>
      {safe &&
        [ACTION_SAFE, GRAPHICS_SAFE].map((border) => (
          <rect key={border} x={border} y={border} width={100 - 2 * border} height={100 - 2 * border} />
        ))}
      {thirds && <path d="M33.333 0V100M66.667 0V100M0 33.333H100M0 66.667H100" />}
    </svg>
  );
}
