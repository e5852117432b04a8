import type { socket } from '@kit.NetworkKit';
import { enumsOf } from './enumsOf.js';
import { SocketRealm } from './network/SocketRealm.js';
import type { NetworkKitOptions } from './network/SocketRealm.js';
import { createTcpSocketServer, ServerPool } from './network/TcpServer.js';
import type { TcpSocketServer } from './network/TcpServer.js';
import { createTcpSocket } from './network/TcpSocket.js';
import { partialKit } from './partialKit.js';

export interface NetworkKit {
  readonly socket: Pick<typeof socket, 'constructTCPSocketInstance'> & {
    constructTCPSocketServerInstance(): TcpSocketServer;
  };
  /** Ends every socket of the realm, as the death of its process does. */
  closeAll(): void;
}

/** Of API 18; not in every version of the declarations. */
const ProxyTypes = { NONE: 0, SOCKS5: 1 };

/** `@kit.NetworkKit` for one application realm: TCP on sockets of the real kernel. */
export function createNetworkKit(options: NetworkKitOptions): NetworkKit {
  const realm = new SocketRealm(options);
  const pool = new ServerPool();
  const members = {
    ...enumsOf('socket', options.enums),
    ProxyTypes,
    constructTCPSocketInstance: () => createTcpSocket(realm),
    constructTCPSocketServerInstance: () => createTcpSocketServer(realm, pool),
  };
  return partialKit('@kit.NetworkKit', { socket: partialKit('socket', members), closeAll: () => realm.closeAll() });
}
