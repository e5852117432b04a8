import { WifiFault } from '../../wifi/WifiApi.js';

/** Internal number → the code that P2P functions show and the text of the message (platform behaviour §1.2). */
const FAULTS: Readonly<Record<number, readonly [code: number, text: string]>> = {
  1: [2801000, 'Operation failed.'],
  2: [801, 'Capability not supported.'],
  3: [401, 'Parameter error.'],
  6: [201, 'Permission denied.'],
  14: [2801000, 'Configuration is invalid.'],
  15: [2801001, 'Wi-Fi P2P disabled.'],
  21: [202, 'non-system application.'],
};
const UNMAPPED_CODE = 2801000;

export const INVALID_PARAMETER = 3;
export const NOT_SUPPORTED = 2;
export const INVALID_CONFIGURATION = 14;

/** Rejection of a promise and first argument of a callback: a plain object. */
export interface WifiFailure {
  code: number;
  message: string;
  data: null;
}

/** What synchronous functions, `on` and `off` throw: an Error whose code is a string. */
export function thrownFault(internalCode: number): Error {
  const { code, message } = describe(internalCode);
  return Object.assign(new Error(message), { code: String(code) });
}

/** The platform's view of whatever the service threw; an error that is none of its faults passes through. */
export function asThrown(error: unknown): unknown {
  return error instanceof WifiFault ? thrownFault(error.internalCode) : error;
}

/** As `asThrown`, for promises and callbacks. */
export function asFailure(error: unknown): unknown {
  return error instanceof WifiFault ? { ...describe(error.internalCode), data: null } satisfies WifiFailure : error;
}

function describe(internalCode: number): { code: number; message: string } {
  const fault = FAULTS[internalCode];
  return fault === undefined
    ? { code: UNMAPPED_CODE, message: 'Inner error.' }
    : { code: fault[0], message: `BussinessError ${internalCode}: ${fault[1]}` };
}
