import { z } from 'zod'
import { Account, AccountPatch } from '../domain/accounts/account.ts'
import { Contact, ContactPatch } from '../domain/accounts/contact.ts'
import { Segment } from '../domain/opportunities/opportunity.ts'
import { countedPageOf, PageInput, pageOf } from '../domain/values/page.ts'
import { operation, type Resource } from './operation.ts'

const id = z.guid()

export const accounts = {
  list: operation({
    summary: 'List accounts in sight',
    route: 'GET /accounts',
    allow: 'accounts:read',
    input: PageInput.extend({
      q: z.string().trim().max(200).optional(),
      segment: z.array(Segment).optional(),
      industry: z.string().optional(),
      owner: z.guid().optional(),
      parent: z.guid().optional().describe('Only those directly under this account'),
      sort: z.enum(['name', 'open', 'won', 'activity']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    output: pageOf(Account),
  }),
  get: operation({
    summary: 'One account',
    route: 'GET /accounts/{id}',
    allow: 'accounts:read',
    input: z.object({ id: z.string().min(1).max(200).describe('Id or external id of the account') }),
    output: Account,
    sight: { subject: 'account', field: 'id' },
  }),
  create: operation({
    summary: 'Create an account',
    route: 'POST /accounts',
    allow: 'accounts:write',
    input: AccountPatch.extend({ name: z.string().trim().min(1).max(300), ownerId: z.guid().optional() }),
    output: Account,
  }),
  update: operation({
    summary: 'Change fields of an account',
    route: 'PATCH /accounts/{id}',
    allow: 'accounts:write',
    input: AccountPatch.extend({ id }),
    output: Account,
    sight: { subject: 'account', field: 'id' },
  }),
} satisfies Resource

export const contacts = {
  list: operation({
    summary: 'List people at customers in sight',
    route: 'GET /contacts',
    allow: 'people:read',
    input: PageInput.extend({ account: z.guid().optional(), q: z.string().trim().max(200).optional() }),
    output: countedPageOf(Contact),
  }),
  get: operation({
    summary: 'One person at a customer',
    route: 'GET /contacts/{id}',
    allow: 'people:read',
    input: z.object({ id }),
    output: Contact,
    sight: { subject: 'contact', field: 'id' },
  }),
  create: operation({
    summary: 'Add a person at a customer',
    route: 'POST /contacts',
    allow: 'accounts:write',
    input: ContactPatch.extend({ name: z.string().trim().min(1).max(200), accountId: z.guid() }),
    output: Contact,
    sight: { subject: 'account', field: 'accountId' },
  }),
  update: operation({
    summary: 'Change a person, their preferences or do-not-contact',
    route: 'PATCH /contacts/{id}',
    allow: 'accounts:write',
    input: ContactPatch.extend({ id }),
    output: Contact,
    sight: { subject: 'contact', field: 'id' },
  }),
} satisfies Resource
