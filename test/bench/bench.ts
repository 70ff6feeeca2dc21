// What the product costs on this machine: `npm run bench`.
import { availableParallelism, cpus } from 'node:os';
import { build } from '../../src/setup/build.mjs';
import { ensureFfmpeg } from '../../src/setup/ffmpeg.mjs';
import { bold, dim, runMain, SetupError } from '../../src/setup/say.mjs';
import { measureActivation } from './activation.ts';
import { type AnalysisRow, measureAnalysis } from './analysis.ts';
import { measureBundle } from './bundleSizes.ts';
import type { Cost } from './cpuTime.ts';
import { measureMeasuring } from './measuring.ts';
import { measureOpening } from './opening.ts';
import { measureMotion, measureThumbnails } from './timeline.ts';

function seconds(value: number | null): string {
  return value === null ? 'n/a' : `${value.toFixed(2)} s`;
}

function ratio(analysis: number | null, decode: number | null): string {
  return analysis === null || decode === null ? 'n/a' : `${(analysis / decode).toFixed(2)}×`;
}

function bothOf({ wall, cpu }: Cost): string {
  return `${seconds(wall)} / ${seconds(cpu)}`;
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function analysisCells({ name, duration, megabytes, decode, analysis, passes }: AnalysisRow): string[] {
  return [
    name,
    `${duration.toFixed(1)} s, ${megabytes.toFixed(1)} MB`,
    bothOf(decode),
    bothOf(analysis),
    bothOf(passes),
    `${ratio(analysis.wall, decode.wall)} / ${ratio(analysis.cpu, decode.cpu)}`,
    `${ratio(passes.wall, decode.wall)} / ${ratio(passes.cpu, decode.cpu)}`,
    `${(duration / analysis.wall).toFixed(1)}×`,
  ];
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(0)} KB`;
}

await runMain(async () => {
  const { native, advice } = await ensureFfmpeg();
  if (!native) throw new SetupError(`The benchmark measures with ffmpeg. ${advice}`);
  const built = await build(process.execPath);
  if (built.code !== 0) throw new SetupError(built.output);
  console.log(dim(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, Node ${process.versions.node}`));

  console.log(bold('\nAnalysis of one clip'));
  const header = [
    'clip',
    'content',
    'decode wall / cpu',
    'analysis wall / cpu',
    'separate passes',
    'analysis : decode',
    'passes : decode',
    'speed',
  ];
  const { rows, first } = await measureAnalysis();
  printTable([header, ...rows.map(analysisCells)]);
  console.log(
    dim(
      'Pure decode (ffmpeg -f null -) is the limit: every frame must be decoded once, so no ratio can be below 1.00 in cpu.\n' +
        'Separate passes: scdet, signalstats, siti, freezedetect, blackdetect, ebur128 with astats and thumbnails, one ffmpeg each.\n' +
        'Least of five rounds of decode and analysis in turns; speed is clip time of the analysis per wall time.\n' +
        `Before them, while code was being compiled, the first clips of the process (720p) took ${first.map(({ cpu }) => seconds(cpu)).join(', ')} of cpu.`,
    ),
  );

  console.log(bold('\nMeasuring what was decoded, on the thread that an editor shares'));
  printTable([
    ['signals of', 'shots', 'all operators', 'of it without a pause'],
    ...(await measureMeasuring()).map(({ name, shots, all, longest }) => [
      name,
      String(shots),
      `${all.toFixed(0)} ms`,
      `${longest.cost.toFixed(0)} ms (${longest.operator})`,
    ]),
  ]);

  console.log(bold('\nTimeline: ten thousand findings on a film of two hours'));
  printTable([
    ['motion', 'shown at first', 'frames dropped', 'work a frame: median', 'longest'],
    ...(await measureMotion()).map(({ name, motion, dropped, frames, median, longest }) => [
      motion,
      name,
      `${dropped} of ${frames}`,
      `${median.toFixed(1)} ms`,
      `${longest.toFixed(1)} ms`,
    ]),
  ]);
  console.log(bold('\nThumbnails of a clip in Full HD'));
  printTable((await measureThumbnails()).map(({ name, perSecond }) => [name, `${perSecond.toFixed(1)} a second`]));

  console.log(bold('\nOpening a clip by a double click'));
  const { opening, memory } = await measureOpening();
  printTable(
    opening.map(({ name, times }) => [
      name,
      `${median(times).toFixed(0)} ms`,
      `(${times.map((time) => time.toFixed(0)).join(', ')})`,
    ]),
  );
  console.log(dim('In turns in one workbench. The preview does no more than to play the file, which is the limit.'));
  console.log(bold('\nMemory of the browser, before and after opening and closing'));
  printTable(memory.map(({ name, before, after }) => [name, `${before.toFixed(0)} MB`, `${after.toFixed(0)} MB`]));

  const activation = await measureActivation();
  const { activation: loaded, webview, all, vsix } = await measureBundle();
  console.log(bold('\nExtension'));
  printTable([
    [
      'activation',
      `${Math.min(...activation).toFixed(0)} ms   (${activation.map((time) => time.toFixed(0)).join(', ')} in fresh hosts)`,
    ],
    ['read before activation', kilobytes(loaded)],
    ['player page', kilobytes(webview)],
    ['bundle', kilobytes(all)],
    ['VSIX', kilobytes(vsix)],
  ]);
  return 0;
});
