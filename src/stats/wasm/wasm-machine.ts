/** What of WebAssembly is used: every engine has it, but it is not part of the language's own library. */
interface WebAssemblyHost {
  validate: (bytes: Uint8Array) => boolean
  Memory: new (size: { initial: number }) => Memory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: { host: { memory: Memory } }) => { readonly exports: object }
}

interface Memory {
  readonly buffer: ArrayBuffer
  grow: (pages: number) => number
}

/** A program that is ready to run, and the memory that it works on. */
export interface WasmMachine<Name extends string> {
  readonly run: Readonly<Record<Name, (...parameters: readonly number[]) => void>>
  /** The memory, of so many bytes at least. Once taken it is kept; what was seen of it before it grew is seen no longer. */
  readonly memoryOf: (bytes: number) => ArrayBuffer
}

const PAGE_BYTES = 65_536

/** Null where the engine, or how the computer writes its numbers, does not allow it. */
export function wasmMachine<Name extends string>(program: Uint8Array): WasmMachine<Name> | null {
  const host = (globalThis as { WebAssembly?: WebAssemblyHost }).WebAssembly
  const lowestFirst = new Uint8Array(new Int32Array([1]).buffer)[0] === 1
  if (!host?.validate(program) || !lowestFirst) return null
  const memory = new host.Memory({ initial: 1 })
  const { exports } = new host.Instance(new host.Module(program), { host: { memory } })
  return {
    run: exports as WasmMachine<Name>['run'],
    memoryOf: (bytes) => {
      const missing = bytes - memory.buffer.byteLength
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES))
      return memory.buffer
    },
  }
}
