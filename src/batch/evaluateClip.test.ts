import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runFfmpegTool } from '../../test/fixtures/ffmpegTool.ts';
import { dimensionsOf, rationalesOf } from '../core/taxonomy/walk.ts';
import { appendShotCorrection } from '../store/shotCorrections.ts';
import { evaluateClip } from './evaluateClip.ts';
import { createTestBench, fakeJudge, type TestBench } from './testBench.ts';

let bench: TestBench;
let path: string;

beforeEach(async () => {
  bench = await createTestBench();
  path = await bench.clip('takes/a.mp4');
});
afterEach(() => bench.remove());

const CLIP = { kind: 'clip' } as const;

async function nothingWritten(): Promise<void> {
  expect(await readdir(bench.root)).not.toContain('.evalverse');
}

describe('evaluating a clip', () => {
  it('asks every dimension every question, and keeps the answers', async () => {
    const { context, store, asked } = bench;
    const { clip, review, reused, notes } = await evaluateClip(context, path, CLIP);
    expect({ reused, notes, ranges: review.ranges.length }).toEqual({ reused: false, notes: [], ranges: 1 });
    const dimensions = dimensionsOf(context.taxonomy);
    expect(asked.map(({ dimension }) => dimension.id)).toEqual(dimensions.map(({ id }) => id));
    expect(asked[0]).toMatchObject({ clip: { hash: clip.hash, path }, prompt: null, shots: [{ index: 0, start: 0 }] });
    const verdicts = await store.verdictsOn(clip.hash);
    expect(verdicts.map(({ dimension, asked: questions }) => ({ dimension, questions }))).toEqual(
      dimensions.map((dimension) => ({ dimension: dimension.id, questions: rationalesOf(dimension).map(({ id }) => id) })),
    );
    expect(verdicts[0]).toMatchObject({
      clip: { hash: clip.hash, path: 'takes/a.mp4' },
      range: { whole: true, span: { start: 0, end: 1.2 } },
      judge: { id: 'fake', fingerprint: 'f1' },
      status: 'answered',
    });
    expect(new Set(verdicts.map(({ run }) => run)).size).toBe(1);
    expect(new Set(verdicts.map(({ id }) => id)).size).toBe(verdicts.length);
  });

  it('reuses what the same judge said, without ffmpeg', async () => {
    await evaluateClip(bench.context, path, CLIP);
    const nowhere = { ...bench.context.ffmpeg, ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' };
    const again = await evaluateClip({ ...bench.context, ffmpeg: nowhere }, path, CLIP);
    expect(again.reused).toBe(true);
    expect(again.review.ranges[0]?.verdicts).toHaveLength(18);
    expect(bench.asked).toHaveLength(18);
    expect(await readdir(join(bench.root, '.evalverse', 'runs'))).toHaveLength(1);
  });

  it('asks another judge anew, out of the kept signals', async () => {
    await evaluateClip(bench.context, path, CLIP);
    const other = { ...bench.context, judges: [fakeJudge(bench.asked, undefined, 'f2')] };
    expect((await evaluateClip(other, path, CLIP)).reused).toBe(false);
    expect(bench.asked).toHaveLength(36);
    expect(bench.decoded).toEqual([path]);
    // The review now shows the other judge, so the first one has to speak again to be shown.
    expect((await evaluateClip(bench.context, path, CLIP)).reused).toBe(false);
  });

  it('judges again what a corrected shot concerns, and nothing else', async () => {
    const { context, asked, root } = bench;
    const part = { kind: 'span', span: { start: 0.6, end: 1.2 } } as const;
    const { clip } = await evaluateClip(context, path, CLIP);
    await evaluateClip(context, path, part);
    asked.length = 0;
    const head = { schema: 1, createdAt: '2026-01-01T12:00:00.000Z', author: 'ann' } as const;
    const about = { hash: clip.hash, path: 'takes/a.mp4' };
    await appendShotCorrection(root, { ...head, id: 'c1', clip: about, change: { kind: 'split', at: 0.4 } });
    expect((await evaluateClip(context, path, part)).reused).toBe(true);
    expect((await evaluateClip(context, path, CLIP)).reused).toBe(false);
    expect(asked).toHaveLength(18);
    expect(asked[0]?.shots.map(({ start }) => start)).toEqual([0, 0.4]);
    expect((await evaluateClip(context, path, CLIP)).reused).toBe(true);
    expect(await bench.store.verdictsOn(clip.hash)).toHaveLength(54);
    await appendShotCorrection(root, { ...head, id: 'c2', clip: about, change: { kind: 'undo', correction: 'c1' } });
    expect((await evaluateClip(context, path, CLIP)).reused).toBe(false);
  });

  it('records what a judge cannot answer, and asks again only what failed', async () => {
    const fails = fakeJudge(bench.asked, ({ dimension }) => {
      if (dimension.id === 'acting.action') return { status: 'failed', failure: 'unreachable', reason: 'No quota.' };
      return dimension.id === 'sound-design.vocal' ? { status: 'unanswered', reason: 'No sound.' } : null;
    });
    const first = await evaluateClip({ ...bench.context, judges: [fails] }, path, CLIP);
    const byDimension = new Map(first.review.ranges[0]?.verdicts.map((verdict) => [verdict.dimension, verdict]));
    expect(byDimension.get('acting.action')).toMatchObject({
      status: 'failed',
      failure: 'unreachable',
      statusReason: 'No quota.',
      answers: [],
    });
    expect(byDimension.get('sound-design.vocal')).toMatchObject({ status: 'unanswered', statusReason: 'No sound.', answers: [] });
    bench.asked.length = 0;
    const second = await evaluateClip(bench.context, path, CLIP);
    expect(bench.asked.map(({ dimension }) => dimension.id)).toEqual(['acting.action']);
    expect(second.reused).toBe(false);
    expect((await evaluateClip(bench.context, path, CLIP)).reused).toBe(true);
  });

  it('decodes again when the kept signals are lost', async () => {
    await evaluateClip(bench.context, path, CLIP);
    await rm(join(bench.context.cacheFolder, 'objects'), { recursive: true });
    await evaluateClip({ ...bench.context, judges: [fakeJudge([], undefined, 'f2')] }, path, CLIP);
    expect(bench.decoded).toHaveLength(2);
  });

  it('tells what ffmpeg could not do, and decodes again when there is another ffmpeg', async () => {
    const { context, decoded } = bench;
    const limitations = ['This ffmpeg has no lutrgb filter.'];
    const limited: typeof context = {
      ...context,
      analyse: async (clip, options) => ({ ...(await context.analyse(clip, options)), limitations }),
    };
    expect((await evaluateClip(limited, path, CLIP)).notes).toEqual(limitations);
    const asksAgain = { judges: [fakeJudge(bench.asked, undefined, 'f2')] };
    expect((await evaluateClip({ ...context, ...asksAgain }, path, CLIP)).notes).toEqual(limitations);
    expect(decoded).toEqual([path]);
    const ffmpeg = { ...context.ffmpeg, version: '99' };
    const later = { ...context, ffmpeg, judges: [fakeJudge(bench.asked, undefined, 'f3')] };
    expect((await evaluateClip(later, path, CLIP)).notes).toEqual([]);
    expect(decoded).toEqual([path, path]);
  });

  it('tells that an HDR picture was tone-mapped', async () => {
    const hdr = join(bench.root, 'hdr.mp4');
    const tags = 'setparams=color_trc=smpte2084:color_primaries=bt2020:colorspace=bt2020nc';
    const source = ['-f', 'lavfi', '-i', 'testsrc2=size=160x90:rate=25:duration=0.4', '-vf', tags];
    await runFfmpegTool([...source, '-c:v', 'libx264', '-pix_fmt', 'yuv420p10le', hdr]);
    expect((await evaluateClip(bench.context, hdr, CLIP)).notes).toEqual([
      expect.stringMatching(/HDR \(PQ\).* tone-mapped to SDR/),
    ]);
  });

  it('tells how far it is', async () => {
    const phases = new Set<string>();
    await evaluateClip(bench.context, path, CLIP, { onProgress: ({ phase }) => phases.add(phase) });
    expect([...phases]).toEqual(['reading', 'probing', 'analysing', 'judging']);
  });
});

describe('a reference', () => {
  const REFERENCE = { reference: { video: 'real/a.mp4', sameContent: true } };
  const readings = () =>
    bench.asked.flatMap(({ measurements }) => measurements).filter(({ operator }) => operator.startsWith('reference-'));

  it('is analysed with the clip and compared frame by frame where that is claimed', async () => {
    const reference = await bench.clip('takes/real/a.mp4', 40);
    await writeFile(path.replace('.mp4', '.json'), JSON.stringify(REFERENCE));
    const { notes } = await evaluateClip(bench.context, path, CLIP);
    expect(notes).toEqual([]);
    expect(bench.decoded).toEqual([path, reference]);
    const byOperator = new Map(readings().map((reading) => [reading.operator, reading.status]));
    expect(byOperator.get('reference-duration')).toBe('measured');
    expect(byOperator.get('reference-fidelity')).toBe('measured');
  });

  it('that cannot be used is told, and the clip is judged without it', async () => {
    await writeFile(path.replace('.mp4', '.json'), JSON.stringify(REFERENCE));
    const { notes, review } = await evaluateClip(bench.context, path, CLIP);
    expect(notes).toEqual([expect.stringContaining('real/a.mp4 is not used: ')]);
    expect(review.ranges[0]?.verdicts).toHaveLength(18);
    expect(new Set(readings().map(({ status }) => status))).toEqual(new Set(['not-applicable']));
  });

  it('or a prompt that changes makes other verdicts', async () => {
    await evaluateClip(bench.context, path, CLIP);
    await writeFile(path.replace('.mp4', '.prompt.txt'), 'A bird in the rain.');
    expect((await evaluateClip(bench.context, path, CLIP)).reused).toBe(false);
    expect((await evaluateClip(bench.context, path, CLIP)).reused).toBe(true);
    await bench.clip('takes/real/a.mp4', 40);
    await writeFile(path.replace('.mp4', '.json'), JSON.stringify(REFERENCE));
    const { review, reused } = await evaluateClip(bench.context, path, CLIP);
    expect(reused).toBe(false);
    expect(review.ranges[0]?.verdicts[0]?.beside).toEqual({
      prompt: expect.stringMatching(/^[0-9a-f]{64}$/),
      reference: expect.stringMatching(/^[0-9a-f]{64} same content$/),
    });
  });
});

describe('evaluating a span', () => {
  it('is apart from the whole clip and shares its signals', async () => {
    await evaluateClip(bench.context, path, CLIP);
    const span = { kind: 'span', span: { start: 0.2, end: 0.8 } } as const;
    const { review } = await evaluateClip(bench.context, path, span);
    expect(review.ranges.map(({ range }) => range)).toEqual([
      { whole: true, span: { start: 0, end: 1.2 } },
      { whole: false, span: { start: 0.2, end: 0.8 } },
    ]);
    expect(bench.decoded).toHaveLength(1);
    expect((await evaluateClip(bench.context, path, span)).reused).toBe(true);
  });

  it('ends where the clip ends', async () => {
    const span = { kind: 'span', span: { start: 0.5, end: 99 } } as const;
    const { review } = await evaluateClip(bench.context, path, span);
    expect(review.ranges[0]?.range.span).toEqual({ start: 0.5, end: 1.2 });
    expect((await evaluateClip(bench.context, path, span)).reused).toBe(true);
  });

  it('refuses a span outside the clip', async () => {
    const evaluation = evaluateClip(bench.context, path, { kind: 'span', span: { start: 5, end: 6 } });
    await expect(evaluation).rejects.toMatchObject({ code: 'range/invalid', userMessage: expect.stringContaining('0:05.000') });
    await nothingWritten();
  });
});

describe('what must not be written', () => {
  it.each([
    ['empty.mp4', '', 'clip/empty'],
    ['text.mp4', 'This is not a film.', 'clip/not-media'],
  ])('is anything about %s', async (name, content, code) => {
    const file = join(bench.root, name);
    await writeFile(file, content);
    await expect(evaluateClip(bench.context, file, CLIP)).rejects.toMatchObject({ code });
    await nothingWritten();
  });

  it('is anything about a file that is not there', async () => {
    await expect(evaluateClip(bench.context, join(bench.root, 'none.mp4'), CLIP)).rejects.toMatchObject({
      code: 'clip/not-found',
    });
    await nothingWritten();
  });

  it('is a verdict on a clip that changed meanwhile', async () => {
    const context = {
      ...bench.context,
      analyse: async (...call: Parameters<typeof bench.context.analyse>) => {
        const signals = await bench.context.analyse(...call);
        await appendFile(path, 'more');
        return signals;
      },
    };
    const bytes = await readFile(path);
    await expect(evaluateClip(context, path, CLIP)).rejects.toMatchObject({ code: 'clip/changed' });
    await nothingWritten();
    await writeFile(path, bytes);
    await evaluateClip(bench.context, path, CLIP);
    expect(bench.decoded, 'signals of other bytes are not kept').toEqual([path, path]);
  });

  it('is a verdict on a clip that was removed meanwhile', async () => {
    const analyse = async () => {
      await rm(path);
      throw new Error('no such file');
    };
    await expect(evaluateClip({ ...bench.context, analyse }, path, CLIP)).rejects.toMatchObject({ code: 'clip/not-found' });
    await nothingWritten();
  });

  it('is anything when the judge breaks', async () => {
    const broken = { ...fakeJudge([]), judge: async () => Promise.reject(new Error('broken')) };
    await expect(evaluateClip({ ...bench.context, judges: [broken] }, path, CLIP)).rejects.toThrow('broken');
    await nothingWritten();
  });
});

describe('cancelling', () => {
  it('is silent, keeps what was judged, and the next evaluation asks the rest', async () => {
    const abort = new AbortController();
    const judge = fakeJudge(bench.asked, () => {
      if (bench.asked.length === 5) abort.abort();
      return null;
    });
    const evaluation = evaluateClip({ ...bench.context, judges: [judge] }, path, CLIP, { signal: abort.signal });
    await expect(evaluation).rejects.toMatchObject({ name: 'AbortError' });
    await evaluateClip(bench.context, path, CLIP);
    expect(bench.asked.map(({ dimension }) => dimension.id)).toEqual(dimensionsOf(bench.context.taxonomy).map(({ id }) => id));
  });

  it('stops a decode', async () => {
    const abort = new AbortController();
    const evaluation = evaluateClip(bench.context, path, CLIP, {
      signal: abort.signal,
      onProgress: ({ phase }) => phase === 'analysing' && abort.abort(),
    });
    await expect(evaluation).rejects.toMatchObject({ name: 'AbortError' });
    await nothingWritten();
  });
});

describe('the prompt', () => {
  it('reaches the judge', async () => {
    await writeFile(join(bench.root, 'takes', 'a.prompt.txt'), '\ufeffA fox runs.\r\n');
    await evaluateClip(bench.context, path, CLIP);
    expect(bench.asked[0]?.prompt).toBe('A fox runs.');
  });

  it('that cannot be read is told, and the clip is judged without it', async () => {
    await writeFile(join(bench.root, 'takes', 'a.json'), '{"prompt": 7}');
    const { notes } = await evaluateClip(bench.context, path, CLIP);
    expect(notes).toEqual([expect.stringMatching(/a\.json is not used: prompt: .*string/)]);
    expect(bench.asked[0]?.prompt).toBeNull();
  });
});
