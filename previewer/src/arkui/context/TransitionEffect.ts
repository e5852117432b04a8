/** Accepted by `.transition()`; components appear and disappear without it. */
export class TransitionEffect {
  static readonly IDENTITY = new TransitionEffect();
  static readonly OPACITY = new TransitionEffect();
  static readonly SLIDE = new TransitionEffect();
  static readonly SLIDE_SWITCH = new TransitionEffect();

  static opacity(): TransitionEffect {
    return new TransitionEffect();
  }

  static translate(): TransitionEffect {
    return new TransitionEffect();
  }

  static scale(): TransitionEffect {
    return new TransitionEffect();
  }

  static rotate(): TransitionEffect {
    return new TransitionEffect();
  }

  static move(): TransitionEffect {
    return new TransitionEffect();
  }

  static asymmetric(): TransitionEffect {
    return new TransitionEffect();
  }

  animation(): this {
    return this;
  }

  combine(): this {
    return this;
  }
}
