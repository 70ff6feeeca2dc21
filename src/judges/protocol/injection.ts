/** Characters of untrusted text that a model is given at most. */
export const TEXT_LIMIT = 8000;

/** What chat templates mark the speaker with. Text that carries such marks could pass for another speaker. */
const TEMPLATE_MARKERS: readonly RegExp[] = [/<\|[^|>\n]{0,40}\|>/g, /\[\/?INST\]/gi, /<<\/?SYS>>/gi];
const ROLE_MARKERS: readonly RegExp[] = [
  ...TEMPLATE_MARKERS,
  /<\/?(?:system|user|assistant|model|human|tool|developer|instructions?|start_of_turn|end_of_turn|bos|eos|s|think)>/gi,
  /^[ \t]*#{1,6}[ \t]*(?:system|user|assistant|instructions?)\b[ \t]*:?/gim,
  /^[ \t]*(?:system|user|assistant|model|human|developer)[ \t]*:/gim,
];

/** Controls except tab and newline, zero-width and direction marks, tag characters: what a reader does not see. */
const INVISIBLE = /[[\p{Cc}\p{Cf}]--[\t\n]]/gv;

/**
 * Text of others as it may stand in a prompt: without invisible characters, role markers and the boundary that closes it, at
 * most `TEXT_LIMIT` characters.
 */
export function sanitizeUntrusted(text: string, boundary: string): string {
  let clean = text.replaceAll('\r\n', '\n').replace(INVISIBLE, '');
  // What is left after a marker is taken out can be a marker again.
  for (let before = ''; before !== clean; ) {
    before = clean;
    if (boundary !== '') clean = clean.replaceAll(boundary, '');
    for (const marker of ROLE_MARKERS) clean = clean.replace(marker, '');
  }
  clean = clean.trim();
  if (clean.length <= TEXT_LIMIT) return clean;
  return `${clean.slice(0, TEXT_LIMIT).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** One line of text that came from a model or a file, short enough to be quoted. */
export function quoted(text: string, limit = 160): string {
  const line = sanitizeUntrusted(text, '').replace(/\s+/g, ' ').replaceAll('"', "'");
  return line.length <= limit ? line : `${line.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** What somebody says who speaks to a judge rather than to a viewer or a video generator. */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instruction|prompt|rule|rubric|criteria|guideline|above|previous)/i,
  /\b(?:you are|act as) (?:now )?(?:a|an|the) (?:\w+ ){0,2}(?:judge|evaluator|grader|rater|language model)\b/i,
  /\b(?:dear|attention|note to|hey|hello|message (?:to|for)) (?:the |all |any )?(?:ai |video )?(?:judge|evaluator|grader|reviewer|model|assistant)/i,
  /\b(?:rate|grade|score|judge|mark|answer|evaluate) (?:this|the|every|each|all|it|me|everything|with)\b.{0,50}\b(?:pass|perfect|highest|maximum|full marks|excellent|flawless|100|10\s?\/\s?10|5\s?\/\s?5)\b/i,
  /\b(?:give|award|assign|return|output|respond with|reply with)\b.{0,40}\b(?:full marks|(?:highest|perfect|maximum|top) (?:score|rating|mark|grade)|10\s?\/\s?10|100\s?%|only pass|all pass|"?pass"? (?:for|to) (?:all|every))/i,
  /\b(?:do not|don't|never) (?:report|mention|penali[sz]e|mark down|flag|deduct)\b/i,
  /\bsystem prompt\b/i,
  /["'](?:result|score|uncertainty)["']\s*:/i,
  /忽略.{0,8}(?:指令|提示|规则)|(?:给|打).{0,6}(?:满分|最高分)/,
];

/** Whether text that should only describe or show something seems to tell a judge what to do. */
export function speaksToJudge(text: string): boolean {
  const line = text.replace(INVISIBLE, '').replace(/\s+/g, ' ');
  return TEMPLATE_MARKERS.some((marker) => line.search(marker) >= 0) || INSTRUCTIONS.some((pattern) => pattern.test(line));
}
