/** Stable codes: scripts and tests match on these, never on the sentences. */
export type LaptopErrorCode =
  | 'PYTHON_MISSING'
  | 'PYTHON_TOO_OLD'
  | 'EMULATOR_INSTALL_FAILED'
  | 'NO_NETWORK'
  | 'PORT_IN_USE'
  | 'EMULATOR_NOT_READY'
  | 'EMULATOR_DIED'
  | 'SYNTH_FAILED'
  | 'DEPLOY_FAILED'
  | 'NOT_BOOTSTRAPPED'
  | 'CREDENTIALS_MISSING'
  | 'ENDPOINT_UNREACHABLE';

export interface LaptopErrorDetails {
  /** What was wrong, where, what was found and what was expected. */
  readonly message: string;
  /** One sentence that tells the reader what to do now. */
  readonly nextStep: string;
  readonly cause?: unknown;
}

/** Something on this machine keeps the laptop run from starting; it is never about the product's own rules. */
export class LaptopError extends Error {
  override readonly name = 'LaptopError';
  readonly code: LaptopErrorCode;
  readonly nextStep: string;

  constructor(code: LaptopErrorCode, details: LaptopErrorDetails) {
    super(details.message, { cause: details.cause });
    this.code = code;
    this.nextStep = details.nextStep;
  }
}
