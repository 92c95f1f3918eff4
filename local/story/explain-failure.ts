import { errorMessage } from '../cloud/error-facts';
import { LaptopError } from '../cloud/laptop-error';
import { StoryError } from './story-error';
import type { Failure } from './story-report';

/** Any error as a code, a sentence and a next step. */
export function explainFailure(error: unknown): Failure {
  if (error instanceof LaptopError || error instanceof StoryError) {
    const { code, message, nextStep } = error;
    return { code, message, nextStep };
  }
  return {
    code: 'UNEXPECTED',
    message: `The story broke off: ${errorMessage(error).replace(/\.+$/, '')}.`,
    nextStep: 'Start again; with --debug it shows where the error came from.',
  };
}
