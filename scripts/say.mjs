/**
 * Progress goes to standard error: standard output belongs to the program alone, so that `--json` stays clean.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}
