import type { z } from 'zod'
import { Problem } from '../../contract/problem.ts'
import type { stakeholders } from '../../contract/stakeholders.ts'
import type { Programme } from '../../domain/stakeholders/record/programme.ts'
import { addDays } from '../../domain/values/plain-date.ts'
import type { Ctx } from '../platform/context.ts'
import { keptAnswers } from '../platform/kept-answers.ts'
import { readSettings } from '../settings/store.ts'
import { tracksFor } from './record/company-record.ts'
import type { TracksPlace } from './record/store.ts'
import type { ProgrammeInput } from './worker.ts'

type Operation = (typeof stakeholders)['programme']

/** What was recorded before a day moves with late rows alone, and the place of those is part of the question. */
const kept = keptAnswers<Programme | null>(50, ['setting.changed'])

/** The figures of the programme over the deals of those who are in sight, from what was recorded before `to`. */
export async function programme(
  ctx: Ctx,
  { from: asked, to = ctx.today }: z.output<Operation['input']>,
): Promise<z.input<Operation['output']>> {
  const from = asked ?? addDays(to, -365)
  if (to <= from) throw new Problem('invalid', `The programme would end on ${to}, before it begins on ${from}.`)
  const settings = await readSettings(ctx.db)
  const { place, computing } = await tracksFor(ctx, to, settings)
  const made = place && (await ofTracks(ctx, place, { from, to }))
  const { activeThreads, daysToMultiThread, roleCoverage } = made?.targets ?? settings.threading.targets
  return {
    from,
    to,
    computing: computing || made === null,
    targets: { activeThreads, daysToMultiThread, roleCoverage },
    segments: (made?.segments ?? []).map((one) => ({
      ...one,
      threadsAndWinning: { ...one.threadsAndWinning, bins: [...one.threadsAndWinning.bins] },
    })),
    months: [...(made?.months ?? [])],
  }
}

function ofTracks(
  ctx: Ctx,
  place: TracksPlace,
  window: { readonly from: string; readonly to: string },
): Promise<Programme | null> {
  const owners = ctx.sight.kind === 'all' ? null : [...ctx.sight.owners]
  const input: ProgrammeInput = { connection: ctx.app.connection, ...place, ...window, owners }
  return kept(ctx, [window, place], () => ctx.app.workers.run<Programme | null>('stakeholders', 'programme', input))
}
