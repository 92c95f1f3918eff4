import { runProcess } from '../process-io';
import { doctorCommand } from './command';

/** `npm run doctor -- …` is `npx proactive doctor …`. */
void runProcess(doctorCommand, process.argv.slice(2));
