export interface Who {
  readonly id: string
  readonly name: string
}

/** Somebody of ours as told of; null where nobody is known. */
export function named(id: string | null, name: string | null): Who | null {
  return id === null || name === null ? null : { id, name }
}
