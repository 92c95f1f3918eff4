import { runProcess } from '../process-io';
import { planCommand } from './command';

/** `npm run plan -- …` is `npx proactive plan …`. */
void runProcess(planCommand, process.argv.slice(2));
