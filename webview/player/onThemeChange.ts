/** Calls back whenever VS Code changes its theme; for what is drawn on a canvas. Returns what stops it. */
export function onThemeChange(listener: () => void): () => void {
  const themes = new MutationObserver(listener);
  themes.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
  return () => themes.disconnect();
}
