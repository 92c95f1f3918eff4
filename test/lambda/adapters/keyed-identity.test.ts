import * as fc from 'fast-check';
import { createKeyedIdentity } from '../../../lambda/adapters/keyed-identity';
import { parseInput } from '../../../lambda/contract/problems';
import { knownNotificationSchema } from '../../../lambda/contract/request-events';

const identity = (pepper = 'pepper') => createKeyedIdentity(async () => pepper);
const words = fc.array(fc.string(), { maxLength: 4 });

describe('createKeyedIdentity', () => {
  it('gives the same words the same key', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (some) => {
        expect(await identity().keyedHash(some)).toBe(await identity().keyedHash([...some]));
      }),
    );
  });

  it('gives different words different keys', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (some, others) => {
        fc.pre(JSON.stringify(some) !== JSON.stringify(others));

        expect(await identity().keyedHash(some)).not.toBe(await identity().keyedHash(others));
      }),
    );
  });

  it('tells words apart that are split differently', async () => {
    const split = fc.tuple(fc.string({ minLength: 2 }), fc.nat(), fc.nat());

    await fc.assert(
      fc.asyncProperty(split, async ([text, a, b]) => {
        const [first, second] = [a % text.length, b % text.length];
        fc.pre(first !== second);
        const keyAt = (at: number) => identity().keyedHash([text.slice(0, at), text.slice(at)]);

        expect(await keyAt(first)).not.toBe(await keyAt(second));
      }),
    );
  });

  it('makes keys that the contract lets in', async () => {
    const notificationKey = await identity().keyedHash(['notification', 'contact-1']);

    expect(parseInput(knownNotificationSchema, { notificationKey }).kind).toBe('valid');
  });

  it('makes other keys under another pepper', async () => {
    expect(await identity('a').keyedHash(['x'])).not.toBe(await identity('b').keyedHash(['x']));
  });

  it('computes the key that anyone who holds the pepper can compute', async () => {
    // printf '["x"]' | openssl dgst -sha256 -hmac pepper -binary | base32
    expect(await identity().keyedHash(['x'])).toBe(
      'OTVXOZ4E3VR3T47OZ6JWARY4T3HNLLFWKTXO5M5S5NJ3GTAUWTHQ',
    );
  });

  it('reads the pepper once for all who ask', async () => {
    let reads = 0;
    const { keyedHash } = createKeyedIdentity(async () => `pepper-${(reads += 1)}`);

    await Promise.all([keyedHash(['a']), keyedHash(['b']), keyedHash(['c'])]);

    expect(reads).toBe(1);
  });

  it('asks again after a pepper that could not be read', async () => {
    let reads = 0;
    const { keyedHash } = createKeyedIdentity(async () => {
      reads += 1;
      if (reads === 1) throw new Error('throttled');
      return 'pepper';
    });
    await expect(keyedHash(['x'])).rejects.toThrow('throttled');

    expect(await keyedHash(['x'])).toBe(await identity().keyedHash(['x']));
  });

  it('names every owner differently', () => {
    const { newOwner } = identity();

    expect(new Set(Array.from({ length: 100 }, newOwner)).size).toBe(100);
  });
});
