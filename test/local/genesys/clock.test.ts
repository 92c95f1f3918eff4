import * as fc from 'fast-check';
import { createClock } from '../../../local/genesys/model/clock';

describe('the simulator clock', () => {
  it('runs with real time and is ahead of it by what it was advanced', () => {
    let real = 1000;
    const clock = createClock(() => real);
    clock.advance(500);
    real += 10;

    expect(clock.now()).toBe(1510);
  });

  it('runs appointments in order, each at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 20 }), (delays) => {
        const clock = createClock(() => 0);
        const met: number[] = [];
        for (const delay of delays) clock.schedule(delay, () => met.push(clock.now()));
        clock.advance(1000);
        clock.close();
        expect(met).toEqual(delays.toSorted((left, right) => left - right));
        expect(clock.now()).toBe(1000);
      }),
    );
  });

  it('runs what an appointment arranges on the way', () => {
    const clock = createClock(() => 0);
    const met: string[] = [];
    clock.schedule(10, () => {
      met.push('first');
      clock.schedule(10, () => met.push('second'));
    });
    clock.advance(20);

    expect(met).toEqual(['first', 'second']);
  });

  it('forgets a cancelled appointment', () => {
    const clock = createClock(() => 0);
    let met = false;
    const cancel = clock.schedule(10, () => {
      met = true;
    });
    cancel();
    clock.advance(20);

    expect(met).toBe(false);
  });
});
