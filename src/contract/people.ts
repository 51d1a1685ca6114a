import { z } from 'zod'
import { Right, Role } from '../domain/access/right.ts'
import { Instant } from '../domain/values/instant.ts'
import { Money } from '../domain/values/money.ts'
import { PlainDate } from '../domain/values/plain-date.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()

/** How a person likes their screen. */
export const Preferences = z.object({
  theme: z.enum(['light', 'dark', 'auto']).default('auto'),
  density: z.enum(['comfortable', 'default', 'compact']).default('default'),
  singleKeys: z.boolean().default(true),
})

export const User = z.object({
  id,
  externalId: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  role: Role,
  active: z.boolean(),
  canSignIn: z.boolean(),
  teams: z.array(z.object({ id, name: z.string(), leads: z.boolean() })),
})
export type User = z.infer<typeof User>

export const session = {
  current: operation({
    summary: 'Who is signed in, and what they may do',
    route: 'GET /session',
    allow: 'public',
    input: z.object({}),
    output: z.object({
      user: User.extend({ rights: z.array(Right), preferences: Preferences }).nullable(),
      company: z.string(),
      demo: z
        .object({
          people: z.array(z.object({ id, name: z.string(), role: Role, title: z.string().nullable(), note: z.string() })),
        })
        .nullable(),
    }),
  }),
  prefer: operation({
    summary: 'Change how your own screen looks',
    route: 'PATCH /session/preferences',
    allow: 'signed-in',
    input: Preferences.partial(),
    output: Preferences,
  }),
  changePassword: operation({
    summary: 'Change your own password; ends every session, this one too',
    route: 'PUT /session/password',
    allow: 'signed-in',
    input: z.object({ current: z.string().max(200), password: z.string().min(12).max(200) }),
    output: z.object({ id }),
  }),
} satisfies Resource

export const users = {
  list: operation({
    summary: 'The people of our company',
    route: 'GET /users',
    allow: 'signed-in',
    input: z.object({ q: z.string().trim().max(200).optional(), active: z.boolean().optional() }),
    output: z.object({ items: z.array(User) }),
  }),
  create: operation({
    summary: 'Add a person with a sign-in',
    route: 'POST /users',
    allow: 'users:write',
    input: z.object({
      name: z.string().trim().min(1).max(200),
      email: z.email().max(320),
      role: Role,
      title: z.string().trim().max(200).optional(),
      password: z.string().min(12).max(200).optional().describe('Left out, the person has no sign-in until one is set'),
    }),
    output: User,
  }),
  update: operation({
    summary: 'Change a person, their role, or whether they are active',
    route: 'PATCH /users/{id}',
    allow: 'users:write',
    input: z.object({
      id,
      name: z.string().trim().min(1).max(200).optional(),
      email: z.email().max(320).optional(),
      title: z.string().trim().max(200).nullable().optional(),
      role: Role.optional(),
      active: z.boolean().optional(),
    }),
    output: User,
  }),
  setPassword: operation({
    summary: 'Give a person a sign-in, or a new password',
    route: 'PUT /users/{id}/password',
    allow: 'users:write',
    input: z.object({ id, password: z.string().min(12).max(200) }),
    output: z.object({ id }),
  }),
} satisfies Resource

export const TeamNode = z.object({
  id,
  name: z.string(),
  parentId: id.nullable(),
  members: z.array(z.object({ userId: id, name: z.string(), leads: z.boolean(), active: z.boolean() })),
})

export const teams = {
  list: operation({
    summary: 'Teams, who is above them and who is in them, on a day',
    route: 'GET /teams',
    allow: 'signed-in',
    input: z.object({ on: PlainDate.optional() }),
    output: z.object({ on: PlainDate, items: z.array(TeamNode) }),
  }),
  create: operation({
    summary: 'Create a team',
    route: 'POST /teams',
    allow: 'users:write',
    input: z.object({
      name: z.string().trim().min(1).max(200),
      parentId: id.nullable().default(null),
      from: PlainDate.optional(),
    }),
    output: TeamNode,
  }),
  update: operation({
    summary: 'Rename a team, or put it under another from a day on',
    route: 'PATCH /teams/{id}',
    allow: 'users:write',
    input: z.object({
      id,
      name: z.string().trim().min(1).max(200).optional(),
      parentId: id.nullable().optional(),
      from: PlainDate.optional(),
    }),
    output: TeamNode,
  }),
  setMember: operation({
    summary: 'Put a person in a team, or change whether they lead it, from a day on',
    route: 'PUT /teams/{id}/members/{userId}',
    allow: 'users:write',
    input: z.object({ id, userId: id, leads: z.boolean().default(false), from: PlainDate.optional() }),
    output: TeamNode,
  }),
  removeMember: operation({
    summary: 'Take a person out of a team from a day on',
    route: 'DELETE /teams/{id}/members/{userId}',
    allow: 'users:write',
    input: z.object({ id, userId: id, from: PlainDate.optional() }),
    output: TeamNode,
  }),
} satisfies Resource

export const Quota = z.object({
  id,
  user: z.object({ id, name: z.string() }).nullable(),
  team: z.object({ id, name: z.string() }).nullable(),
  periodStart: PlainDate,
  periodEnd: PlainDate,
  amount: Money,
})

export const quotas = {
  list: operation({
    summary: 'Quotas that overlap a span of days',
    route: 'GET /quotas',
    allow: 'forecast:read',
    input: z.object({ from: PlainDate, to: PlainDate }),
    output: z.object({ items: z.array(Quota) }),
  }),
  set: operation({
    summary: 'Set the quota of a person or a team for a period',
    route: 'PUT /quotas',
    allow: 'settings:write',
    input: z.object({
      userId: id.optional(),
      teamId: id.optional(),
      periodStart: PlainDate,
      periodEnd: PlainDate,
      amount: Money,
    }),
    output: Quota,
  }),
  remove: operation({
    summary: 'Take a quota away',
    route: 'DELETE /quotas/{id}',
    allow: 'settings:write',
    input: z.object({ id }),
    output: Quota,
  }),
} satisfies Resource

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string().nullable(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
})

export const keys = {
  list: operation({
    summary: 'Your API keys',
    route: 'GET /keys',
    allow: 'keys:own',
    input: z.object({}),
    output: z.object({ items: z.array(ApiKey) }),
  }),
  create: operation({
    summary: 'Make an API key that acts as you; its text is shown once',
    route: 'POST /keys',
    allow: 'keys:own',
    input: z.object({ name: z.string().trim().min(1).max(100), expiresInDays: z.int().min(1).max(730).optional() }),
    output: ApiKey.extend({ key: z.string() }),
    secret: true,
  }),
  revoke: operation({
    summary: 'Revoke an API key at once',
    route: 'DELETE /keys/{id}',
    allow: 'keys:own',
    input: z.object({ id: z.string().max(200) }),
    output: z.object({ id: z.string() }),
    confirm: 'Whatever uses the key stops working.',
  }),
} satisfies Resource

export const SavedView = z.object({
  id,
  page: z.string(),
  name: z.string(),
  search: z.record(z.string(), z.unknown()),
  shared: z.boolean(),
  mine: z.boolean(),
})

export const views = {
  list: operation({
    summary: 'Saved views, your own and shared ones',
    route: 'GET /views',
    allow: 'signed-in',
    input: z.object({ page: z.string().max(40).optional() }),
    output: z.object({ items: z.array(SavedView) }),
  }),
  save: operation({
    summary: 'Save the filters of a page under a name',
    route: 'PUT /views',
    allow: 'signed-in',
    input: z.object({
      page: z.string().max(40),
      name: z.string().trim().min(1).max(60),
      search: z.record(z.string(), z.unknown()),
      shared: z.boolean().default(false),
    }),
    output: SavedView,
  }),
  remove: operation({
    summary: 'Delete one of your saved views',
    route: 'DELETE /views/{id}',
    allow: 'signed-in',
    input: z.object({ id }),
    output: z.object({ id }),
  }),
} satisfies Resource
