import type { FootageAudio, FootageFrame, FootageVideo } from '../../core/footage.ts';
import type { JudgeRequest } from '../../core/judge.ts';
import type { ModelRecord } from '../../core/modelRecord.ts';
import { spanLength, type TimeSpan } from '../../core/time.ts';
import type { CallPart } from '../backend.ts';
import { type FootagePlan, frameTimes } from './footagePlan.ts';

/** What of a clip is shown in a call, ready to be sent. */
export interface PreparedFootage {
  /** With labels. */
  readonly parts: readonly CallPart[];
  /** Seconds between two pictures that the model looks at. */
  readonly precision: number;
  readonly record: ModelRecord['footage'];
}

/** Pictures and sound of one range; what several calls need is made once. */
export interface FootageMaker {
  /** @throws as `Footage`. */
  prepare(plan: FootagePlan): Promise<PreparedFootage>;
}

interface Subject {
  readonly title: string;
  readonly footage: JudgeRequest['footage'];
  readonly span: TimeSpan;
  readonly shots: readonly TimeSpan[];
  readonly hasAudio: boolean;
}

/** @param signal ends the making of everything that is still being made. */
export function createFootageMaker(request: JudgeRequest, signal: AbortSignal): FootageMaker {
  const made = new Map<string, Promise<PreparedFootage>>();
  const videos = new Map<string, Promise<FootageVideo>>();
  const sounds = new Map<string, Promise<FootageAudio | null>>();
  const clip: Subject = {
    title: 'THE CLIP TO BE JUDGED',
    footage: request.footage,
    span: request.range.span,
    shots: request.shots,
    hasAudio: request.clip.audio !== null,
  };
  const reference: Subject | null = request.reference && {
    title:
      'THE REFERENCE, an authentic video of what the clip should be like. It is not judged: compare, and cite only times of the clip',
    footage: request.reference.footage,
    span: { start: 0, end: request.reference.clip.duration },
    shots: [],
    hasAudio: request.reference.clip.audio !== null,
  };

  const kept = <T>(cache: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> => {
    const value = cache.get(key) ?? make();
    cache.set(key, value);
    return value;
  };

  const soundOf = (subject: Subject) => kept(sounds, subject.title, () => subject.footage.audio(subject.span, signal));

  async function videoOf(
    subject: Subject,
    { sampling, longSide, withAudio, soundBesideVideo }: FootagePlan,
  ): Promise<PreparedFootage> {
    const audible = withAudio && subject.hasAudio && !soundBesideVideo;
    // Every frame is in the file; how many are looked at is told beside it, so that all calls share one file.
    const video = await kept(videos, `${subject.title} ${longSide} ${audible}`, () =>
      subject.footage.video({ span: subject.span, longSide, frameRate: 24, withAudio: audible }, signal),
    );
    const audio = withAudio && subject.hasAudio && soundBesideVideo ? await soundOf(subject) : null;
    const sound = audio ? 'and its sound' : video.hasAudio ? 'with sound' : 'without sound';
    const note = `${subject.title}: a video of ${video.duration.toFixed(2)} s, ${sound}, looked at ${round(sampling.frameRate)} times a second. Times are no finer than ${round(1 / sampling.frameRate)} s.`;
    return {
      parts: [
        { kind: 'text', text: note },
        { kind: 'video', video, sampling },
        ...(audio ? [{ kind: 'audio', audio } as const] : []),
      ],
      precision: 1 / sampling.frameRate,
      record: {
        kind: 'video',
        frameRate: sampling.frameRate,
        longSide: Math.max(video.width, video.height),
        withAudio: video.hasAudio || audio !== null,
        bytes: video.bytes.byteLength + (audio?.bytes.byteLength ?? 0),
      },
    };
  }

  async function framesOf(subject: Subject, plan: FootagePlan, maximum: number): Promise<PreparedFootage> {
    const times = frameTimes(subject.span, subject.shots, { frameRate: plan.sampling.frameRate, maximum });
    const frames = distinct(await subject.footage.frames({ times, longSide: plan.longSide }, signal));
    const audio = plan.withAudio && subject.hasAudio ? await soundOf(subject) : null;
    const length = spanLength(subject.span);
    const frameRate = length > 0 ? frames.length / length : frames.length;
    const precision = frameRate > 0 ? 1 / frameRate : length;
    const note = `${subject.title}: ${frames.length} single frames of ${length.toFixed(2)} s, each labelled [t=…s] with its time, ${audio ? 'and its sound' : 'without sound'}. Times are no finer than about ${round(precision)} s.`;
    return {
      parts: [
        { kind: 'text', text: note },
        ...frames.flatMap((frame): CallPart[] => [
          { kind: 'text', text: `[t=${Math.max(0, frame.time - subject.span.start).toFixed(3)}s]` },
          { kind: 'frame', frame },
        ]),
        ...(audio ? [{ kind: 'audio', audio } as const] : []),
      ],
      precision,
      record: {
        kind: 'frames',
        frameRate,
        longSide: plan.longSide,
        withAudio: audio !== null,
        bytes: frames.reduce((sum, { jpeg }) => sum + jpeg.byteLength, audio?.bytes.byteLength ?? 0),
      },
    };
  }

  async function make(plan: FootagePlan): Promise<PreparedFootage> {
    const shown = plan.withReference ? reference : null;
    // The clip is what is judged: a reference takes a quarter of the frames.
    const ofReference = shown === null || plan.maximumFrames < 2 ? 0 : Math.max(1, Math.floor(plan.maximumFrames / 4));
    const one = (subject: Subject, maximum: number) =>
      plan.kind === 'video' ? videoOf(subject, plan) : framesOf(subject, plan, maximum);
    const own = await one(clip, plan.maximumFrames - ofReference);
    if (shown === null || (plan.kind === 'frames' && ofReference === 0)) return own;
    const beside = await one(shown, ofReference);
    return {
      ...own,
      parts: [...beside.parts, ...own.parts],
      record: { ...own.record, bytes: own.record.bytes + beside.record.bytes },
    };
  }

  return {
    prepare: (plan) => kept(made, JSON.stringify(plan), () => make(plan)),
  };
}

/** Neighbouring times can fall on one frame. */
function distinct(frames: readonly FootageFrame[]): FootageFrame[] {
  return frames.filter(({ time }, index) => index === 0 || time !== frames[index - 1]?.time);
}

function round(value: number): string {
  return String(Number(value.toFixed(2)));
}
