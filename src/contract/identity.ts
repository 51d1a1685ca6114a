import { z } from 'zod'
import { Contact } from '../domain/accounts/contact.ts'
import { CERTAINTIES } from '../domain/accounts/identity/person-record.ts'
import { Instant } from '../domain/values/instant.ts'
import { operation, type Resource } from './operation.ts'

const Certainty = z.enum(CERTAINTIES)
const sight = { subject: 'contact', field: 'contact' } as const

/** Two records that may be of one person. */
export const IdentityCandidate = z.object({
  /** The record whose name says more, or that was there first: the one to keep. */
  keep: Contact,
  other: Contact,
  certainty: Certainty,
  weight: z.number(),
  reasons: z.array(z.object({ text: z.string(), weight: z.number() })),
})
export type IdentityCandidate = z.infer<typeof IdentityCandidate>

/** One person with all their records and addresses. */
export const Identity = z.object({
  person: Contact,
  merged: z.array(z.object({ contact: Contact, mergedAt: Instant.nullable(), mergedBy: z.string().nullable() })),
  addresses: z.array(
    z.object({
      mailbox: z.string(),
      contact: z.guid(),
      isPrimary: z.boolean(),
      /** Of a desk such as info@, and so nobody's own. */
      isDesk: z.boolean(),
    }),
  ),
  apartFrom: z.array(Contact),
})
export type Identity = z.infer<typeof Identity>

export const identity = {
  candidates: operation({
    summary: 'Records that may be of one person, with what speaks for and against, the surest first',
    route: 'GET /identity/candidates',
    allow: 'people:read',
    input: z.object({
      account: z.guid().optional(),
      contact: z.guid().optional(),
      certainty: z.array(Certainty).optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    output: z.object({
      total: z.int(),
      counts: z.object({ certain: z.int(), probable: z.int(), possible: z.int() }),
      items: z.array(IdentityCandidate),
    }),
  }),
  addresses: operation({
    summary: 'One person: the records merged into them, all their addresses, and who was said to be somebody else',
    route: 'GET /contacts/{contact}/identity',
    allow: 'people:read',
    input: z.object({ contact: z.guid() }),
    output: Identity,
    sight,
  }),
  merge: operation({
    summary: 'Say that a record is of the same person as another; it can be undone',
    route: 'PUT /contacts/{contact}/merge',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid(), into: z.guid().describe('The record that stays') }),
    output: Identity,
    sight,
  }),
  unmerge: operation({
    summary: 'Make a merged record a person of its own again',
    route: 'DELETE /contacts/{contact}/merge',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid() }),
    output: Identity,
    sight,
  }),
  keepApart: operation({
    summary: 'Say that two records are of two people, so that they are not proposed again',
    route: 'PUT /contacts/{contact}/apart/{other}',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid(), other: z.guid() }),
    output: Identity,
    sight,
  }),
  reconsider: operation({
    summary: 'Take back that two records are of two people',
    route: 'DELETE /contacts/{contact}/apart/{other}',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid(), other: z.guid() }),
    output: Identity,
    sight,
  }),
  addAddress: operation({
    summary: 'Add another address of a person',
    route: 'POST /contacts/{contact}/addresses',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid(), mailbox: z.email().max(320) }),
    output: Identity,
    sight,
  }),
  removeAddress: operation({
    summary: 'Take an address away from a person; their main one is changed on the person',
    route: 'DELETE /contacts/{contact}/addresses/{mailbox}',
    allow: 'accounts:write',
    input: z.object({ contact: z.guid(), mailbox: z.string().min(3).max(320) }),
    output: Identity,
    sight,
  }),
} satisfies Resource
