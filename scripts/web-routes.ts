import type { Plugin } from 'vite'
import { api } from '../src/contract/api.ts'
import type { Operation } from '../src/contract/operation.ts'

const NAME = 'virtual:routes'

/** Gives pages the routes of the contract as plain data: a tenth of what it weighs with its schemas. */
export function webRoutes(): Plugin {
  return {
    name: 'quarterdeck-routes',
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load(id) {
      if (id !== `\0${NAME}`) return undefined
      const routes = Object.entries(api).map(([noun, resource]) => [
        noun,
        Object.fromEntries(
          Object.entries(resource as Record<string, Operation>).map(([verb, { route, reads }]) => [
            verb,
            reads ? { route, reads } : { route },
          ]),
        ),
      ])
      return `export default ${JSON.stringify(Object.fromEntries(routes))}`
    },
  }
}
