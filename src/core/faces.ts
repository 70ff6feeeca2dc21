/** The expressions that are told apart, in alphabetical order. */
export const EXPRESSIONS = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise'] as const;
export type Expression = (typeof EXPRESSIONS)[number];

/**
 * What is kept of a face at each moment at which it was seen. Pixels and embeddings are not: nothing here identifies anybody.
 * NaN where a value could not be had.
 */
export const FACE_SERIES = [
  'x', // left edge of the face (hairline to chin) as a share of the picture's width; may lie outside 0…1
  'y', // top edge as a share of the picture's height
  'width', // of the face, share of the picture's width
  'height', // of the face, share of the picture's height
  'score', // 0…1, how sure the detector is
  'yaw', // radians to the side, 0 = towards the camera
  'pitch', // radians up or down, 0 = towards the camera
  'mouthOpening', // gap between the inner lips, share of the height of the face
  'headCut', // share 0…1 of the head (face plus a quarter of its height above) that the frame edge cuts away
  'identityDistance', // cosine distance 0…2 of the face's embedding to the centroid of the face that the track began with
  'identityStep', // cosine distance 0…2 between the mean embeddings of up to three views before and from this moment on
  'clothesLightness', // CIE L* 0…100 of the picture below the face
  'clothesA', // CIE a* of the same, D65
  'clothesB', // CIE b* of the same, D65
  ...EXPRESSIONS, // share 0…1 of each expression; they add up to 1
] as const;
export type FaceSeries = (typeof FACE_SERIES)[number];

/** One face followed through one shot. */
export interface FaceTrack {
  /** Clip times in seconds at which the face was seen, increasing. */
  readonly times: Float64Array;
  /** One value per time. */
  readonly series: Readonly<Record<FaceSeries, Float32Array>>;
}

/** What looking for faces leaves behind. */
export interface FaceSignals {
  /** Clip times in seconds of the pictures that were looked at. */
  readonly times: Float64Array;
  /** Height in pixels of these pictures. */
  readonly pictureHeight: number;
  /** Faces of people, by the time at which they appear. Drawn faces, animals and passing doubts are left out. */
  readonly tracks: readonly FaceTrack[];
  /** Number of face-like things that were left out. */
  readonly doubtful: number;
}
