import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { runFfmpegTool } from '../../../test/fixtures/ffmpegTool.ts';
import { CLIP_EXTENSIONS } from '../../core/clip.ts';
import { builtinTaxonomy } from '../../core/taxonomy/builtin.ts';
import { analyseClip } from '../analysis/analyse.ts';
import { locateFfmpeg } from '../ffmpeg/location.ts';
import { probeClip } from '../probe/probe.ts';
import { measure } from './registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'evalverse-operators-'));
afterAll(() => rmSync(folder, { recursive: true }));
const location = await locateFfmpeg({ setting: null, wasmFolders: [] });

/** Seconds by which the ends of an event may miss those of the fault: three frames. */
const TOLERANCE = 0.121;

interface Event {
  readonly operator: string;
  readonly start: number;
  readonly end: number;
}

/** What the picture and shot operators find in a file; sound has tests of its own, and what is only shown is no fault. */
async function pictureEvents(path: string): Promise<Event[]> {
  const clip = await probeClip(location, { path, hash: 'd'.repeat(64) }, {});
  const signals = await analyseClip(location, clip, {});
  return measure({ signals, clip }, { start: 0, end: clip.duration }, builtinTaxonomy().thresholds)
    .filter(({ rationales }) => rationales.length > 0 && !rationales.some((id) => id.startsWith('sound-design.')))
    .flatMap((result) =>
      result.status !== 'measured'
        ? []
        : result.events.map(({ measurement: { operator, span } }) => ({ operator, start: span.start, end: span.end })),
    );
}

/** A dive into fractal detail, never at rest: a scene without any fault. */
const SCENE = ['-f', 'lavfi', '-t', '4', '-i', 'mandelbrot=size=480x270:rate=25:start_scale=1:end_pts=200'];
/** Soft blotches up to the corners, which tell the camera from what moves in the middle. */
const BLOTCHES = "geq=lum='random(1)*255':cb=128:cr=128,gblur=sigma=5,eq=contrast=8,loop=loop=-1:size=1,setpts=N/25/TB";
const PATTERN = ['-f', 'lavfi', '-t', '4', '-i', `nullsrc=size=480x270:rate=25,trim=end_frame=1,${BLOTCHES}`];
const x264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '16', '-pix_fmt', 'yuv420p'];
const swing = (axis: string, share: number, hertz: number, when: string) =>
  `'(i${axis}-o${axis})/2+${share}*i${axis}*sin(2*PI*${hertz}*t)*${when}'`;
const moved = (share: number, hertz: number, when = '1') =>
  `crop=iw*0.8:ih*0.8:${swing('w', share, hertz, when)}:${swing('h', share, hertz * 0.8, when)}`;

async function made(name: string, filters: string, scene = SCENE): Promise<string> {
  const path = join(folder, `${name.replaceAll(' ', '-')}.mp4`);
  await runFfmpegTool([...scene, '-vf', `${filters},format=yuv420p`, ...x264, path]);
  return path;
}

/** The fractal is dark at the edges, and turns around the middle. */
const NEEDS_EDGES: readonly string[] = ['camera-shake', 'letterbox-change'];
const BAR = "t=fill:color=black:enable='between(n,40,64)'";

describe('faults put into a clean scene are found where they are', () => {
  const FAULTS: readonly (readonly [operator: string, filters: string, start: number, end: number])[] = [
    ['luma-flicker', "eq=brightness='0.03*sin(2*PI*6*t)':eval=frame:enable='between(t,1.5,2.5)'", 1.5, 2.5],
    ['chroma-flicker', "eq=gamma_r='1+0.12*sin(2*PI*6*t)':eval=frame:enable='between(t,1.5,2.5)'", 1.5, 2.5],
    ['flashes', "eq=brightness=-0.06:enable='between(n,50,50)'", 2, 2.04],
    ['letterbox-change', `drawbox=y=0:h=27:${BAR},drawbox=y=ih-27:h=27:${BAR}`, 1.6, 2.6],
    ['sharpness-loss', "gblur=sigma=3:enable='between(n,40,59)'", 1.6, 2.4],
    ['camera-shake', moved(0.012, 7, 'between(t,1.5,2.5)'), 1.5, 2.5],
    ['noise', "noise=alls=40:allf=t:enable='between(n,40,64)'", 1.6, 2.6],
    ['frozen-frames', 'split[a][b];[a][b]freezeframes=first=41:last=60:replace=40', 1.6, 2.44],
    ['duplicate-frames', 'split[a][b];[a][b]freezeframes=first=41:last=41:replace=40', 1.64, 1.68],
    ['black-frames', "drawbox=t=fill:color=black:enable='between(n,50,51)'", 2, 2.08],
  ];
  test.each(FAULTS)('%s', async (operator, filters, start, end) => {
    const events = await pictureEvents(await made(operator, filters, NEEDS_EDGES.includes(operator) ? PATTERN : SCENE));
    expect(events.map((event) => event.operator)).toEqual([operator]);
    expect(Math.abs((events[0]?.start ?? 0) - start)).toBeLessThanOrEqual(TOLERANCE);
    expect(Math.abs((events[0]?.end ?? 0) - end)).toBeLessThanOrEqual(TOLERANCE);
  });
});

describe('what looks like a fault and is none raises nothing', () => {
  const CONTROLS: Readonly<Record<string, string>> = {
    'the scene itself': 'null',
    'a fade to black and back': 'fade=out:st=1:d=0.6,fade=in:st=2.2:d=0.6',
    'a fade out at the end': 'fade=out:st=3:d=1',
    'a fade to white': 'fade=out:st=2:d=0.8:color=white',
    // With halved chroma the crop would jump by two pixels at a time, which is a stutter.
    'handheld sway': `format=yuv444p,${moved(0.03, 0.7)}`,
    'a strobe': "eq=brightness='if(lt(mod(t,0.2),0.09),0.35,0)':eval=frame:enable='between(t,1.5,3)'",
    'one flash': "eq=brightness=0.4:enable='between(n,50,51)'",
    'a dark scene': "lutyuv=y='16+(val-16)*0.25':u='128+(val-128)*0.4':v='128+(val-128)*0.4'",
    'film grain': 'noise=alls=8:allf=t',
    'slow motion by repetition': 'setpts=3*PTS,fps=25',
    '8 frames a second': 'fps=8',
    '8 frames a second in 24': 'fps=8,fps=24',
    '12 frames a second in 25': 'fps=12,fps=25',
    '24 frames a second in 60': 'fps=24,fps=60',
    'a still picture': 'loop=loop=99:size=1:start=0,trim=end_frame=100',
    letterbox: 'drawbox=y=0:h=40:t=fill:color=black,drawbox=y=ih-40:h=40:t=fill:color=black',
    'a slow focus pull':
      "gblur=sigma=0.01,split[a][b];[b]gblur=sigma=4[c];[a][c]blend=all_expr='A*(1-clip((T-1)/2,0,1))+B*clip((T-1)/2,0,1)'",
  };
  test.each(Object.entries(CONTROLS))('%s', async (name, filters) => {
    expect(await pictureEvents(await made(name, filters))).toEqual([]);
  });
});

/** What real clips do have, looked at frame by frame; everything else must stay silent. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  // A drawing cut to the 256 colours of a GIF: the glow of its lamps lies in rings.
  'animdiff_m07_01.gif': ['banding'],
  // VP8 at a low rate: a key frame at 5.8 s swallows the texture of the trees, and the sky shades in steps.
  'mpy_big_buck_bunny_0_30.webm': ['sharpness-loss', 'banding'],
  // Its loop is closed with repeated frames.
  'musetalk_yongen.mp4': ['duplicate-frames'],
};
const footage = resolve(import.meta.dirname, '../../../../shared/footage');
const clips = ['real', 'ai', 'faces']
  .flatMap((part) =>
    (existsSync(join(footage, part)) ? readdirSync(join(footage, part)) : []).map(
      (file) => [file, join(footage, part, file)] as const,
    ),
  )
  .filter(([file]) => CLIP_EXTENSIONS.some((extension) => file.endsWith(`.${extension}`)));

describe('real clips raise only what they have', () => {
  test.each(clips)('%s', async (file, path) => {
    const operators = new Set((await pictureEvents(path)).map(({ operator }) => operator));
    expect([...operators]).toEqual(KNOWN[file] ?? []);
  });
});
