const KEY_PATTERNS = [
  /\bAIza[\w-]{10,}/g,
  /\bsk-[\w-]{10,}/g,
  /\bya29\.[\w.-]+/g,
  /(?<=\bBearer\s+)[^\s"',}]+/gi,
  /(?<=[?&](?:key|api_key|access_token)=)[^&\s"']+/gi,
  /(?<=["']?(?:x-goog-api-key|authorization)["']?\s*[:=]\s*["']?)(?!Bearer\b)[^\s"',}]+/gi,
];

/** A text without these secrets and without anything that looks like a key. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutSecrets = secrets
    .flatMap((secret) => [secret, secret.trim()])
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  return KEY_PATTERNS.reduce((rest, pattern) => rest.replace(pattern, '***'), withoutSecrets);
}
