import { normalQuantile } from '../normal/normal-quantile.ts'
import { stream, uniform, type Stream } from '../random/stream.ts'
import type { SequenceSetting } from './sequences.ts'

const BATCH = 32
/** The gradient of a batch is shortened to this length: one odd deal must not throw the rest away. */
const LONGEST_GRADIENT = 5

/**
 * Adds the loss of one sequence, times `weight`, to nothing but `gradient` and returns it (unpenalised, in nats).
 * `happened` is 1 or 0.
 */
export type LossOf = (parameters: Float64Array, sequence: number, weight: number, gradient: Float64Array) => number

/**
 * Adam (D. Kingma and J. Ba, ICLR (2015); .9, .999, 1e-8) on batches of 32 in an order drawn anew for each epoch; the step falls
 * along half a cosine to a tenth of `learningRate`. `penalised[j]` is 1 where the l2 penalty reaches. Changes `parameters`.
 */
export function descend(
  parameters: Float64Array,
  penalised: Uint8Array,
  count: number,
  lossOf: LossOf,
  setting: SequenceSetting,
): void {
  const gradient = new Float64Array(parameters.length)
  const first = new Float64Array(parameters.length)
  const second = new Float64Array(parameters.length)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  const steps = setting.epochs * Math.ceil(count / BATCH)
  let step = 0
  for (let epoch = 0; epoch < setting.epochs; epoch++) {
    shuffle(order, stream(setting.seed, `epoch ${epoch}`))
    for (let start = 0; start < count; start += BATCH) {
      const batch = order.subarray(start, start + BATCH)
      gradient.fill(0)
      let mass = 0
      for (const i of batch) {
        const weight = setting.weights === null ? 1 : setting.weights[i]!
        if (weight > 0) lossOf(parameters, i, weight, gradient)
        mass += weight
      }
      if (mass <= 0) continue
      step += 1
      let length = 0
      for (let j = 0; j < gradient.length; j++) {
        gradient[j] = gradient[j]! / mass + setting.l2 * penalised[j]! * parameters[j]!
        length += gradient[j]! ** 2
      }
      const shorten = Math.min(1, LONGEST_GRADIENT / Math.sqrt(Math.max(1e-300, length)))
      const rate = setting.learningRate * (0.55 + 0.45 * Math.cos((Math.PI * step) / steps))
      const scale = (rate * Math.sqrt(1 - 0.999 ** step)) / (1 - 0.9 ** step)
      for (let j = 0; j < gradient.length; j++) {
        const g = gradient[j]! * shorten
        first[j] = 0.9 * first[j]! + 0.1 * g
        second[j] = 0.999 * second[j]! + 0.001 * g * g
        parameters[j]! -= (scale * first[j]!) / (Math.sqrt(second[j]!) + 1e-8)
      }
    }
  }
}

/** Normal draws of the given standard deviation into `parameters[from .. to)`. */
export function drawInto(parameters: Float64Array, from: number, to: number, deviation: number, source: Stream): void {
  for (let j = from; j < to; j++) parameters[j] = deviation * normalQuantile(uniform(source))
}

function shuffle(order: Uint32Array, source: Stream): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(source) * (i + 1))
    const held = order[i]!
    order[i] = order[j]!
    order[j] = held
  }
}
