import type { PlayerClip } from '../../src/protocol/messages.ts';
import { STRINGS } from '../ui/strings.ts';

interface ClipFactsProps {
  readonly fileName: string;
  readonly clip: PlayerClip | null;
  /** The facts are still being found out. */
  readonly loading: boolean;
}

/** File name and what is in it, in one line: `1920 × 1080 · 24 fps · h264 · aac 48 kHz stereo`. */
export function ClipFacts({ fileName, clip, loading }: ClipFactsProps) {
  const facts = clip ? factsOf(clip) : loading ? STRINGS.loading : STRINGS.unknownFacts;
  return (
    <header class="clip-facts">
      <h1 title={fileName}>{fileName}</h1>
      <p title={facts}>{facts}</p>
    </header>
  );
}

export function factsOf({ video, audio }: PlayerClip): string {
  const rate = video.frameRate.numerator / video.frameRate.denominator;
  return [
    `${video.width} × ${video.height}`,
    `${Number(rate.toFixed(3))} fps${video.variableFrameRate ? ` ${STRINGS.variable}` : ''}`,
    video.codec,
    audio ? `${audio.codec} ${audio.sampleRate / 1000} kHz ${audio.layout}` : STRINGS.noSound,
  ].join(' · ');
}
