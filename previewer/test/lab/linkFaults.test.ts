import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { DeviceSnapshot, LabMessage } from '../../src/lab/protocol.js';
import { startLab, type Lab } from '../../src/lab/startLab.js';
import { copyCounter } from '../support/fixture.js';
import { linkedPhones } from '../support/linkedPhones.js';
import { LabClient, until } from './LabClient.js';

/** The owner logs what it gets; the client sends a number after the other and begins again when its socket breaks. */
const COUNTING = `
  const held = [];
  const text = message => String.fromCharCode(...new Uint8Array(message));
  if (role === 'owner') {
    const server = socket.constructTCPSocketServerInstance();
    server.on('connect', connection => {
      held.push(connection);
      connection.on('message', ({ message }) => console.info('got', text(message)));
      connection.on('close', () => console.info('closed'));
    });
    held.push(server);
    await server.listen({ address: owner, port: 7070 });
    return;
  }
  let next = 1;
  const talk = async () => {
    const tcp = socket.constructTCPSocketInstance();
    let isOpen = true;
    tcp.on('error', ({ code }) => {
      console.info('error', code);
      isOpen = false;
      setTimeout(talk, 100);
    });
    try {
      await tcp.connect({ address: { address: owner, port: 7070 } });
    } catch (error) {
      setTimeout(talk, 100);
      return;
    }
    while (isOpen) {
      const sent = next++;
      await tcp.send({ data: sent + ' ' }).catch(() => undefined);
      console.info('sent', sent);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  talk();`;

describe('the link between two phones of a lab, each a process with a worker thread', () => {
  let lab: Lab;
  let client: LabClient;
  let remove: () => void;

  before(async () => {
    const project = copyCounter(linkedPhones(COUNTING));
    remove = project.remove;
    lab = await startLab({
      projectDirectory: project.projectDirectory,
      devices: 2,
      port: 0,
      clockSpeed: 2,
      onBuild: errors => assert.deepEqual(errors, []),
    });
    client = new LabClient(lab.url);
    await client.hello();
    await until(() => answerDialogs() && count('phone-1', 'got') > 3, 'both phones to talk');
  });
  after(async () => {
    client.close();
    await lab.close();
    remove();
  });

  const phone = (id: string): DeviceSnapshot | undefined => lab.snapshot().find(device => device.id === id);
  const texts = (id: string): string[] =>
    (phone(id)?.log ?? []).filter(({ tag }) => tag === 'JSAPP').map(({ text }) => text);
  const count = (id: string, start: string): number => texts(id).filter(text => text.startsWith(start)).length;
  /** Says yes to everything that is asked at present. */
  const answerDialogs = (): boolean => {
    for (const { id, status } of lab.snapshot()) {
      for (const dialog of status?.dialogs ?? []) {
        client.send({ kind: 'command', device: id, command: { kind: 'answerDialog', id: dialog.id, accepted: true } });
      }
    }
    return true;
  };
  /** Waits until the number stays as it is for half a second. */
  const settled = async (read: () => number): Promise<void> => {
    let last = { value: read(), since: Date.now() };
    await until(() => {
      if (read() !== last.value) {
        last = { value: read(), since: Date.now() };
      }
      return Date.now() - last.since > 500;
    }, 'nothing to change any more');
  };

  it('stalls and goes on without a loss, live', async () => {
    lab.setLink('phone-1', 'phone-2', { state: 'stalled' });
    await settled(() => count('phone-1', 'got'));
    const sent = count('phone-2', 'sent');
    await until(() => count('phone-2', 'sent') > sent + 3, 'the buffer to take more');
    lab.setLink('phone-2', 'phone-1', {});
    await until(() => texts('phone-1').join(' ').includes(`${sent + 3} `), 'the rest to arrive');
    const numbers = texts('phone-1').filter(text => text.startsWith('got')).join(' ').match(/\d+/g)?.map(Number) ?? [];
    assert.deepEqual(numbers, numbers.map((_, index) => index + 1));
  });

  it('is cut in silence; the group stays', async () => {
    lab.setLink('phone-1', 'phone-2', { connections: { kind: 'cut', afterBytes: 10 } });
    await settled(() => count('phone-1', 'got'));
    assert.deepEqual([count('phone-1', 'closed'), count('phone-2', 'error')], [0, 0]);
    assert.equal(phone('phone-2')?.status?.wifi.group?.isOwner, false);
  });

  it('breaks connections for a person at the page, and new ones work', async () => {
    const got = count('phone-1', 'got');
    client.send({ kind: 'breakConnections' });
    await until(() => count('phone-2', 'error 104') === 1, 'the reset at the client');
    await until(() => count('phone-1', 'closed') === 1, 'the end at the server');
    await until(() => count('phone-1', 'got') > got + 3, 'the next connection');
  });

  it('tells every page how the links are', async () => {
    client.send({ kind: 'setLinks', links: 'stalled' });
    const isNews = (message: LabMessage): boolean => message.kind === 'links' && message.links === 'stalled';
    await until(() => client.messages.some(isNews), 'the news');
    await settled(() => count('phone-1', 'got'));
    const later = new LabClient(lab.url);
    assert.equal((await later.hello()).links, 'stalled');
    later.close();
    const got = count('phone-1', 'got');
    client.send({ kind: 'setLinks', links: 'normal' });
    await until(() => count('phone-1', 'got') > got, 'bytes again');
  });
});
