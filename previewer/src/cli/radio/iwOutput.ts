export interface ListedInterface {
  name: string;
  /** Such as phy0. */
  phy: string;
  /** `managed` for a station. */
  type: string;
}

/** What `iw dev` prints. */
export function readInterfaces(output: string): ListedInterface[] {
  const interfaces: ListedInterface[] = [];
  let phy = '';
  for (const line of output.split('\n')) {
    const [, number] = /^phy#(\d+)/.exec(line) ?? [];
    const [, name] = /^\tInterface (\S+)/.exec(line) ?? [];
    const [, type] = /^\t\ttype (.+)$/.exec(line) ?? [];
    const last = interfaces.at(-1);
    if (number !== undefined) {
      phy = `phy${number}`;
    } else if (name !== undefined) {
      interfaces.push({ name, phy, type: '' });
    } else if (type !== undefined && last?.phy === phy && last.type === '') {
      last.type = type;
    }
  }
  return interfaces;
}

/** What `iw phy` prints: the interface modes that each radio supports, by its name. */
export function readModes(output: string): Map<string, string[]> {
  const modes = new Map<string, string[]>();
  let list: string[] = [];
  let isInModes = false;
  for (const line of output.split('\n')) {
    const [, phy] = /^Wiphy (\S+)/.exec(line) ?? [];
    const [, mode] = /^\t\t \* (.+)$/.exec(line) ?? [];
    if (phy !== undefined) {
      list = [];
      modes.set(phy, list);
      isInModes = false;
    } else if (isInModes && mode !== undefined) {
      list.push(mode);
    } else {
      isInModes = line.startsWith('\tSupported interface modes:');
    }
  }
  return modes;
}
