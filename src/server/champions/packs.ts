import type { z } from 'zod'
import type { champions } from '../../contract/champions.ts'
import { Problem } from '../../contract/problem.ts'
import { objectionsIn } from '../../domain/stakeholders/champions/objections.ts'
import { markdownOf, packDocument } from '../../domain/stakeholders/champions/pack-document.ts'
import { proposedPack } from '../../domain/stakeholders/champions/proposed-pack.ts'
import { returnOnInvestment } from '../../domain/stakeholders/champions/return-on-investment.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { dealOf, readDeal } from './reading.ts'
import * as store from './packs/store.ts'
import { WORD_MEDIA_TYPE, wordDocument } from './word-document.ts'

type Get = (typeof champions)['pack']
type Save = (typeof champions)['setPack']
type Export = (typeof champions)['exportPack']

/** The pack of a deal: the version asked for, else the latest, else what the records hold to begin with. */
export async function pack(ctx: Ctx, { deal, edition, asOf }: z.output<Get['input']>): Promise<z.input<Get['output']>> {
  const reading = await readDeal(ctx, deal, asOf)
  const versions = await store.packVersions(ctx.db, reading.id, reading.before)
  const shown = edition === undefined ? versions[0] : versions.find(({ version }) => version === edition)
  if (edition !== undefined && !shown) throw new Problem('not-found', `There is no version ${edition} of this pack.`)
  const content = shown
    ? await store.packContent(ctx.db, reading.id, shown.version)
    : proposedPack(reading.dossier, reading.report.people)
  const held = new Set(content.objections.filter(({ answer }) => answer !== '').map(({ activityId }) => activityId))
  return {
    deal: dealOf(reading),
    version: shown?.version ?? 0,
    versions,
    content,
    roi: content.roi && returnOnInvestment(content.roi),
    unanswered: objectionsIn(reading.dossier.activities).filter(({ activityId }) => !held.has(activityId)),
    savedBy: shown?.savedBy ?? null,
    savedAt: shown?.savedAt ?? null,
  }
}

export async function setPack(ctx: Ctx, { deal, content, after }: z.output<Save['input']>): Promise<z.input<Save['output']>> {
  const row = await opportunities.existing(ctx, deal)
  const [latest] = await store.packVersions(ctx.db, deal, asOfInstant(undefined, ctx.now))
  if ((latest?.version ?? 0) !== after)
    throw new Problem('conflict', `Version ${latest?.version ?? 0} was saved meanwhile. Read it before saving over it.`)
  const version = after + 1
  await store.insertPack(ctx, deal, version, content)
  ctx.emit({
    type: 'hand-over-pack.saved',
    noun: 'hand-over-pack',
    subject: deal,
    opportunityId: deal,
    accountId: row.account_id,
    before: latest ? { version: latest.version } : null,
    after: { version, title: content.title },
  })
  return pack(ctx, { deal })
}

export async function exportPack(
  ctx: Ctx,
  { deal, edition, format }: z.output<Export['input']>,
): Promise<z.input<Export['output']>> {
  const found = await pack(ctx, { deal, edition })
  const blocks = packDocument(found.content, found.roi)
  const name = `${found.deal.name} hand-over v${found.version}`.replaceAll(/[^\p{L}\p{N}.-]+/gu, ' ').trim()
  return format === 'docx'
    ? {
        fileName: `${name}.docx`,
        mediaType: WORD_MEDIA_TYPE,
        encoding: 'base64',
        content: wordDocument(blocks).toString('base64'),
      }
    : { fileName: `${name}.md`, mediaType: 'text/markdown', encoding: 'utf8', content: markdownOf(blocks) }
}
