import { parentPort, workerData } from 'node:worker_threads';
import { MovableClock } from '../../clock/MovableClock.js';
import type { PermissionPort, WorkerChannel } from '../../kits/KitHost.js';
import { notProvided } from '../../kits/businessError.js';
import { RouteTable } from '../../net/RouteTable.js';
import type { Caller } from '../../wifi/WifiApi.js';
import { AppThread, type ProcessEnvironment } from '../application/AppThread.js';
import { Inbox } from '../application/Inbox.js';
import { claimThread, watchRejections } from '../application/uncaught.js';
import { type StartWorker, Workers } from '../application/Workers.js';
import { createThreadAbilities } from './threadAbilities.js';
import {
  describeThrown, SUSPENDED, type FromThread, type ThreadSettings, type ThreadStart, type ToThread,
} from './threadMessages.js';
import { realTime, WorkerThreads } from './WorkerThreads.js';

// The main program of the thread that one worker runs in.

const start = workerData as ThreadStart;
const { name, hap, threads } = start;
const { clockSpeed } = threads;
const passed = (realTime() - start.clock.realTime) * clockSpeed;
const clock = new MovableClock({ speed: clockSpeed, start: start.clock.reading + passed });
const network = new RouteTable(clock, start.network);
const workerThreads = new WorkerThreads(threads);
const inbox = new Inbox();
const configurationListeners = new Set<() => void>();
const permissionListeners = new Set<() => void>();
const suspension = new Int32Array(start.suspension);
let settings: ThreadSettings = start;

const permissions: PermissionPort = {
  has: permission => settings.granted.includes(permission),
  request: async () => refuse(),
  grant: () => refuse(),
  requestOnSetting: async () => refuse(),
};
const caller: Caller = {
  uid: start.uid,
  isSystemApplication: start.isSystemApplication,
  hasPermission: permission => permissions.has(permission),
};
const environment: ProcessEnvironment = {
  hap, clock, network, permissions,
  deviceName: start.deviceName,
  files: start.files,
  packages: start.packages,
  wifi: undefined,
  screen: undefined,
  random: undefined,
  testRun: undefined,
  threads: workerThreads,
  configuration: () => settings.configuration,
  onConfiguration: listener => subscribe(configurationListeners, listener),
  onPermissions: listener => subscribe(permissionListeners, listener),
  log: (level, domain, tag, text) => send({ kind: 'log', level, domain, tag, text }),
};
const parent: WorkerChannel = {
  name,
  post: (data, transfer) => send({ kind: 'message', data }, transfer),
  // A script sets its handlers while it is evaluated.
  listen: receiver => thread.post(() => inbox.listen(receiver)),
  close: end,
};
const startWorker: StartWorker = (worker, events) => workerThreads.start(worker, events, environment, caller);
const workers = new Workers(hap, startWorker, fail);
const thread: AppThread = new AppThread({
  environment, caller,
  workers: workers.portOf(() => thread, parent),
  abilities: createThreadAbilities(() => thread.host),
  currentWindow: () => undefined,
  onUncaught: fail,
  whenProcessEnds: () => undefined,
});

watchRejections();
claimThread(thread);
parentPort?.on('message', (message: ToThread) => {
  switch (message.kind) {
    case 'run':
      thread.run(() => thread.realm.require(message.module));
      break;
    case 'message':
      thread.run(() => inbox.deliver(receiver => receiver.message(message.data)));
      break;
    case 'suspend':
      workers.suspend();
      Atomics.wait(suspension, 0, SUSPENDED);
      workers.resume();
      break;
    case 'settings':
      settings = message.settings;
      thread.run(() => [...permissionListeners, ...configurationListeners].forEach(listener => listener()));
      break;
    case 'network':
      void network.apply(message.state).then(() => send({ kind: 'taken', number: message.number }));
  }
});

function send(message: FromThread, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function fail(error: unknown): void {
  send({ kind: 'failed', error: describeThrown(error) });
  end();
}

function end(): never {
  process.exit();
}

function refuse(): never {
  throw notProvided('Asking the person from a worker');
}

function subscribe(listeners: Set<() => void>, listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
