/** A step of long work, for whoever waits at the terminal; answers alone go to standard output. */
export function say(step: string): void {
  process.stderr.write(`${step}\n`)
}

/** Writes the answer, and is the exit code of a command that did what it was asked. */
export function told(text: string): number {
  process.stdout.write(text)
  return 0
}

/** Says in one sentence why not; 1 for what failed, 2 for what was asked wrongly. */
export function failed(sentence: string, code: 1 | 2): number {
  process.stderr.write(`${sentence}\n`)
  return code
}
