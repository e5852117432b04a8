export enum LengthUnit {
  PX = 0,
  VP = 1,
  FP = 2,
  PERCENT = 3,
  LPX = 4,
}

/** Pixels in one vp, and lpx in one vp, of the previewer's screens. */
const PIXELS = 3;
const LPX = 2;

export class LengthMetrics {
  constructor(readonly value: number, readonly unit: LengthUnit = LengthUnit.VP) {}

  static px(value: number): LengthMetrics {
    return new LengthMetrics(value, LengthUnit.PX);
  }

  static vp(value: number): LengthMetrics {
    return new LengthMetrics(value, LengthUnit.VP);
  }

  static fp(value: number): LengthMetrics {
    return new LengthMetrics(value, LengthUnit.FP);
  }

  static percent(value: number): LengthMetrics {
    return new LengthMetrics(value, LengthUnit.PERCENT);
  }

  static lpx(value: number): LengthMetrics {
    return new LengthMetrics(value, LengthUnit.LPX);
  }

  static resource(value: unknown): unknown {
    return value;
  }

  /** In vp, or with `%`. */
  present(): number | string {
    switch (this.unit) {
      case LengthUnit.PERCENT:
        return `${this.value * 100}%`;
      case LengthUnit.PX:
        return this.value / PIXELS;
      case LengthUnit.LPX:
        return this.value / LPX;
      default:
        return this.value;
    }
  }
}
