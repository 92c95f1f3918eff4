import { describeAnywhere } from './quiet-hours-anywhere';

describeAnywhere({ messages: 100_000, years: 3 });
