import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { STRINGS } from '../ui/strings.ts';
import type { PlayerEngine } from './engine.ts';
import { FLOOR, fallen, levelOf, peakOf } from './level.ts';
import { useEngineValue } from './useEngineValue.ts';

/** Milliseconds for which the highest level stays marked. */
const HOLD = 1500;

interface LevelMeterProps {
  readonly engine: PlayerEngine;
  readonly video: RefObject<HTMLVideoElement | null>;
}

/** The peak level of the clip's sound while it plays, before volume and mute. */
export function LevelMeter({ engine, video }: LevelMeterProps) {
  const playing = useEngineValue(engine, (state) => state.playing && !state.backward);
  const meter = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!playing || !video.current || !meter.current) return undefined;
    return showLevel(video.current, meter.current);
  }, [playing, video]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> has no bar that holds.
    <span
      ref={meter}
      class="level-meter"
      role="meter"
      aria-label={STRINGS.level}
      aria-valuemin={FLOOR}
      aria-valuemax={0}
      aria-valuenow={FLOOR}
      aria-valuetext={STRINGS.silence}
      title={STRINGS.level}
    >
      <span class="level-bar" />
      <span class="level-hold" />
    </span>
  );
}

/** Media elements hand out what they play; the DOM types do not know it yet. */
function capture(video: HTMLVideoElement): MediaStream | null {
  if (!('captureStream' in video) || typeof video.captureStream !== 'function') return null;
  try {
    const stream: unknown = video.captureStream();
    return stream instanceof MediaStream ? stream : null;
  } catch {
    // Of another origin that did not allow it.
    return null;
  }
}

/** Measures a stream taken beside the element: unlike a source node it cannot make the element silent. */
function showLevel(video: HTMLVideoElement, meter: HTMLElement): () => void {
  const stream = capture(video);
  for (const track of stream?.getVideoTracks() ?? []) track.stop();
  if (!stream || stream.getAudioTracks().length === 0) return () => {};
  const context = new AudioContext();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(analyser);
  void context.resume();
  const samples = new Float32Array(analyser.fftSize);
  let level = FLOOR;
  let held = { level: FLOOR, since: 0 };
  let last = performance.now();
  const draw = (now: number) => {
    handle = requestAnimationFrame(draw);
    analyser.getFloatTimeDomainData(samples);
    level = fallen(level, peakOf(samples), (now - last) / 1000);
    last = now;
    if (level >= held.level || now - held.since > HOLD) {
      if (held.level !== level) say(meter, level);
      held = { level, since: now };
    }
    meter.style.setProperty('--level', String(levelOf(level)));
    meter.style.setProperty('--held', String(levelOf(held.level)));
  };
  let handle = requestAnimationFrame(draw);
  return () => {
    cancelAnimationFrame(handle);
    for (const track of stream.getTracks()) track.stop();
    context.close().catch(() => {}); // it is closed already
    meter.style.setProperty('--level', '0');
    meter.style.setProperty('--held', '0');
    say(meter, FLOOR);
  };
}

function say(meter: HTMLElement, level: number): void {
  const text = level <= FLOOR ? STRINGS.silence : STRINGS.decibels(level.toFixed(1));
  meter.ariaValueNow = level.toFixed(1);
  meter.ariaValueText = text;
  meter.title = `${STRINGS.level}: ${text}`;
}
