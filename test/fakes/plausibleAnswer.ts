/** JSON schema as far as judges use it. */
interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export interface AnswerOptions {
  /** Equal seeds and schemas give equal answers. */
  readonly seed: number;
  /** Seconds of the footage; every observation lies inside. */
  readonly duration: number;
}

const OBSERVATIONS = 2;

/** 0…1, evenly spread, by FNV-1a over a text. */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  // The last steps of the hash alone leave neighbours close together.
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

function pickResult(options: readonly unknown[], draw: number): unknown {
  const weights: Readonly<Record<string, number>> = { pass: 0.7, partial: 0.15, fail: 0.1, na: 0.05 };
  let rest = draw;
  for (const option of options) {
    rest -= weights[String(option)] ?? 1 / options.length;
    if (rest < 0) return option;
  }
  return options[0];
}

/**
 * An answer as a judge would give it: whatever a schema asks for, with observations inside the footage and answers that refer to
 * them. Knows the names of the judges' schema only where values depend on each other.
 */
export function plausibleAnswer(schema: unknown, { seed, duration }: AnswerOptions): unknown {
  const root = schema as Schema; // a test's own schema, or the one that the product sent and the server may be strict about
  const draw = (path: string) => chance(`${seed}:${path}`);

  function answerTo(given: Schema, path: string): unknown {
    const node = given.$ref ? root.$defs?.[given.$ref.slice('#/$defs/'.length)] : (given.anyOf?.[0] ?? given.oneOf?.[0] ?? given);
    if (!node) throw new Error(`${path}: unknown $ref`);
    if (node.enum) return pickResult(node.enum, draw(path));
    switch (node.type) {
      case 'object':
        return objectOf(node, path);
      case 'array':
        return arrayOf(node, path);
      case 'number':
      case 'integer':
        return Math.min(node.maximum ?? 0, Math.max(node.minimum ?? 0, 0));
      case 'boolean':
        return false;
      default:
        return `The material was looked at with a view to ${path.split('.').slice(-2).join(' ')}.`;
    }
  }

  function arrayOf(node: Schema, path: string): unknown[] {
    const length = path.endsWith('.evidence') ? OBSERVATIONS : (node.minItems ?? 0);
    return Array.from({ length }, (_, index) => answerTo(node.items ?? {}, `${path}.${index}`));
  }

  function objectOf(node: Schema, path: string): Record<string, unknown> {
    const value = Object.fromEntries(
      Object.entries(node.properties ?? {}).map(([name, each]) => [name, answerTo(each, `${path}.${name}`)]),
    );
    if ('startS' in value && 'endS' in value) {
      const start = draw(path) * duration * 0.6;
      value.startS = Number(start.toFixed(2));
      value.endS = Number(Math.min(duration, start + duration * 0.3).toFixed(2));
    }
    if ('result' in value && 'basis' in value) value.basis = value.result === 'na' ? [] : [0];
    return value;
  }

  return answerTo(root, '');
}
