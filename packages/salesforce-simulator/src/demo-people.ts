import type { Random } from './random.ts';
import { salesforceId } from './salesforce-id.ts';

/** Somebody whom a demo case is about. Invented: example.com addresses, numbers of the fictional 555-01xx kind. */
export interface DemoPerson {
  readonly contactId: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly phone: string;
  readonly accountName: string;
  readonly language: string;
  readonly prefersSms: boolean;
}

interface Locale {
  readonly language: string;
  readonly firstNames: readonly [string, ...string[]];
  readonly lastNames: readonly [string, ...string[]];
}

const english: Locale = {
  language: 'en',
  firstNames: ['Mira', 'Daniel', 'Grace', 'Tom', 'Aisha', 'Kevin', 'Priya', 'Owen', 'Zoë', 'Marcus', 'Hannah', 'Liam'],
  lastNames: [
    'Okafor',
    'Reed',
    'Nakamura',
    "O'Brien",
    'Patel',
    'Smith',
    'Whitfield',
    'Chen',
    'McAllister',
    'Ng',
    'Brown',
  ],
};
const locales: readonly [Locale, ...Locale[]] = [
  english,
  english,
  english, // about half of all people
  {
    language: 'fr',
    firstNames: ['Chloé', 'Étienne', 'Maëlle', 'Jean-Luc', 'Anaïs', 'François'],
    lastNames: ['Lefèvre', 'Dupont', 'Garçon', 'Saint-Étienne', 'Noël', "L'Hôpital"],
  },
  {
    language: 'de',
    firstNames: ['Jürgen', 'Käthe', 'Sören', 'Lena', 'Björn', 'Anneliese'],
    lastNames: ['Müller', 'Groß', 'Schäfer', 'von der Heide', 'Weiß', 'Brandt'],
  },
  {
    language: 'es',
    firstNames: ['Íñigo', 'María José', 'Lucía', 'Álvaro', 'Nuria', 'Tomás'],
    lastNames: ['García Márquez', 'Núñez', 'Ibáñez', 'Peña', 'Rodríguez', 'Sáenz'],
  },
  {
    language: 'pt',
    firstNames: ['João', 'Conceição', 'Inês', 'Thiago', 'Luísa'],
    lastNames: ['Gonçalves', 'Araújo', 'da Conceição', 'Magalhães', 'Simões'],
  },
  {
    language: 'ja',
    firstNames: ['美咲', '健太', '陽子', '大輔', 'さくら'],
    lastNames: ['佐藤', '鈴木', '渡辺', '山本', '小林'],
  },
];

const accountNames = [
  'Acme Printing & Sons',
  'Burlington Textiles',
  'Café Zürich AG',
  'Dickenson plc',
  'Edge Communications',
  "Farmers' Coop. of Vermont",
  'GenePoint',
  'Grand Hôtel du Lac',
  'Pyramid Construction <Inc.>',
  'sForce',
  'United Oil & Gas',
  '北海道フーズ',
  'Universität "Am Wald"',
] as const satisfies readonly [string, ...string[]];

// biome-ignore format: a list of numbers
const areaCodes = [
  201, 202, 203, 205, 206, 212, 213, 214, 215, 216, 217, 301, 302, 303, 304, 305, 307, 310, 312, 313,
  314, 315, 316, 401, 402, 404, 405, 406, 408, 410, 412, 414, 415, 417, 419, 501, 502, 503, 504, 505,
  507, 508, 509, 510, 512, 513, 515, 601, 602, 603, 605, 606, 607, 608, 609, 612, 614, 615, 616, 617,
  618, 619, 701, 702, 703, 704, 706, 707, 708, 713, 714, 716, 717, 718, 719, 801, 802, 803, 804, 805,
  806, 808, 810, 812, 813, 814, 815, 816, 817, 818, 901, 903, 904, 906, 907, 908, 909, 910, 912, 913,
  914, 915, 916, 918, 919, 920,
];

/** The `index`th person of a seed: always the same one, with an address and Contact id of their own. */
export function demoPerson(seed: number, index: number, random: Random): DemoPerson {
  const locale = random.pick(locales);
  const firstName = random.pick(locale.firstNames);
  const lastName = random.pick(locale.lastNames);
  const number = 100 + (index % 100);
  const areaCode = areaCodes[Math.floor(index / 100) % areaCodes.length];
  return {
    contactId: salesforceId('contact', seed * 1_000_000 + index),
    firstName,
    lastName,
    email: `${addressPart(`${firstName}.${lastName}`)}.${seed.toString(36)}${index}@example.com`,
    phone: random.pick([
      `+1 ${areaCode}-555-0${number}`,
      `+1 (${areaCode}) 555-0${number}`,
      `+1${areaCode}5550${number}`,
    ]),
    accountName: random.pick(accountNames),
    language: locale.language,
    prefersSms: random.chance(0.3),
  };
}

function addressPart(name: string): string {
  const ascii = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z.]+/g, '');
  return /^[a-z]+\.[a-z]+$/.test(ascii) ? ascii : 'person';
}
