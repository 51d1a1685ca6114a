export type StartErrorCode =
  | 'folder-locked'
  | 'folder-unusable'
  | 'port-taken'
  | 'disk-full'
  | 'will-not-start'
  | 'server-too-old'
  | 'not-supported'
  | 'not-restorable'

/** Why the program could not start, as one sentence for the person at the terminal; anything else thrown then is a bug. */
export class StartError extends Error {
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, sentence: string, cause?: unknown) {
    super(sentence, { cause })
    this.name = 'StartError'
    this.code = code
  }
}
