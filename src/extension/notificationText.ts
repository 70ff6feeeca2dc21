/**
 * Text for a notification that may name files. VS Code makes `[text](command:…)` in notifications a link that runs the
 * command, so that the name of a file could put a trap under its own error message; a space takes the link apart.
 */
export function notificationText(text: string): string {
  return text.replaceAll('](', '] (');
}
