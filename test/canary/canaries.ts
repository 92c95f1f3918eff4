import type { Canary } from './canary-scan';

/** Message texts of every awkward kind. Each is unlike anything that may be written. */
export const TEXTS: readonly Canary[] = [
  { name: 'plain text', value: 'Kanarie-7Q2 your blue canary has hatched' },
  { name: 'accents', value: 'Ihr Kanarienvögelchen Ünß-4471 ist geschlüpft, señor' },
  { name: 'other scripts', value: 'カナリアが孵化しました 番号八八三一 Канарейка вылупилась' },
  { name: 'emoji', value: 'canary-9Z 🐤🐣🐥 has left 🪺 for good 👩‍👩‍👧' },
  { name: 'quotes', value: `She said "canary-5D's nest is empty" and 'left' \`it\` at that` },
  {
    name: 'lines',
    value: 'canary-3L first line of it\nsecond line of the canary\r\n\tthird, indented line',
  },
  { name: 'backslashes', value: 'C:\\canary-6B\\nest\\u0041 and \\n is no line break here' },
  { name: 'markup', value: '<b>canary-8M</b> &amp; {{7*7}} ${canary} %s %o [object Object]' },
  { name: 'code-like', value: 'canary-code.like.text-1881' },
  { name: 'permission-like', value: 'secretly:canarybird:whispers and nestbox:canarybird:empties' },
  {
    name: 'long text',
    value: `canary-2X ${Array.from({ length: 60 }, (_, i) => `long${i}canary${i * 7919}`).join(' ')}`,
  },
];

/** Allowed as a contact's id, and as telling as a name. */
export const CONTACT: Canary = { name: 'contact', value: 'Wilhelmina.Kanarienvogel-1906' };

/** What the told story and the tests against real servers say to customers. */
export const SAID_IN_TESTS: readonly Canary[] = [
  'Your parcel has been delivered.',
  'Do we know each other?',
  'This one is not allowed.',
  'Can I change my order?',
  'How did we do? Just answer here.',
  'Your parcel arrives between 2 and 4 pm.',
  'Hello, do you need help?',
  'Your parcel is late.',
].map((value) => ({ name: `"${value}"`, value }));
