import type { Ctx } from './context.ts'

/** A handler that has something figured before the transaction of its change begins. */
export interface FiguredFirst<I, F, O> {
  (ctx: Ctx, input: I, figured?: F): Promise<O>
  readonly figure: (ctx: Ctx, input: I) => Promise<F>
}

/**
 * A change that rests on something which takes long. `dispatch` has it figured, with the same rights, before the transaction
 * begins: the database ends a transaction that waits for minutes, and everybody behind its locks would wait as well.
 */
export function figuredFirst<I, F, O>(
  figure: (ctx: Ctx, input: I) => Promise<F>,
  change: (ctx: Ctx, input: I, figured: F) => Promise<O>,
): FiguredFirst<I, F, O> {
  return Object.assign(async (ctx: Ctx, input: I, figured?: F) => change(ctx, input, figured ?? (await figure(ctx, input))), {
    figure,
  })
}
