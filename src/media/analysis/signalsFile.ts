/** Raised when the decode or a feature changes: older cache entries are then ignored. */
export const SIGNALS_VERSION = 1;
