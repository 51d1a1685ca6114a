const words = (text: string): string[] => text.split(',').map((word) => word.trim())

/** Sectors as CRMs and company directories name them. */
export const SECTORS = words(
  'technology,information technology,software,hardware,medical,healthcare,health care,pharmaceuticals,biotechnology,retail,wholesale,finance,financial services,banking,insurance,marketing,advertising,media,entertainment,telecommunications,telecom,services,professional services,consulting,employment,recruiting,staffing,education,government,public sector,non-profit,manufacturing,industrial,automotive,aerospace,defense,construction,real estate,energy,oil and gas,utilities,mining,chemicals,agriculture,food,food and beverage,hospitality,travel,tourism,transportation,logistics,shipping,electronics,engineering,environmental,apparel,fashion,consumer goods,legal,accounting,security,gaming,sports,machinery,communications,recreation,research,semiconductors,e-commerce,internet',
)

/** Countries by their usual English names. */
export const COUNTRIES = words(
  'Afghanistan,Albania,Algeria,Argentina,Armenia,Australia,Austria,Azerbaijan,Bahrain,Bangladesh,Belarus,Belgium,Bolivia,Bosnia and Herzegovina,Botswana,Brazil,Bulgaria,Cambodia,Cameroon,Canada,Chile,China,Colombia,Costa Rica,Croatia,Cuba,Cyprus,Czech Republic,Czechia,Denmark,Dominican Republic,Ecuador,Egypt,El Salvador,Estonia,Ethiopia,Finland,France,Georgia,Germany,Ghana,Greece,Guatemala,Honduras,Hong Kong,Hungary,Iceland,India,Indonesia,Iran,Iraq,Ireland,Israel,Italy,Jamaica,Japan,Jordan,Kazakhstan,Kenya,Korea,South Korea,North Korea,Kuwait,Latvia,Lebanon,Lithuania,Luxembourg,Malaysia,Malta,Mauritius,Mexico,Moldova,Mongolia,Montenegro,Morocco,Mozambique,Myanmar,Namibia,Nepal,Netherlands,New Zealand,Nicaragua,Nigeria,Norway,Oman,Pakistan,Panama,Paraguay,Peru,Philippines,Poland,Portugal,Qatar,Romania,Russia,Rwanda,Saudi Arabia,Senegal,Serbia,Singapore,Slovakia,Slovenia,South Africa,Spain,Sri Lanka,Sudan,Sweden,Switzerland,Syria,Taiwan,Tanzania,Thailand,Tunisia,Turkey,Uganda,Ukraine,United Arab Emirates,United Kingdom,United States,Uruguay,Uzbekistan,Venezuela,Vietnam,Yemen,Zambia,Zimbabwe',
)
