import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VirtualDevice } from '../../src/device/VirtualDevice.js';
import { createTestDevices, waitUntil } from '../support/createTestDevices.js';
import { compileCounter } from '../support/fixture.js';

const GROUP_OWNER = `
  wifiManager.createGroup({
    deviceAddress: '', netId: -1, passphrase: '12345678', groupName: 'DIRECT-counter', goBand: 0
  });
  wifiManager.on('p2pConnectionChange', async info => {
    const group = await wifiManager.getCurrentGroup();
    if (group.clientDevices?.length === 1 && !this.isListening) {
      this.isListening = true;
      const server = socket.constructTCPSocketServerInstance();
      server.on('connect', connection => {
        connection.on('message', value => {
          const text = util.TextDecoder.create('utf-8').decodeToString(new Uint8Array(value.message));
          console.info('received', text, value.remoteInfo.address);
        });
      });
      await server.listen({ address: group.goIpAddress, port: 7070 });
      console.info('listening', group.goIpAddress);
    }
  });`;

const CLIENT = `
  wifiManager.on('p2pPeerDeviceChange', devices => {
    const owner = devices.find(device => device.deviceName === 'Phone 1');
    if (owner !== undefined && !this.isConnecting) {
      this.isConnecting = true;
      wifiManager.p2pConnect({ deviceAddress: owner.deviceAddress, deviceAddressType: owner.deviceAddressType,
        netId: -1, passphrase: '', groupName: '', goBand: 0 });
    }
  });
  wifiManager.on('p2pConnectionChange', async info => {
    const group = info.connectState === 1 ? await wifiManager.getCurrentGroup() : undefined;
    if (group?.goIpAddress && !this.tcp) {
      this.tcp = socket.constructTCPSocketInstance();
      for (let attempt = 1; !(await this.tcp.getState()).isConnected; attempt++) {
        await this.tcp.connect({ address: { address: group.goIpAddress, port: 7070 } }).catch(error => {
          if (attempt === 50) {
            throw error;
          }
        });
        await new Promise(resolve => setTimeout(resolve, 50));
      }
      await this.tcp.send({ data: '你好' });
      console.info('sent', group.gcIpAddress);
    }
  });
  const manager = abilityAccessCtrl.createAtManager();
  await manager.requestPermissionsFromUser(this.context, ['ohos.permission.APPROXIMATELY_LOCATION']);
  wifiManager.startDiscoverDevices();`;

test('two phones form a group and talk over TCP', async context => {
  const hap = await compileCounter({
    'entry/src/main/module.json5': source => source.replace('[{ "name": "ohos.permission.INTERNET" }]', `[
      { "name": "ohos.permission.INTERNET" }, { "name": "ohos.permission.GET_WIFI_INFO" },
      {
        "name": "ohos.permission.APPROXIMATELY_LOCATION",
        "reason": "$string:app_name",
        "usedScene": { "when": "inuse" }
      }
    ]`),
    'entry/src/main/ets/entryability/EntryAbility.ets': source => `
      import { wifiManager } from '@kit.ConnectivityKit';
      import { socket } from '@kit.NetworkKit';
      import { util } from '@kit.ArkTS';
      import { abilityAccessCtrl } from '@kit.AbilityKit';
      import { deviceInfo } from '@kit.BasicServicesKit';
      ${source.replace("console.info('created');", "this.run();").replace('onCreate', `
        async run() {
          if (deviceInfo.marketName === 'Phone 1') { ${GROUP_OWNER} } else { ${CLIENT} }
        }
        onCreate`)}`,
  });
  const { all, clock } = await createTestDevices(context, hap, { count: 2 });
  const [owner, client] = all as [VirtualDevice, VirtualDevice];
  await waitUntil(clock, 'Wi-Fi on both', () => all.every(device => device.status.wifi.wifi === 'on'));
  await clock.advance(5000);
  all.forEach(device => device.command({ kind: 'launch' }));
  const texts = (device: VirtualDevice): string[] =>
    device.log().filter(entry => entry.tag === 'JSAPP').map(entry => entry.text);

  await waitUntil(clock, 'the question for a permission', () => client.status.dialogs.length === 1);
  assert.equal(client.status.dialogs[0]?.kind, 'permission');
  client.command({ kind: 'answerDialog', id: client.status.dialogs[0]!.id, accepted: true });
  await waitUntil(clock, 'the request to connect', () => owner.status.dialogs.length === 1);
  const [dialog] = owner.status.dialogs;
  assert.equal(dialog?.kind, 'connectionRequest');
  assert.match(dialog!.text, /Phone 2/);
  owner.command({ kind: 'answerDialog', id: dialog!.id, accepted: true });

  await waitUntil(clock, 'the text at the owner', () => texts(owner).some(text => text.startsWith('received')));
  await waitUntil(clock, 'the end of the send', () => texts(client).some(text => text.startsWith('sent')));
  const [, address] = /^sent (.+)$/.exec(texts(client)[0] ?? '') ?? [];
  assert.deepEqual(texts(owner), ['listening 192.168.49.1', `received 你好 ${address}`]);
});
