import { expect, test } from 'vitest'
import { get, i32, i64, set } from './wasm-code.ts'
import { wasmModule } from './wasm-module.ts'

test('every number that is written into a program is the number that it works with', () => {
  const integers = [0, 1, -1, 63, 64, -64, -65, 127, 128, 8_191, 8_192, 2 ** 31 - 1, -(2 ** 31)]
  const longs = [0n, -1n, 64n, 1n << 40n, -(1n << 63n), (1n << 63n) - 1n]
  const memory = run({
    integers: () => integers.flatMap((value, i) => i32.store(i32.const(0), i32.const(value), 200 + 4 * i)),
    longs: () => longs.flatMap((value, i) => i64.store(i32.const(0), i64.const(value), 400 + 8 * i)),
  })
  expect([...new Int32Array(memory, 200, integers.length)]).toEqual(integers)
  expect([...new BigInt64Array(memory, 400, longs.length)]).toEqual(longs)
})

test('a function knows its parameters from its variables', () => {
  const memory = run({
    subtract: ({ parameter, variable }) => {
      const [left, right, difference] = [parameter('i32'), parameter('i32'), variable('i32')]
      return [...set(difference, i32.sub(get(left), get(right))), ...i32.store(i32.const(8), get(difference))]
    },
  })
  expect(new Int32Array(memory)[2]).toBe(44 - 2)
})

/** Calls each function in turn; what the memory holds then. */
function run(functions: Parameters<typeof wasmModule>[0]): ArrayBuffer {
  const memory = new WebAssembly.Memory({ initial: 1 })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmModule(functions)), { host: { memory } })
  for (const does of Object.values(exports)) (does as (left: number, right: number) => void)(44, 2)
  return memory.buffer
}
