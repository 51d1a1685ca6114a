import { z } from 'zod'
import { CurrencyCode } from '../values/money.ts'
import { ChampionSettings } from './champion-settings.ts'
import { SponsorSettings } from './sponsor-settings.ts'
import { RoleSettings } from './role-settings.ts'
import { ThreadingSettings } from './threading-settings.ts'
import { WebAddress } from './web-address.ts'

/** Everything a company may set, with the value that holds until it does. */
export const Settings = z.object({
  companyName: z.string().trim().min(1).max(200).default('Your company'),
  /** Where people reach this server; null leaves links in messages without it. */
  webAddress: WebAddress.nullable().default(null),
  baseCurrency: CurrencyCode.default('USD'),
  /** The month (1 to 12) that the fiscal year begins in; the year is named after the calendar year in which it ends. */
  fiscalYearStartMonth: z.int().min(1).max(12).default(1),
  /** First weekday of a forecast week: 1 Monday to 7 Sunday. */
  weekStart: z.int().min(1).max(7).default(1),
  threading: ThreadingSettings.prefault({}),
  champions: ChampionSettings.prefault({}),
  roles: RoleSettings.prefault({}),
  sponsors: SponsorSettings.prefault({}),
  forecast: z
    .object({
      paths: z.int().min(1_000).max(50_000).default(10_000),
      seed: z.int().min(0).default(1),
      /** Deals that must have closed since the model in use was fitted before another is tried. */
      retrainAfter: z.int().min(10).max(10_000).default(50),
    })
    .prefault({}),
})
export type Settings = z.infer<typeof Settings>

export const DEFAULT_SETTINGS: Settings = Settings.parse({})
