/** The addresses that applications see in place of real ones (platform behaviour §5). */
export class AddressAliases {
  private readonly aliases = new Map<string, string>();

  constructor(private readonly random: () => number) {}

  /** The alias of the address; made when it is asked for the first time. */
  ensure(address: string, alias: string = this.generate()): string {
    const known = this.aliases.get(address);
    if (known !== undefined) {
      return known;
    }
    this.aliases.set(address, alias);
    return alias;
  }

  find(address: string): string | undefined {
    return this.aliases.get(address);
  }

  addressOf(alias: string): string | undefined {
    return [...this.aliases].find(([, candidate]) => candidate === alias)?.[0];
  }

  clear(): void {
    this.aliases.clear();
  }

  /** Never multicast; the locally administered bit is random. */
  private generate(): string {
    const bytes = Array.from({ length: 6 }, () => Math.floor(this.random() * 256));
    return bytes.map((byte, index) => (index === 0 ? byte & 0xfe : byte).toString(16).padStart(2, '0')).join(':');
  }
}
