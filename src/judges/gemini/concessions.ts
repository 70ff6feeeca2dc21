/** What Gemini may be asked without, in the order of trying. */
export const CONCESSIONS = [
  { option: 'minimalThinking', said: /minimal/i, caution: 'The model thinks at least a little.' },
  { option: 'thinkingLevel', said: /thinking/i, caution: 'The model thinks as much as it likes.' },
  { option: 'seed', said: /\bseed\b/i, caution: 'The model takes no seed.' },
  { option: 'mediaProcessing', said: /media.?processing/i, caution: 'The model chooses itself how it goes through a video.' },
  { option: 'store', said: /\bstore\b/i, caution: 'The provider cannot be asked not to keep the requests.' },
] as const;

export type GeminiOption = (typeof CONCESSIONS)[number]['option'];
