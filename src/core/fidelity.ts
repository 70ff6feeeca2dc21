/**
 * How far a clip shows the very frames of its reference, frame by frame of the clip. Only worth measuring where both are
 * claimed to have the same content, as after compression or restoration.
 */
export interface Fidelity {
  /** Clip times in seconds, increasing. */
  readonly times: Float64Array;
  /** Peak signal-to-noise ratio of luma in dB; 100 for identical frames. */
  readonly psnr: Float32Array;
  /** Structural similarity of luma, −1…1 (Wang et al. 2004). */
  readonly ssim: Float32Array;
  /** VMAF's motion feature of the clip minus that of the reference, in luma levels; empty when ffmpeg lacks the filter. */
  readonly motionDifference: Float32Array;
}
