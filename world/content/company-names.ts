/** Invented first halves of company names, and what companies of each industry call themselves. */
export const STEMS = (
  'Halden Corvus Tessera Solwey Arkwend Kestren Brightlow Obrienne Pallasan Vantrey Meridow Norvane Elmstrand Quorvale Drayholm Fennwick Galdera Hexham ' +
  'Ilvermoor Jorvenn Kallistad Lorvane Mistral-Ney Nethermere Ostwyn Penhallow Rowanmere Sarkenta Tolvaren Umberline Velmora Wyndale Yarrowby Zephyne ' +
  'Aldermoss Bexworth Calderune Dunmarrow Estavelle Farrowgate Glenmarch Harrowfen Isenbrook Juniperne Kinvara Larkhollow Marrowby Northmoss Oakhaven ' +
  'Pinewarden Quillborne Ravensel Stonelarch Thornquay Ulverdale Vesperell Wrenfold Yewbarrow Ambertide Bluefern Coppergate Dovermoor Emberlyn Foxhallow ' +
  'Greywether Hollowmere Ironvale Jadecrest Kingsferry Lindenau Mooreland Nordhaven Orchardine Pebblebrook Quarrymoor Redfallow Silverlarch Tarnwood ' +
  'Unterwald Valdora Westmarrow Altenried Bramwald Castelroux Delvaux-Ney Ettelmont Frankenthor Grunwaldt Heidenroth Innsbury Jurawell Kaltenau Lioncourt ' +
  'Montrelle Neuhaven Ostrevant Pontarion Reventhal Sauvelle Trevignac Villemarin Wiesenthor Zellmark Abernoth Bonavera Cassowell Dorvane Elderlin ' +
  'Fairmoor Gallowine Hartsmere Ivarsen Jessamere Kelvenor Lowmarsh Maplegrave Newtarn Orrinway Parrowdale Rushmarch Sandholt Tidemarsh'
).split(' ')

export interface Industry {
  readonly name: string
  readonly nouns: readonly string[]
}

export const INDUSTRIES: readonly Industry[] = [
  { name: 'Banking', nouns: ['Bank', 'Savings Bank', 'Private Bank', 'Commercial Bank', 'Credit Union'] },
  { name: 'Insurance', nouns: ['Insurance', 'Mutual', 'Reinsurance', 'Life', 'Assurance'] },
  { name: 'Logistics', nouns: ['Freight', 'Logistics', 'Shipping', 'Cold Chain', 'Parcel'] },
  { name: 'Retail', nouns: ['Retail', 'Stores', 'Home', 'Fashion', 'Grocers'] },
  { name: 'Manufacturing', nouns: ['Steel', 'Robotics', 'Tooling', 'Castings', 'Precision'] },
  { name: 'Energy', nouns: ['Energy', 'Grid', 'Renewables', 'Power', 'Utilities'] },
  { name: 'Healthcare', nouns: ['Health', 'Clinics', 'Labs', 'Diagnostics', 'Care'] },
  { name: 'Travel', nouns: ['Aviation', 'Rail', 'Hotels', 'Travel', 'Ferries'] },
  { name: 'Software', nouns: ['Software', 'Systems', 'Cloud', 'Data', 'Networks'] },
  { name: 'Food', nouns: ['Foods', 'Dairies', 'Beverages', 'Bakeries', 'Produce'] },
  { name: 'Telecommunications', nouns: ['Telecom', 'Mobile', 'Broadband', 'Fibre'] },
  { name: 'Public sector', nouns: ['County Council', 'Port Authority', 'University', 'Transit'] },
]

export interface Place {
  readonly city: string
  readonly country: string
  readonly currency: 'USD' | 'EUR' | 'GBP'
  readonly language: 'en' | 'de' | 'fr'
  /** Hours between the place and UTC, without summer time. */
  readonly offset: number
  /** Start of a number range set aside for fiction, completed by three digits. */
  readonly phone: string
}

const place = (
  city: string,
  country: string,
  currency: Place['currency'],
  language: Place['language'],
  offset: number,
  phone: string,
): Place => ({
  city,
  country,
  currency,
  language,
  offset,
  phone,
})

export const AMERICAS: readonly Place[] = [
  place('Boston', 'United States', 'USD', 'en', -5, '+1 617 555 0'),
  place('Chicago', 'United States', 'USD', 'en', -6, '+1 312 555 0'),
  place('Denver', 'United States', 'USD', 'en', -7, '+1 303 555 0'),
  place('Seattle', 'United States', 'USD', 'en', -8, '+1 206 555 0'),
  place('Atlanta', 'United States', 'USD', 'en', -5, '+1 404 555 0'),
  place('Minneapolis', 'United States', 'USD', 'en', -6, '+1 612 555 0'),
  place('Toronto', 'Canada', 'USD', 'en', -5, '+1 416 555 0'),
  place('Montreal', 'Canada', 'USD', 'fr', -5, '+1 514 555 0'),
]

export const EUROPE: readonly Place[] = [
  place('London', 'United Kingdom', 'GBP', 'en', 0, '+44 20 7946 0'),
  place('Manchester', 'United Kingdom', 'GBP', 'en', 0, '+44 161 496 0'),
  place('Leeds', 'United Kingdom', 'GBP', 'en', 0, '+44 113 496 0'),
  place('Dublin', 'Ireland', 'EUR', 'en', 0, '+353 20 910 0'),
  place('Berlin', 'Germany', 'EUR', 'de', 1, '+49 30 23125 '),
  place('Hamburg', 'Germany', 'EUR', 'de', 1, '+49 40 66969 '),
  place('Munich', 'Germany', 'EUR', 'de', 1, '+49 89 99998 '),
  place('Paris', 'France', 'EUR', 'fr', 1, '+33 1 99 00 4'),
  place('Lyon', 'France', 'EUR', 'fr', 1, '+33 4 65 71 3'),
  place('Stockholm', 'Sweden', 'EUR', 'en', 1, '+46 8 465 004 '),
]
