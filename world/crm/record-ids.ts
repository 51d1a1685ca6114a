const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

const PREFIX = {
  user: '005',
  role: '00E',
  account: '001',
  contact: '003',
  product: '01t',
  stage: '01J',
  opportunity: '006',
  history: '008',
  fieldHistory: '017',
  contactRole: '00K',
  lineItem: '00k',
  task: '00T',
  event: '00U',
  eventRelation: '0RE',
  email: '02s',
  quota: '0J9',
  rate: '04w',
} as const

/** Hands out record ids, counting up per object from the number after the given one. */
export class RecordIds {
  private readonly used = new Map<string, number>()
  private readonly from: number

  constructor(from = 0) {
    this.from = from
  }

  next(object: keyof typeof PREFIX): string {
    const number = (this.used.get(object) ?? this.from) + 1
    this.used.set(object, number)
    return recordId(PREFIX[object], number)
  }
}

/** An 18-character id as Salesforce writes it: 15 case-sensitive characters and 3 that say which of them are capitals. */
export function recordId(prefix: string, number: number): string {
  let tail = ''
  for (let left = number; tail.length < 7; left = Math.floor(left / 62)) tail = DIGITS.charAt(left % 62) + tail
  const id = `${prefix}Lw000${tail}`
  let check = ''
  for (let block = 0; block < 3; block++) {
    let bits = 0
    for (let i = 0; i < 5; i++) {
      const letter = id.charAt(block * 5 + i)
      if (letter >= 'A' && letter <= 'Z') bits |= 1 << i
    }
    check += CHECK.charAt(bits)
  }
  return id + check
}
