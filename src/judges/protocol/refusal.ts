const REFUSALS: readonly RegExp[] = [
  /\bI(?:'m| am|’m) (?:sorry|unable|not able)\b/i,
  /\bI (?:can(?:no|['’])t|cannot|won['’]t|will not|must decline to|decline to) (?:help|assist|comply|evaluate|judge|analy[sz]e|view|watch|process|rate|provide|answer|fulfil)/i,
  /\b(?:as an AI|as a language model)\b/i,
  /\b(?:violates?|against) (?:my|our|the) (?:policy|policies|guidelines)\b/i,
];

/** Whether somebody says that he will not or cannot do what was asked. */
export function refuses(text: string): boolean {
  return REFUSALS.some((pattern) => pattern.test(text));
}
