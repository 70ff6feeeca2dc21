/** What a page's words look like in any language: the same keys, the same figures in its sentences. */
export type Translated<T> = T extends string
  ? string
  : T extends (...figures: infer Figures) => string
    ? (...figures: Figures) => string
    : { readonly [Key in keyof T]: Translated<T[Key]> };

/** The language of the page as the host writes it into `<html lang>`, for `Intl`; `en` where there is no page. */
export const LANGUAGE = (typeof document !== 'undefined' && document.documentElement.lang) || 'en';

const CHINESE = LANGUAGE.toLowerCase() === 'zh-cn';

/** The words of the page's language, picked once while the page loads; English for every language without words of its own. */
export function inPageLanguage<T>(english: T, chinese: T): T {
  return CHINESE ? chinese : english;
}

/** Between the items of a list in a sentence. */
export const LIST_JOINT = inPageLanguage(', ', '，');
