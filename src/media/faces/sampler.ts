import type { FaceNetwork, NetworkFace } from './faceNetwork.ts';
import { clearView } from './identity.ts';
import { cosine, type Sighting, sightingOf } from './sighting.ts';
import { overlapOf } from './tracker.ts';

/** Cosine below which two clear views of one face are worth looking at every picture between them. */
const UNLIKE = 0.7;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Looks at pictures in blocks. */
export interface FaceSampler {
  /** The faces in each picture (rgb24) of the next block. */
  look(pictures: readonly Uint8Array[]): Promise<Sighting[][]>;
}

/**
 * Embeddings take as long as all the rest, so that only the last picture of a block gets them. Where a face there does not look
 * like it did at the end of the block before, all pictures of the block do, and the moment of the change is known to the picture.
 */
export function createFaceSampler(network: FaceNetwork, size: Size): FaceSampler {
  let before: readonly Sighting[] = [];
  const see = async (pixels: Uint8Array, embed: boolean): Promise<Sighting[]> => {
    const faces: NetworkFace[] = await network.look(pixels, embed);
    return faces.map((face) => sightingOf(face, { pixels, ...size }));
  };
  return {
    look: async (pictures) => {
      const sightings: Sighting[][] = [];
      for (const [index, pixels] of pictures.entries()) sightings.push(await see(pixels, index === pictures.length - 1));
      const last = sightings.at(-1) ?? [];
      if (last.some((face) => changed(face, before))) {
        for (const [index, pixels] of pictures.slice(0, -1).entries()) sightings[index] = await see(pixels, true);
      }
      before = last;
      return sightings;
    },
  };
}

function changed(face: Sighting, before: readonly Sighting[]): boolean {
  const view = clearView(face);
  if (view === null) return false;
  return before.some((other) => {
    const old = overlapOf(other, face) > 0 ? clearView(other) : null;
    return old !== null && cosine(old.direction, view.direction) < UNLIKE;
  });
}
