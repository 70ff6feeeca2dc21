import { displayedSize, hasAlphaPlane } from '../../src/core/clip.ts';
import type { PlayerClip } from '../../src/protocol/messages.ts';
import { STRINGS } from '../ui/strings.ts';

interface ClipFactsProps {
  readonly fileName: string;
  readonly clip: PlayerClip | null;
  /** The facts are still being found out. */
  readonly loading: boolean;
  /** Sentences about what the analysis could not do. */
  readonly limitations: readonly string[];
}

/** File name and what is in it, in one line: `1920 × 1080 · 24 fps · h264 · aac 48 kHz stereo`; below it what could not be done. */
export function ClipFacts({ fileName, clip, loading, limitations }: ClipFactsProps) {
  const facts = clip ? factsOf(clip) : loading ? STRINGS.loading : STRINGS.unknownFacts;
  return (
    <header class="clip-facts">
      <h1 title={fileName}>{fileName}</h1>
      <p title={facts}>{facts}</p>
      {limitations.map((sentence) => (
        <p key={sentence} class="limitation">
          {sentence}
        </p>
      ))}
    </header>
  );
}

export function factsOf({ video, audio }: PlayerClip): string {
  const rate = video.frameRate.numerator / video.frameRate.denominator;
  const shown = displayedSize(video);
  return [
    `${video.width} × ${video.height}`,
    shown.width === video.width ? null : STRINGS.shownAs(shown.width, shown.height),
    `${Number(rate.toFixed(3))} fps${video.variableFrameRate ? ` ${STRINGS.variable}` : ''}`,
    video.codec,
    video.bitDepth > 8 ? STRINGS.bits(video.bitDepth) : null,
    video.transfer === 'sdr' ? null : STRINGS.hdr[video.transfer],
    video.fieldOrder === 'top-first' || video.fieldOrder === 'bottom-first' ? STRINGS.interlaced[video.fieldOrder] : null,
    video.alpha && hasAlphaPlane(video.pixelFormat) ? STRINGS.transparent : null,
    audio ? `${audio.codec} ${audio.sampleRate / 1000} kHz ${STRINGS.soundLayout(audio.layout)}` : STRINGS.noSound,
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}
