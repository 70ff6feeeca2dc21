import type { Answer } from '../../core/verdict.ts';
import type { TokenProbabilities } from '../backend.ts';
import { extractObject } from './strictJson.ts';
import { lastSegment, type QuestionUnit } from './units.ts';

const ANSWERS: readonly Answer[] = ['pass', 'partial', 'fail', 'na'];

/** How much probability lies on each answer; together at most 1. */
export type AnswerWeights = Readonly<Record<Answer, number>>;

/**
 * The probabilities of the answers at the places where a text gives them, by rationale id (G-Eval, Liu et al. 2023). Rationales
 * whose place is not a token of its own are missing.
 *
 * @param text a text that was read without a complaint; `tokens` in its order.
 */
export function answerWeights(
  text: string,
  tokens: readonly TokenProbabilities[],
  unit: QuestionUnit,
): ReadonlyMap<string, AnswerWeights> {
  const extracted = extractObject(text);
  const written = tokens.map(({ token }) => token).join('');
  const weights = new Map<string, AnswerWeights>();
  // Servers that leave out tokens (thinking) would shift every place.
  if (extracted.status !== 'object' || !written.endsWith(text)) return weights;
  const before = written.length - text.length;
  const places = resultPlaces(extracted.json);
  for (const { subDimension, rationales } of unit)
    for (const { id } of rationales) {
      const place = places.get(`judgements/${subDimension.id}/responses/${lastSegment(id)}/result`);
      const found = place === undefined ? null : weightsAt(tokens, before + extracted.at + place);
      if (found !== null) weights.set(id, found);
    }
  return weights;
}

function weightsAt(tokens: readonly TokenProbabilities[], place: number): AnswerWeights | null {
  let start = 0;
  for (const { token, alternatives } of tokens) {
    if (place < start + token.length) return weigh(alternatives, token.slice(0, place - start));
    start += token.length;
  }
  return null;
}

/** @param lead what the token writes before the answer begins, such as its quote. */
function weigh(alternatives: TokenProbabilities['alternatives'], lead: string): AnswerWeights {
  const weights = { pass: 0, partial: 0, fail: 0, na: 0 };
  for (const { token, logprob } of alternatives) {
    const rest = token.startsWith(lead) ? token.slice(lead.length) : '';
    // A beginning that several answers share ("pa") tells none of them.
    const meant = ANSWERS.filter((answer) => rest !== '' && (answer.startsWith(rest) || rest.startsWith(`${answer}"`)));
    if (meant.length === 1 && meant[0] !== undefined) weights[meant[0]] += Math.exp(logprob);
  }
  return weights;
}

/** Where the text of each string value begins, by the path of its keys. Valid JSON only. */
function resultPlaces(json: string): Map<string, number> {
  const places = new Map<string, number>();
  const path: (string | null)[] = [];
  let key: string | null = null;
  let expectsKey = false;
  const strings = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  for (const match of json.matchAll(strings)) {
    const [token] = match;
    if (token === '{' || token === '[') {
      path.push(key);
      key = null;
      expectsKey = token === '{';
    } else if (token === '}' || token === ']') {
      path.pop();
      expectsKey = false;
    } else if (token === ',') expectsKey = true;
    else if (token === ':') expectsKey = false;
    else if (token.startsWith('"')) {
      if (expectsKey) {
        const name: unknown = JSON.parse(token);
        key = typeof name === 'string' ? name : null;
      } else places.set([...path, key].filter((part) => part !== null).join('/'), match.index + 1);
    }
  }
  return places;
}
