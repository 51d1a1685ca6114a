import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import { Problem } from '../../contract/problem.ts'
import { ROLE_LABELS, type BuyingRole } from '../../domain/accounts/contact.ts'
import { dossierAt, type DealHistory } from '../../domain/opportunities/replay.ts'
import type { Dossier } from '../../domain/opportunities/dossier.ts'
import { FUNCTION_LABELS, jobFunctionOf } from '../../domain/stakeholders/roles/job-function.ts'
import { rejectionOf, rejectionsBefore, withoutDismissed } from '../../domain/stakeholders/roles/role-rejections.ts'
import { roleSuggestions, type RoleSuggestion } from '../../domain/stakeholders/roles/role-suggestions.ts'
import { seniorityOf } from '../../domain/stakeholders/roles/seniority.ts'
import { asOfInstant } from '../../domain/values/as-of.ts'
import { historyOf } from '../opportunities/history/store.ts'
import * as opportunities from '../opportunities/store.ts'
import type { Ctx } from '../platform/context.ts'
import { readSettings } from '../settings/store.ts'
import * as stakeholders from '../stakeholders/store.ts'
import * as store from './store.ts'

export const operations: Handlers<Api['roles'], Ctx> = {
  async suggest(ctx, { deal, asOf }) {
    const id = await opportunities.idOf(ctx, deal)
    const { dossier, suggestions } = await suggested(ctx, id, asOf)
    const nameOf = new Map(dossier.people.map((person) => [person.contactId, person]))
    return {
      asOf: asOf ?? ctx.now,
      items: suggestions.map(({ contactId, role, confidence, reasons }) => ({
        contact: { id: contactId, name: nameOf.get(contactId)?.name ?? '', title: nameOf.get(contactId)?.title ?? null },
        role,
        confidence,
        reasons: reasons.map((reason) => ({ ...reason, evidence: [...reason.evidence] })),
      })),
      people: dossier.people.map(({ contactId, title, department }) => {
        const said = jobFunctionOf(title)
        return {
          contact: contactId,
          seniority: seniorityOf(title),
          department: department ?? (said === null ? null : FUNCTION_LABELS[said]),
        }
      }),
    }
  },

  async confirm(ctx, { deal, contact, role }) {
    const { row, present, suggestion } = await opened(ctx, deal, contact, role)
    const before = stakeholders.confirmed(present.roles)
    if (before.includes(role)) throw new Problem('not-allowed-now', `This person is ${ROLE_LABELS[role]} already.`)
    await store.decide(ctx, present.id, role, 'confirmed', suggestion?.confidence ?? 1)
    const after = await standing(ctx, deal, contact)
    ctx.emit({
      type: 'stakeholder.changed',
      noun: 'stakeholder',
      subject: present.id,
      opportunityId: deal,
      accountId: row.account_id,
      before: { contactId: contact, roles: before.toSorted() },
      after: {
        contactId: contact,
        roles: stakeholders.confirmed(after.roles).toSorted(),
        suggested: {
          role,
          confidence: suggestion?.confidence ?? null,
          reasons: suggestion?.reasons.map(({ text }) => text) ?? [],
        },
      },
    })
    return { contact, roles: after.roles }
  },

  async reject(ctx, { deal, contact, role }) {
    const { row, present, suggestion } = await opened(ctx, deal, contact, role)
    if (stakeholders.confirmed(present.roles).includes(role))
      throw new Problem('not-allowed-now', `${ROLE_LABELS[role]} is a role that this person has.`, 'Change their roles instead.')
    if (!suggestion) throw new Problem('not-allowed-now', `Nobody suggests ${ROLE_LABELS[role]} for this person now.`)
    await store.decide(ctx, present.id, role, 'rejected', suggestion.confidence)
    ctx.emit({
      type: 'stakeholder.role-dismissed',
      noun: 'stakeholder',
      subject: present.id,
      opportunityId: deal,
      accountId: row.account_id,
      after: { contactId: contact, dismissed: rejectionOf(suggestion) },
    })
    return { contact, roles: (await standing(ctx, deal, contact)).roles }
  },
}

async function suggested(
  ctx: Ctx,
  deal: string,
  asOf?: string,
): Promise<{ history: DealHistory; dossier: Dossier; suggestions: RoleSuggestion[] }> {
  const at = asOfInstant(asOf, ctx.now)
  const [history, settings] = await Promise.all([historyOf(ctx, deal), readSettings(ctx.db)])
  const dossier = dossierAt(history, at)
  if (!dossier) throw new Problem('not-found', `Nothing was known of this deal before ${asOf ?? 'now'}.`)
  const suggestions = withoutDismissed(roleSuggestions(dossier), rejectionsBefore(history.events, at))
  return { history, dossier, suggestions: suggestions.filter(({ role }) => settings.roles[role].active) }
}

async function opened(ctx: Ctx, deal: string, contact: string, role: BuyingRole) {
  const row = await opportunities.existing(ctx, deal)
  const present = await standing(ctx, deal, contact)
  const { suggestions } = await suggested(ctx, deal)
  return { row, present, suggestion: suggestions.find((one) => one.contactId === contact && one.role === role) }
}

async function standing(ctx: Ctx, deal: string, contact: string): Promise<stakeholders.Row> {
  const row = (await stakeholders.rows(ctx.db, deal)).find((present) => present.contactId === contact && present.leftAt === null)
  if (!row) throw new Problem('not-found', 'This person is not on the deal.')
  return row
}
