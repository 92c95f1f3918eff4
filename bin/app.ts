import { App } from 'aws-cdk-lib';
import { parseStageConfig, StageConfigError } from '../lib/config';
import { MessagingStack } from '../lib/messaging-stack';
import { TemplateFileError } from '../lib/template-file';

const app = new App();

try {
  const config = parseStageConfig(
    app.node.tryGetContext('stage'),
    app.node.tryGetContext('stages'),
  );
  new MessagingStack(app, `ProactiveMessaging-${config.stage}`, config);
} catch (error) {
  if (!(error instanceof StageConfigError || error instanceof TemplateFileError)) throw error;
  // The person at the keyboard needs the sentence, not the stack of a synthesis.
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
