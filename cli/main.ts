import tab from '@bomb.sh/tab/commander';
import type { Command } from 'commander';
import type { CommandIo } from './command-io';
import { proactiveCommand } from './proactive';
import { runProcess } from './process-io';

/** `npx proactive`, with the words a shell completes. */
const withCompletion = (io: CommandIo): Command => {
  const program = proactiveCommand(io);
  tab(program);
  return program;
};

void runProcess(withCompletion, process.argv.slice(2));
