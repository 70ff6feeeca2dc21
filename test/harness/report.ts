/** The environment variable that names, inside the extension host, the file for the counts. */
export const REPORT_VARIABLE = 'EVALVERSE_TEST_REPORT';

/** What a suite hands to `npm test`. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: number;
}
