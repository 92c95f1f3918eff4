import { countTo } from '../../lambda/adapters/metrics';

/** A process of its own, whose standard output is what CloudWatch would read. */
const count = countTo('Namespace');
count('Notifications', 1, { Outcome: 'PARKED' });
count('Sweeps', 1);
