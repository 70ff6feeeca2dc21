import multiShot from '../../../taxonomy/post-production/multi-shot.json' with { type: 'json' };
import soundDesign from '../../../taxonomy/post-production/sound-design.json' with { type: 'json' };
import visualConceptDesign from '../../../taxonomy/pre-production/visual-concept-design.json' with { type: 'json' };
import acting from '../../../taxonomy/production/acting.json' with { type: 'json' };
import aesthetics from '../../../taxonomy/production/aesthetics.json' with { type: 'json' };
import affectivity from '../../../taxonomy/production/affectivity.json' with { type: 'json' };
import cinematography from '../../../taxonomy/production/cinematography.json' with { type: 'json' };
import thresholds from '../../../taxonomy/thresholds.json' with { type: 'json' };
import { taxonomyOf } from './build.ts';
import { aspectFileSchema, type Taxonomy } from './model.ts';
import { thresholdsFileSchema } from './thresholds.ts';

const FILES: readonly unknown[] = [visualConceptDesign, acting, cinematography, aesthetics, affectivity, multiShot, soundDesign];

let loaded: Taxonomy | undefined;

/** The taxonomy that ships with EvalVerse, in the paper's order. Always the same object. */
export function builtinTaxonomy(): Taxonomy {
  loaded ??= taxonomyOf(
    FILES.map((file) => aspectFileSchema.parse(file)),
    thresholdsFileSchema.parse(thresholds).thresholds,
  );
  return loaded;
}
