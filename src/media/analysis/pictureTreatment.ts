import type { VideoStream } from '../../core/clip.ts';
import { hasAlphaPlane } from '../../core/clip.ts';

/**
 * What has to happen to a picture so that its numbers describe what a viewer sees: one field of interlaced frames, HDR
 * mapped to SDR, transparency on black. Only pictures that need it are treated; everything happens on small pictures.
 */
export interface PictureTreatment {
  /** Filters before the whole picture is scaled down; empty or ending in a comma. */
  readonly beforeScaling: string;
  /** Filters after the whole picture was scaled down; empty or ending in a comma. */
  readonly afterScaling: string;
  /** Filters after a piece was cropped out at native size (its top on an even line); empty or ending in a comma. */
  readonly afterCrop: string;
  /** Sentences about what this ffmpeg or this file does not allow. */
  readonly limitations: readonly string[];
  /** Sentences about what a person should know before he compares numbers with what another player shows. */
  readonly notes: readonly string[];
}

interface Step {
  readonly needs: readonly string[];
  readonly beforeScaling?: string;
  readonly afterScaling?: string;
  readonly afterCrop?: string;
  /** What is judged instead when a filter is missing. */
  readonly without: string;
  readonly note?: string;
}

/** @param filters names of the filters that the ffmpeg at hand has. */
export function treatPicture(video: VideoStream, filters: readonly string[]): PictureTreatment {
  const treatment = { beforeScaling: '', afterScaling: '', afterCrop: '' };
  const limitations: string[] = [];
  const notes: string[] = [];
  for (const step of stepsFor(video)) {
    const lacking = step.needs.filter((name) => !filters.includes(name));
    if (lacking.length > 0) {
      limitations.push(`This ffmpeg has no ${lacking.join(' and no ')} filter: ${step.without}.`);
      continue;
    }
    treatment.beforeScaling += step.beforeScaling ?? '';
    treatment.afterScaling += step.afterScaling ?? '';
    treatment.afterCrop += step.afterCrop ?? '';
    if (step.note !== undefined) notes.push(step.note);
  }
  if (isInterlaced(video) && video.rotation !== 0) {
    limitations.push('The picture is interlaced and turned: its fields are judged interwoven.');
  }
  if (video.alpha && !hasAlphaPlane(video.pixelFormat)) {
    limitations.push(
      `The transparency of this ${video.codec} picture is not decoded: its colours are judged as if it were opaque.`,
    );
  }
  return { ...treatment, limitations, notes };
}

function stepsFor(video: VideoStream): Step[] {
  const steps: Step[] = [];
  // Turning a picture, which ffmpeg does first, mixes its fields for good.
  if (isInterlaced(video) && video.rotation === 0) {
    const parity = video.fieldOrder === 'top-first' ? { field: 'top', order: 'tff' } : { field: 'bottom', order: 'bff' };
    steps.push({
      needs: ['field', 'bwdif'],
      // One field is taken by stepping over every other line, which costs nothing; a small picture needs no more lines.
      beforeScaling: `field=${parity.field},`,
      afterCrop: `bwdif=mode=send_frame:parity=${parity.order},`,
      without: 'the fields of the interlaced picture are judged interwoven, which looks like jagged edges',
    });
  }
  if (hasAlphaPlane(video.pixelFormat)) {
    const onBlack = 'format=yuva444p,premultiply=inplace=1,';
    steps.push({
      needs: ['premultiply'],
      // What ffmpeg inserts by itself to drop the alpha plane would narrow the range.
      afterScaling: `${onBlack}scale=out_range=full,`,
      afterCrop: onBlack,
      without: 'the transparent picture is judged as if it were opaque',
    });
  }
  if (video.transfer !== 'sdr') {
    const toSdr = toneMapping(video.transfer);
    steps.push({
      needs: ['lutrgb', 'colorchannelmixer'],
      afterScaling: toSdr,
      // Releases of ffmpeg differ in how they make grey of RGB, not in how they take it from YCbCr.
      afterCrop: `${toSdr}format=yuv444p,`,
      without: 'the HDR picture is judged without tone mapping, so its brightness and colours are not what a viewer sees',
      note: `The picture is HDR (${video.transfer === 'pq' ? 'PQ' : 'HLG'}): it is judged tone-mapped to SDR, with ${PEAK} cd/m² as white.`,
    });
  }
  return steps;
}

function isInterlaced({ fieldOrder }: VideoStream): boolean {
  return fieldOrder === 'top-first' || fieldOrder === 'bottom-first';
}

/** Luminance in cd/m² that becomes the SDR white, and that of diffuse white in HDR (ITU-R BT.2408). */
const PEAK = 1000;
const DIFFUSE_WHITE = 203;
/** Exponent of an SDR display (ITU-R BT.1886). */
const DISPLAY_GAMMA = 2.4;

/**
 * HDR to SDR with filters that every build has: to linear light of which 1 is `PEAK` (SMPTE ST 2084, or ARIB STD-B67 with the
 * system gamma of a 1000 cd/m² display), BT.2020 to BT.709 primaries, Reinhard's curve with `PEAK` as its white, and gamma.
 * Diffuse white ends up at 76 % of the signal, `PEAK` and above at 100 %.
 */
function toneMapping(transfer: 'pq' | 'hlg'): string {
  const signal = 'val/maxval';
  const linear =
    transfer === 'pq'
      ? `pow(max(0\\,pow(${signal}\\,1/78.84375)-0.8359375)/(18.8515625-18.6875*pow(${signal}\\,1/78.84375))\\,1/0.1593017578125)*${10000 / PEAK}`
      : `pow(if(lte(${signal}\\,0.5)\\,pow(${signal}\\,2)/3\\,(exp((${signal}-0.55991073)/0.17883277)+0.28466892)/12)\\,1.2)`;
  const white = (PEAK / DIFFUSE_WHITE).toFixed(4);
  const scene = `(${signal}*${white})`;
  const mapped = `pow(${scene}*(1+${scene}/(${white}*${white}))/(1+${scene})\\,1/${DISPLAY_GAMMA})`;
  return [
    'format=gbrp16le',
    table(`min(1\\,${linear})`),
    'colorchannelmixer=rr=1.6605:rg=-0.5876:rb=-0.0728:gr=-0.1246:gg=1.1329:gb=-0.0083:br=-0.0182:bg=-0.1006:bb=1.1187',
    table(mapped),
    'scale=out_color_matrix=bt709:out_range=full,',
  ].join(',');
}

/** The same function of every channel. */
function table(expression: string): string {
  return `lutrgb=${['r', 'g', 'b'].map((channel) => `${channel}=maxval*${expression}`).join(':')}`;
}
