import * as z from 'zod';
import { INPUT_GUARD, inputArgument } from '../ffmpeg/compose.ts';
import { splitLines } from '../ffmpeg/lines.ts';
import type { FfmpegLocation } from '../ffmpeg/location.ts';
import { runFfmpeg } from '../ffmpeg/run.ts';
import { PacketList } from './packets.ts';

/** `30000/1001`; a rational ffprobe does not know is `0/0`, and parses to `null`. */
const rational = z.string().transform((text) => {
  const match = /^(\d+)[/:](\d+)$/.exec(text);
  const [numerator, denominator] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
  return numerator > 0 && denominator > 0 ? { numerator, denominator } : null;
});
const decimal = z.string().transform((text) => (/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : null));

const streamSchema = z.object({
  index: z.number().int().min(0),
  codec_name: z.string().default('unknown'),
  codec_type: z.string().optional(),
  width: z.number().int().positive().optional().catch(undefined),
  height: z.number().int().positive().optional().catch(undefined),
  has_b_frames: z.number().int().min(0).default(0),
  pix_fmt: z.string().default('unknown'),
  sample_aspect_ratio: rational.optional(),
  field_order: z.string().optional(),
  color_range: z.string().optional(),
  color_transfer: z.string().optional(),
  bits_per_raw_sample: decimal.optional(),
  r_frame_rate: rational.optional(),
  avg_frame_rate: rational.optional(),
  time_base: rational,
  start_pts: z.number().int().optional(),
  sample_rate: decimal.optional(),
  channels: z.number().int().positive().optional().catch(undefined),
  channel_layout: z.string().optional(),
  disposition: z.object({ attached_pic: z.number().default(0), timed_thumbnails: z.number().default(0) }).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
  tags: z.object({ alpha_mode: z.string().optional(), ALPHA_MODE: z.string().optional() }).optional(),
});
export type ReportedStream = z.infer<typeof streamSchema>;

const documentSchema = z.object({
  streams: z.array(streamSchema),
  format: z.object({
    format_name: z.string(),
    start_time: decimal.optional(),
    duration: decimal.optional(),
    tags: z.object({ major_brand: z.string().optional() }).optional(),
  }),
});

const packetSchema = z.object({
  stream_index: z.number().int().min(0),
  pts: z.number().int().optional(),
  dts: z.number().int().optional(),
  duration: z.number().int().optional(),
  flags: z.string(),
});

/** What ffprobe says about a file: its streams, and the packets of each by stream index. */
export interface ProbeReport extends z.infer<typeof documentSchema> {
  readonly packets: ReadonlyMap<number, PacketList>;
}

const ENTRIES = [
  'packet=stream_index,pts,dts,duration,flags',
  'stream=index,codec_name,codec_type,width,height,has_b_frames,pix_fmt,sample_aspect_ratio,field_order,color_range,color_transfer,bits_per_raw_sample,r_frame_rate,avg_frame_rate,time_base,start_pts,sample_rate,channels,channel_layout',
  'stream_disposition=attached_pic,timed_thumbnails',
  'stream_side_data=rotation',
  'stream_tags=alpha_mode',
  'format=format_name,start_time,duration',
  'format_tags=major_brand',
].join(':');
/** Everything but packets; far above what any real file with dozens of streams needs. */
const MAXIMUM_DOCUMENT = 1_000_000;
const MAXIMUM_STREAMS = 64;

/**
 * Runs ffprobe once over the whole file. Packets are parsed line by line as they come, so that hours of video need 25 bytes
 * a packet and never one long text.
 *
 * @throws `EvalVerseError` `ffmpeg/failed` (cause: what ffprobe printed); `ZodError` when the output is not what it should be.
 */
export async function readReport(location: FfmpegLocation, path: string, signal: AbortSignal | undefined): Promise<ProbeReport> {
  const packets = new Map<number, PacketList>();
  const document: string[] = [];
  let documentLength = 0;
  let inPackets = false;

  const splitter = splitLines((line) => {
    const section = /^ {4}"(\w+)": /.exec(line)?.[1];
    if (section !== undefined) inPackets = section === 'packets';
    if (!inPackets) {
      documentLength += line.length;
      if (documentLength > MAXIMUM_DOCUMENT) throw new RangeError('ffprobe describes more than any clip has');
      document.push(line);
    } else if (line.startsWith('{ "stream_index"', 8)) {
      const packet = packetSchema.parse(JSON.parse(closed(line)));
      if (!packets.has(packet.stream_index) && packets.size < MAXIMUM_STREAMS) packets.set(packet.stream_index, new PacketList());
      packets.get(packet.stream_index)?.add(packet);
    }
  });
  await runFfmpeg(location, {
    program: 'ffprobe',
    args: () => [...INPUT_GUARD, '-of', 'json=compact=1', '-show_entries', ENTRIES, '-i', inputArgument(path)],
    outputs: [{ name: 'report', onData: splitter.push }],
    ...(signal && { signal }),
  });
  splitter.end();
  return { ...documentSchema.parse(JSON.parse(document.join('\n'))), packets };
}

/** One packet line as JSON of its own: without the comma to the next, and without the side data that continues on other lines. */
function closed(line: string): string {
  return `${line.replace(/\s*\}?,?\s*$/, '')} }`;
}
