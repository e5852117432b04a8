/** Values of the SDK's enums by dotted name: `wifiManager.GroupOwnerBand`. */
export type SdkEnums = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

/** The enums of one namespace by their own names. */
export function enumsOf(namespace: string, enums: SdkEnums): SdkEnums {
  const prefix = `${namespace}.`;
  const entries = Object.entries(enums).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(entries.map(([name, values]) => [name.slice(prefix.length), values]));
}
