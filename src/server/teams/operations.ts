import type { z } from 'zod'
import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { TeamNode } from '../../contract/people.ts'
import { Problem } from '../../contract/problem.ts'
import { teamMove } from '../../domain/access/team-move.ts'
import { teamsOn } from '../platform/access/read-sight.ts'
import type { Ctx } from '../platform/context.ts'
import * as users from '../users/store.ts'
import * as store from './store.ts'

type Team = z.infer<typeof TeamNode>

export const operations: Handlers<Api['teams'], Ctx> = {
  async list(ctx, { on = ctx.today }) {
    return { on, items: await store.list(ctx.db, on) }
  },

  async create(ctx, { name, parentId, from = ctx.today }) {
    if (parentId !== null) await existing(ctx, parentId, from)
    const id = await store.insert(ctx.db, name, parentId, from)
    ctx.emit({ type: 'team.created', noun: 'team', subject: id, after: { name, parentId, from } })
    return existing(ctx, id, from)
  },

  async update(ctx, { id, name, parentId, from = ctx.today }) {
    const before = await existing(ctx, id, from)
    if (name !== undefined && name !== before.name) {
      await store.rename(ctx.db, id, name)
      ctx.emit({ type: 'team.changed', noun: 'team', subject: id, before: { name: before.name }, after: { name } })
    }
    if (parentId !== undefined) await moveTeam(ctx, id, parentId, from)
    return existing(ctx, id, from)
  },

  async setMember(ctx, { id, userId, leads, from = ctx.today }) {
    await existing(ctx, id, from)
    if (!(await users.find(ctx, userId))) throw new Problem('not-found', 'There is no such person.')
    const membership = await store.currentMembership(ctx.db, id, userId)
    if (membership?.leads === leads && membership.from <= from) return existing(ctx, id, from)
    if (membership && from < membership.from) throw holdsSince(membership.from)

    if (membership?.from === from) await store.setLeads(ctx.db, membership, leads)
    else {
      if (membership) await store.leave(ctx.db, membership, from)
      await store.join(ctx.db, id, userId, leads, from)
    }
    ctx.emit({
      type: 'team.member-set',
      noun: 'team',
      subject: id,
      before: membership ? { userId, leads: membership.leads } : null,
      after: { userId, leads, from },
    })
    return existing(ctx, id, from)
  },

  async removeMember(ctx, { id, userId, from = ctx.today }) {
    await existing(ctx, id, from)
    const membership = await store.currentMembership(ctx.db, id, userId)
    if (!membership) throw new Problem('not-found', 'This person is not in the team.')
    await store.leave(ctx.db, membership, from)
    ctx.emit({
      type: 'team.member-removed',
      noun: 'team',
      subject: id,
      before: { userId, leads: membership.leads },
      after: { userId, from },
    })
    return existing(ctx, id, from)
  },
}

async function existing(ctx: Ctx, id: string, on: string): Promise<Team> {
  const team = (await store.list(ctx.db, on)).find((one) => one.id === id)
  if (!team) throw new Problem('not-found', `There is no such team on ${on}.`)
  return team
}

async function moveTeam(ctx: Ctx, id: string, parentId: string | null, from: string): Promise<void> {
  await store.holdHierarchy(ctx.db)
  const link = await store.currentLink(ctx.db, id)
  if (link && link.parentId === parentId && link.from <= from) return
  if (link && from < link.from) throw holdsSince(link.from)
  // Also on later days on which the hierarchy is already set to change, this move must not close a circle.
  for (const day of [from, ...(await store.changesAfter(ctx.db, from))]) {
    const move = teamMove(await teamsOn(ctx.db, day), id, parentId)
    if (move.allowed) continue
    if (move.because === 'no-such-team') throw new Problem('not-found', 'There is no such team.')
    throw new Problem('not-allowed-now', 'A team cannot stand below itself.', `That would be so on ${day}.`)
  }
  await store.relink(ctx.db, id, link, parentId, from)
  ctx.emit({
    type: 'team.changed',
    noun: 'team',
    subject: id,
    before: { parentId: link?.parentId ?? null },
    after: { parentId, from },
  })
}

function holdsSince(day: string): Problem {
  return new Problem('not-allowed-now', `What holds now begins on ${day}. Choose that day or a later one.`)
}
