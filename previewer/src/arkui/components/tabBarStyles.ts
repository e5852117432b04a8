/** What the styles for `TabContent.tabBar` have in common: text and icon are shown, styling calls are accepted. */
abstract class TabBarStyle {
  private key: string | undefined;

  abstract present(): object;

  id(value: string): this {
    this.key = value;
    return this;
  }

  labelStyle(): this {
    return this;
  }

  padding(): this {
    return this;
  }

  protected identity(): object {
    return this.key === undefined ? {} : { id: this.key };
  }
}

export class SubTabBarStyle extends TabBarStyle {
  constructor(private readonly content: unknown) {
    super();
  }

  static of(content: unknown): SubTabBarStyle {
    return new SubTabBarStyle(content);
  }

  indicator(): this {
    return this;
  }

  selectedMode(): this {
    return this;
  }

  board(): this {
    return this;
  }

  present(): object {
    return { text: this.content, ...this.identity() };
  }
}

export class BottomTabBarStyle extends TabBarStyle {
  constructor(private readonly icon: unknown, private readonly text: unknown) {
    super();
  }

  static of(icon: unknown, text: unknown): BottomTabBarStyle {
    return new BottomTabBarStyle(icon, text);
  }

  layoutMode(): this {
    return this;
  }

  verticalAlign(): this {
    return this;
  }

  symmetricExtensible(): this {
    return this;
  }

  iconStyle(): this {
    return this;
  }

  present(): object {
    return { text: this.text, icon: this.icon, ...this.identity() };
  }
}
