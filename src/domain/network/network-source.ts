import { z } from 'zod'

/**
 * Where somebody not yet on a deal is known from: the CRM's people of the account; copied on mail; guest of a meeting; an
 * imported list of a professional network.
 */
export const NETWORK_SOURCES = ['crm_account', 'email_cc', 'meeting_guest', 'network'] as const
export const NetworkSource = z.enum(NETWORK_SOURCES)
export type NetworkSource = z.infer<typeof NetworkSource>
