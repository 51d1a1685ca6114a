import { api } from '../contract/api.ts'
import type { Operation } from '../contract/operation.ts'

const nouns = api as Readonly<Record<string, Readonly<Record<string, Operation>>>>

/** 'addStage' as it is typed on a command line: 'add-stage'. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** The name among `names` that was meant, whether typed as it is declared or in kebab-case. */
export function named(typed: string, names: readonly string[]): string | undefined {
  return names.find((name) => name === typed || kebab(name) === typed)
}

export function nounNames(): string[] {
  return Object.keys(nouns)
}

export function verbsOf(noun: string): Readonly<Record<string, Operation>> {
  return nouns[noun] ?? {}
}
