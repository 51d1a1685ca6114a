import { unsigned, VALUE_TYPES, type Code, type Local, type ValueType } from './wasm-code.ts'

/** What a function's body asks for: its parameters first, in their order, then its variables, which begin at 0. */
export interface Locals {
  parameter(type: ValueType): Local
  variable(type: ValueType): Local
}

/** The bytes of a module that exports these functions, which answer nothing, over the memory that it imports as host.memory. */
export function wasmModule(functions: Readonly<Record<string, (locals: Locals) => Code>>): Uint8Array<ArrayBuffer> {
  const written = Object.entries(functions).map(([title, body]) => ({ title, ...functionOf(body) }))
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(
      1,
      written.map(({ parameters }) => [0x60, ...typesOf(parameters), 0]),
    ),
    ...section(2, [[...name('host'), ...name('memory'), 0x02, 0x00, 0]]),
    ...section(
      3,
      written.map((_, i) => unsigned(i)),
    ),
    ...section(
      7,
      written.map(({ title }, i) => [...name(title), 0x00, ...unsigned(i)]),
    ),
    ...section(
      10,
      written.map(({ bytes }) => [...unsigned(bytes.length), ...bytes]),
    ),
  ])
}

function functionOf(body: (locals: Locals) => Code): { parameters: ValueType[]; bytes: Code } {
  const parameters: ValueType[] = []
  const variables: ValueType[] = []
  const code = body({
    parameter: (type) => ({ index: parameters.push(type) - 1 }),
    variable: (type) => ({ index: parameters.length + variables.push(type) - 1 }),
  })
  return { parameters, bytes: [...list(variables.map((type) => [1, VALUE_TYPES[type]])), ...code, 0x0b] }
}

function typesOf(types: readonly ValueType[]): Code {
  return list(types.map((type) => [VALUE_TYPES[type]]))
}

function section(id: number, entries: readonly Code[]): Code {
  const content = list(entries)
  return [id, ...unsigned(content.length), ...content]
}

function list(entries: readonly Code[]): Code {
  return [...unsigned(entries.length), ...entries.flat()]
}

function name(text: string): Code {
  return list([...text].map((character) => [character.charCodeAt(0)]))
}
