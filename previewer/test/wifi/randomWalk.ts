import fc from 'fast-check';
import type { SupplicantEvent } from '../../src/supplicant/events.js';
import type { P2pBinding, WifiSettings } from '../../src/wifi/WifiApi.js';
import { config, createWorld, faultOf, type Phone, type World } from './phones.js';

const commands = [
  'discoverAll', 'discover', 'stopDiscover', 'openPage', 'closePage',
  'createTemporary', 'createNamed', 'createPersistent', 'restart', 'createNonsense', 'removeGroup',
  'connect', 'connect', 'connectUnknown', 'cancel', 'accept', 'accept', 'reject',
  'switchWifi', 'crash', 'comeOrGo',
] as const;

/** One thing that happens to a device, and the milliseconds until the next one. */
export interface Step {
  command: (typeof commands)[number];
  phone: number;
  other: number;
  wait: number;
}

export interface Walk {
  seed: number;
  /** How far the devices have come before the first step. */
  start: 'strangers' | 'known' | 'persistentGroup' | 'negotiatedGroup';
  phones: Partial<WifiSettings>[];
  steps: Step[];
}

const phone = fc.record({
  groupOwnerIntent: fc.constantFrom(0, 6, 15),
  credentialJoin: fc.boolean(),
  dhcp: fc.oneof(
    { weight: 5, arbitrary: fc.constant({ least: 500, most: 2000 } as const) },
    { weight: 1, arbitrary: fc.constant('fails' as const) },
  ),
});

const step: fc.Arbitrary<Step> = fc.record({
  command: fc.constantFrom(...commands),
  phone: fc.nat(3),
  other: fc.nat(3),
  wait: fc.oneof(
    { weight: 3, arbitrary: fc.nat(300) },
    { weight: 4, arbitrary: fc.nat(5000) },
    { weight: 1, arbitrary: fc.nat(70_000) },
  ),
});

export const walks: fc.Arbitrary<Walk> = fc.record({
  seed: fc.nat(),
  start: fc.constantFrom('strangers', 'known', 'persistentGroup', 'negotiatedGroup'),
  phones: fc.array(phone, { minLength: 2, maxLength: 4 }),
  steps: fc.array(step, { minLength: 4, maxLength: 40, size: 'max' }),
});

/** What the radio of a phone has told so far. */
export class RadioRecord {
  readonly interfaces = new Set<string>();
  /** Device addresses of the stations that are associated. */
  readonly stations = new Set<string>();
  /** Stations that came or went while the service could not hear it (platform behaviour §3.4). */
  readonly unheard = new Set<string>();

  constructor(phone: Phone) {
    phone.radio.subscribe(event => this.receive(event, phone.service.status.state));
  }

  private receive(event: SupplicantEvent, state: string): void {
    switch (event.kind) {
      case 'groupStarted':
        this.interfaces.add(event.interfaceName);
        this.stations.clear();
        this.unheard.clear();
        break;
      case 'groupRemoved':
        this.interfaces.delete(event.interfaceName);
        break;
      case 'terminating':
        this.interfaces.clear();
        break;
      case 'stationConnected':
      case 'stationDisconnected': {
        const address = event.deviceAddress ?? '';
        const change = event.kind === 'stationConnected' ? 'add' : 'delete';
        this.stations[change](address);
        this.unheard[state === 'GroupFormed' ? 'delete' : 'add'](address);
        break;
      }
    }
  }
}

/** How long the state machine of a phone stays in each state, in milliseconds of the clock. */
export class StateClock {
  private readonly stays: { state: string; milliseconds: number }[] = [];
  private state: string;
  private since: number;

  constructor(
    private readonly world: World,
    private readonly phone: Phone,
  ) {
    this.state = phone.service.status.state;
    this.since = world.clock.now();
    phone.service.onChange(() => this.read());
  }

  /** Includes the state that lasts. */
  take(): { state: string; milliseconds: number }[] {
    return [...this.stays.splice(0), { state: this.state, milliseconds: this.world.clock.now() - this.since }];
  }

  private read(): void {
    const { state } = this.phone.service.status;
    if (state !== this.state) {
      this.stays.push({ state: this.state, milliseconds: this.world.clock.now() - this.since });
      this.state = state;
      this.since = this.world.clock.now();
    }
  }
}

/** A phone in a walk, whose application may have crashed and been started again. */
export interface Walker {
  phone: Phone;
  app: P2pBinding;
  trace: string[];
  record: RadioRecord;
  stateClock: StateClock;
  dead: { trace: string[]; length: number }[];
  isPageOpen: boolean;
  isWifiOn: boolean;
}

export async function begin(walk: Walk): Promise<{ world: World; walkers: Walker[] }> {
  const world = createWorld(walk.seed);
  const walkers: Walker[] = [];
  for (const settings of walk.phones) {
    const phone = await world.addPhone(settings);
    const { app, trace } = phone;
    const record = new RadioRecord(phone);
    const stateClock = new StateClock(world, phone);
    walkers.push({ phone, app, trace, record, stateClock, dead: [], isPageOpen: false, isWifiOn: true });
  }
  await prepare(world, walkers, walk.start);
  return { world, walkers };
}

async function prepare(world: World, walkers: Walker[], start: Walk['start']): Promise<void> {
  const [first, ...others] = walkers;
  if (start === 'strangers' || first === undefined) {
    return;
  }
  if (start === 'persistentGroup') {
    perform(world, walkers, { command: 'createPersistent', phone: 0, other: 0, wait: 0 });
    await world.seconds(1);
  }
  walkers.forEach(each => each.app.startDiscoverDevices());
  await world.seconds(3);
  for (const { app } of start === 'known' ? [] : others) {
    const peer = app.getP2pPeerDevices().find(device => device.deviceName === first.phone.name);
    app.p2pConnect(config({ deviceAddress: peer?.deviceAddress ?? first.phone.address, netId: -2 }));
    await world.seconds(1);
    first.phone.service.dialogs.forEach(dialog => first.phone.service.answerDialog(dialog.id, true));
    await world.seconds(6);
  }
}

export function perform(world: World, walkers: Walker[], { command, ...about }: Step): void {
  const walker = walkers[about.phone % walkers.length];
  const other = walkers[about.other % walkers.length];
  if (walker === undefined || other === undefined) {
    return;
  }
  const { app, phone } = walker;
  const { service } = phone;
  const name = `DIRECT-${phone.name.replace(' ', '-')}`;
  const answer = (accepted: boolean): void => {
    for (const { phone: asked } of walkers) {
      asked.service.dialogs.forEach(dialog => asked.service.answerDialog(dialog.id, accepted));
    }
  };
  const page = (isOpen: boolean): void => {
    walker.isPageOpen = isOpen;
    service.setSystemPageOpen(isOpen);
  };
  const actions: Record<Step['command'], () => void> = {
    discoverAll: () => walkers.forEach(each => faultOf(() => each.app.startDiscoverDevices())),
    discover: () => app.startDiscoverDevices(),
    stopDiscover: () => app.stopDiscoverDevices(),
    openPage: () => page(true),
    closePage: () => page(false),
    createTemporary: () => app.createGroup(config()),
    createNamed: () => app.createGroup(config({ groupName: name, passphrase: 'secret12' })),
    createPersistent: () => app.createGroup(config({ netId: -2, groupName: name, passphrase: 'secret12' })),
    restart: () => app.createGroup(config({ netId: about.other % 2 })),
    createNonsense: () => app.createGroup(config({ groupName: name })),
    removeGroup: () => app.removeGroup(),
    connect: () => {
      const peers = app.getP2pPeerDevices();
      const peer = peers[about.other % Math.max(1, peers.length)];
      app.p2pConnect(config({ deviceAddress: peer?.deviceAddress ?? '', netId: about.other % 2 === 0 ? -1 : -2 }));
    },
    connectUnknown: () => app.p2pConnect(config({
      deviceAddress: '00:00:00:00:00:00',
      groupName: `DIRECT-${other.phone.name.replace(' ', '-')}`,
      passphrase: 'secret12',
    })),
    cancel: () => app.p2pCancelConnect(),
    accept: () => answer(true),
    reject: () => answer(false),
    switchWifi: () => {
      walker.isWifiOn = !walker.isWifiOn;
      service.setEnabled(walker.isWifiOn);
    },
    crash: () => {
      app.died();
      walker.dead.push({ trace: walker.trace, length: walker.trace.length });
      Object.assign(walker, phone.bind());
    },
    comeOrGo: () => world.air.setInRange(phone.address, other.phone.address, about.wait % 3 !== 0),
  };
  faultOf(actions[command]);
}
