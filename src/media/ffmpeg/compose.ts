import { resolve } from 'node:path';

/**
 * Containers that are read, by demuxer name. Others are refused before they are opened: playlists and scripts (HLS, concat,
 * …) that call themselves .mp4 would make ffmpeg open whatever they name. The audio containers are there to be told apart.
 */
const READ_CONTAINERS = 'mov,matroska,avi,gif,webp_anim,mpegts,mpeg,flv,ogg,asf,mp3,wav,flac,aac';

/** What `target()` names: a pipe, or a device of the WebAssembly build. */
const TARGET = /^(?:pipe:|file:\/pipes\/)\d+$/;

/** A file as ffmpeg must be given it: never an option, a protocol or a pattern, whatever its name is. */
export function inputArgument(path: string): string {
  return `file:${resolve(path)}`;
}

/** Options that go before the `-i` of every file that is not ours: local files and plain containers only. */
export const INPUT_GUARD: readonly string[] = ['-protocol_whitelist', 'file,pipe', '-format_whitelist', READ_CONTAINERS];

/**
 * Text as the value of a filter option (`drawtext=text=<here>`) inside a filter graph. Escapes both levels that ffmpeg
 * unescapes: option values (`\ ' :`) and the graph (`\ ' [ ] , ;`), and white space, which is trimmed at either.
 */
export function escapeFilterValue(text: string): string {
  return text.replace(/[\\':\s]/g, '\\$&').replace(/[\\'[\],;\s]/g, '\\$&');
}

export interface ComposedInput {
  /** Path of the file. */
  readonly file: string;
  /** Options of this input, one argument each, e.g. `['-ss', '1.5']`. */
  readonly options?: readonly string[];
}

export interface ComposedOutput {
  /** What the runner's `target()` gave. */
  readonly target: string;
  /** Stream specifiers or filter labels, e.g. `0:v:0` or `[frames]`. */
  readonly map: readonly string[];
  /** Muxer name, e.g. `rawvideo`. */
  readonly format: string;
  /** Other options of this output, one argument each. */
  readonly options?: readonly string[];
}

export interface ComposedCommand {
  readonly inputs: readonly ComposedInput[];
  /** A whole filter graph; outside text in it has gone through `escapeFilterValue`. */
  readonly filterGraph?: string;
  readonly outputs: readonly ComposedOutput[];
}

/**
 * Loads the composer of ffmpeg argument lists (it costs some 20 ms once, so only those who run ffmpeg pay).
 * The composer starts nothing, asks no program anything and is synchronous; it fits the `args` of a job.
 */
export async function loadComposer(): Promise<(command: ComposedCommand) => string[]> {
  const { default: ffmpeg } = await import('fluent-ffmpeg');
  return (command) => {
    // Without a name for its presets it asks for __dirname, which a bundled ES module does not have.
    const composed = ffmpeg({ presets: 'none' });
    for (const { file, options = [] } of command.inputs) {
      composed.input(inputArgument(file));
      composed.inputOptions(...unsplit([...INPUT_GUARD, ...options]));
    }
    if (command.filterGraph !== undefined) composed.complexFilter(command.filterGraph);
    for (const { target, map, format, options = [] } of command.outputs) {
      if (!TARGET.test(target)) throw new RangeError(`"${target}" is no output of the runner`);
      composed.output(target);
      composed.outputOptions(...unsplit([...map.flatMap((stream) => ['-map', stream]), ...options]));
      composed.format(format);
    }
    return composed._getArguments();
  };
}

/** fluent-ffmpeg splits a lone option at its space; it takes two or more arguments as they are. */
function unsplit(options: string[]): string[] {
  if (options.length === 1) throw new RangeError(`"${options[0]}" alone would be split at its space`);
  return options;
}
