import { z } from 'zod'

/** The address that people type to reach this server: nothing in it that a chat or a mail would read as anything else. */
export const WebAddress = z
  .string()
  .trim()
  .max(200)
  .regex(/^https?:\/\/[\w.-]+(:\d+)?(\/[\w./~-]*)?$/, 'An address is like https://deals.example.com.')
