import { MS_PER_DAY } from '../../values/instant.ts'
import { STAGES } from '../../opportunities/stage.ts'
import type { OwnFeature } from './landmark-features.ts'

const WEEK_MS = 7 * MS_PER_DAY
const PROPOSAL = STAGES.indexOf('proposal')
const NEGOTIATION = STAGES.indexOf('negotiation')
const FRESH = 0.3
const DECAY_PER_MS = Math.log(1 - FRESH) / WEEK_MS

/** Where the deal stands in its pipeline and how it came there. Stages are canonical: 0 discovery to 3 negotiation. */
export class StageSignals {
  stage = 0
  name = ''
  enteredAt = NaN
  private setbacks = 0
  private advances = 0
  private moves = 0
  private furthest = 0
  private at = NaN

  /** Open in a stage (again); `reopened` where it had been closed. The name is empty where no stage is known yet. */
  enter(stage: number, name: string, occurred: number, reopened: boolean): void {
    const first = Number.isNaN(this.enteredAt)
    this.furthest = Math.max(this.furthest, stage)
    if (!first && this.name === '') {
      // Only now is it known where the deal has stood since it began.
      this.stage = stage
      this.name = name
      return
    }
    if (!first && !reopened && stage === this.stage && name === this.name) return
    if (!first) this.moves += 1
    if (reopened || (!first && stage < this.stage)) this.setbacks += 1
    else if (!first && stage > this.stage) this.advances += FRESH * this.kept(occurred)
    this.stage = stage
    this.name = name
    this.enteredAt = occurred
  }

  /** Before the stages learnt by `at` are entered. */
  moveTo(at: number): void {
    if (!Number.isNaN(this.at)) this.advances *= Math.exp(DECAY_PER_MS * (at - this.at))
    this.at = at
  }

  values(at: number, createdAt: number) {
    const stageAge = Math.log1p(Math.max(0, at - this.enteredAt) / WEEK_MS)
    return {
      stageAge,
      age: Math.log1p(Math.max(0, at - createdAt) / WEEK_MS),
      proposalAge: this.stage === PROPOSAL ? stageAge : 0,
      negotiationAge: this.stage === NEGOTIATION ? stageAge : 0,
      setbacks: Math.log1p(this.setbacks),
      advances: this.advances,
      moves: Math.log1p(this.moves),
      fallen: this.furthest - this.stage,
    } satisfies Partial<Record<OwnFeature, number>>
  }

  private kept(occurred: number): number {
    return Math.exp(DECAY_PER_MS * Math.max(0, this.at - occurred))
  }
}
