import type { AllHandlers } from './platform/dispatch.ts'

/** Every noun's operations. A noun that the contract names and this leaves out does not compile. */
export const handlers: Partial<AllHandlers> = {}
