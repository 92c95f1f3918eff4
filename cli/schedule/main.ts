import { runProcess } from '../process-io';
import { scheduleCommand } from './command';

/** `npm run schedule -- …` is `npx proactive schedule …`. */
void runProcess(scheduleCommand, process.argv.slice(2));
