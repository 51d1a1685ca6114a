import type { Instant } from '../../values/instant.ts'
import { RUNGS, RUNG_OF, type ChampionAct, type Rung } from './champion-act.ts'

/** What somebody of ours tried, and whether the person did it. */
export interface ChampionTest {
  readonly id: string
  readonly contactId: string
  readonly rung: Rung
  readonly passed: boolean
  readonly testedOn: string
  readonly testedBy: { readonly id: string; readonly name: string } | null
  readonly note: string | null
  readonly evidence: readonly string[]
  readonly recordedAt: Instant
}

export interface LadderRung {
  readonly rung: Rung
  readonly name: string
  readonly test: string
  readonly state: 'shown' | 'passed' | 'failed' | 'open'
  readonly sentence: string
  readonly acts: readonly ChampionAct[]
  readonly tests: readonly ChampionTest[]
}

const LADDER = {
  1: { name: 'Gives us access', test: 'Ask them to bring in somebody whom we do not know yet, or who is above them.' },
  2: { name: 'Acts for us', test: 'Ask for a paper from inside, or that they call the next meeting themselves.' },
  3: {
    name: 'Sells when we are not in the room',
    test: 'Ask what was said the last time it was discussed without us, and who answered the doubts.',
  },
} as const satisfies Record<Rung, { readonly name: string; readonly test: string }>

/**
 * How far a champion is proven, rung by rung: by what they did, and by what somebody of ours tested. The latest word holds: a
 * failed test stands until they act, an act until a test fails.
 */
export function championLadder(acts: readonly ChampionAct[], tests: readonly ChampionTest[]): LadderRung[] {
  return RUNGS.map((rung) => {
    const done = acts.filter(({ kind }) => RUNG_OF[kind] === rung)
    const tried = tests.filter((test) => test.rung === rung).toSorted(byDay)
    return { rung, ...LADDER[rung], ...standing(done, tried), acts: done, tests: tried }
  })
}

/** The highest rung that is shown or passed: who sells for us has proven more than who only opens doors. */
export function highestRung(ladder: readonly LadderRung[]): 0 | Rung {
  return ladder.findLast(({ state }) => state === 'shown' || state === 'passed')?.rung ?? 0
}

function standing(acts: readonly ChampionAct[], tests: readonly ChampionTest[]): Pick<LadderRung, 'state' | 'sentence'> {
  const [test, act] = [tests.at(-1), acts.at(-1)]
  const since = act && (!test || act.at.slice(0, 10) > test.testedOn) ? act : undefined
  if (test && !since) {
    const by = test.testedBy === null ? '' : ` by ${test.testedBy.name}`
    return {
      state: test.passed ? 'passed' : 'failed',
      sentence: `${test.passed ? 'Passed' : 'Failed'} when tested${by} on ${test.testedOn}.`,
    }
  }
  if (since)
    return {
      state: 'shown',
      sentence: acts.length === 1 ? `${since.sentence}.` : `${since.sentence}, and ${acts.length - 1} more.`,
    }
  return { state: 'open', sentence: 'Neither seen nor tested.' }
}

function byDay(a: ChampionTest, b: ChampionTest): number {
  const [one, other] = [a.testedOn + a.recordedAt, b.testedOn + b.recordedAt]
  return one < other ? -1 : one > other ? 1 : 0
}
