const colours = process.stdout.isTTY && !process.env.NO_COLOR;

/**
 * @param {number} code
 * @param {string} text
 */
function paint(code, text) {
  return colours ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** @param {string} text */
export const green = (text) => paint(32, text);
/** @param {string} text */
export const red = (text) => paint(31, text);
/** @param {string} text */
export const dim = (text) => paint(2, text);
/** @param {string} text */
export const bold = (text) => paint(1, text);

/** @param {number} startedAt what `performance.now()` said. */
export function secondsSince(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** A failure that the person at the terminal can mend: shown as its sentence, without a stack. */
export class SetupError extends Error {}

/**
 * Runs a script's main function and turns what it throws into an exit code.
 * @param {() => Promise<number>} main resolves to the exit code.
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(red(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error)));
    process.exitCode = 1;
  }
}
