/** Which P2P device is behind an interface address: wpa_supplicant's events name now the one, now the other. */
export class AddressBook {
  private readonly devices = new Map<string, string>();
  private readonly ownerInterfaces = new Map<string, string>();

  learn(interfaceAddress: string, deviceAddress: string): void {
    this.devices.set(interfaceAddress, deviceAddress);
  }

  /** P2P device address behind the address; undefined when it is not known to belong to a P2P device. */
  find(address: string): string | undefined {
    return this.devices.get(address);
  }

  /** The P2P device address, or the address itself. */
  deviceOf(address: string): string {
    return this.devices.get(address) ?? address;
  }

  /** An invitation named the interface of the owner's group. */
  learnOwner(interfaceAddress: string, deviceAddress: string): void {
    this.learn(interfaceAddress, deviceAddress);
    this.ownerInterfaces.set(deviceAddress, interfaceAddress);
  }

  /** The address to join a group owner by: a device that was invited knows the owner's interface only. */
  joinAddressOf(deviceAddress: string): string {
    return this.ownerInterfaces.get(deviceAddress) ?? deviceAddress;
  }
}
