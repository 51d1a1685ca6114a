import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const imports = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(root, join(root, dirname(file), path ?? '')),
  )
const product = globSync('src/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.'))

test('nothing that forecasts can see a simulated company: only the binary makes one, as an export', () => {
  const seen = product.flatMap((file) =>
    imports(file)
      .filter((to) => to.startsWith('world/'))
      .map((to) => `${file} → ${to}`),
  )
  expect(product.length).toBeGreaterThan(300)
  expect(seen.sort()).toEqual(['src/main.ts → world/command.ts', 'src/main.ts → world/demo.ts'])
})

test('what is known of a company only in truth is out of reach of its journal', () => {
  const reached = new Set<string>()
  const queue = globSync('world/journal/*.ts', { cwd: root })
  for (const file of queue)
    for (const to of imports(file))
      if (to.startsWith('world/') && !reached.has(to)) {
        reached.add(to)
        queue.push(to)
      }
  expect(reached.size).toBeGreaterThan(20)
  expect([...reached].filter((file) => file.startsWith('world/oracle/') || file.includes('truth'))).toEqual([])
  // What the simulation keeps of people's lives while they happen is for whoever writes the truth down.
  const telling = globSync('world/journal/*.ts', { cwd: root }).filter((file) =>
    /\b(lived|truth)\b/i.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(telling).toEqual([])
})
