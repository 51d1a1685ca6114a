import { z } from 'zod'
import { Activity, ActivityKind, Direction, Sentiment } from '../domain/activities/activity.ts'
import { Instant } from '../domain/values/instant.ts'
import { countedPageOf, PageInput } from '../domain/values/page.ts'
import { operation, type Resource } from './operation.ts'

export const activities = {
  list: operation({
    summary: 'What happened on a deal, at an account or with a person, newest first',
    route: 'GET /activities',
    allow: 'activities:read',
    input: PageInput.extend({
      deal: z.guid().optional(),
      account: z.guid().optional(),
      contact: z.guid().optional(),
      kind: z.array(ActivityKind).optional(),
    }),
    output: countedPageOf(Activity),
  }),
  log: operation({
    summary: 'Log a call, meeting, mail, task or note',
    route: 'POST /activities',
    allow: 'activities:write',
    input: z.object({
      kind: ActivityKind,
      subject: z.string().trim().min(1).max(500),
      body: z.string().trim().max(20_000).optional(),
      direction: Direction.optional(),
      sentiment: Sentiment.optional(),
      occurredAt: Instant.optional(),
      durationMinutes: z.int().min(0).max(10_000).optional(),
      deal: z.guid().optional(),
      account: z.guid().optional(),
      contacts: z.array(z.guid()).max(200).default([]),
    }),
    output: Activity,
    sight: { subject: 'opportunity', field: 'deal' },
  }),
} satisfies Resource
