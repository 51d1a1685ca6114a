import type { Api } from '../../contract/api.ts'
import type { Handlers } from '../../contract/operation.ts'
import type { Ctx } from '../platform/context.ts'
import { importList } from './import-list.ts'
import { recommend } from './recommend.ts'

export const operations: Handlers<Api['network'], Ctx> = { recommend, import: importList }
