import type { Edits } from './fixture.js';

const MODULE = 'entry/src/main/module.json5';
const ABILITY = 'entry/src/main/ets/entryability/EntryAbility.ets';
const WORKER = 'entry/src/main/ets/workers/CountWorker.ets';

const OWN_GROUP = `
  wifiManager.on('p2pConnectionChange', async () => {
    const group = await wifiManager.getCurrentGroup().catch(() => undefined);
    if (group?.clientDevices?.length === 1 && !this.isLinked) {
      this.isLinked = true;
      this.counter.postMessage({ role: 'owner', owner: group.goIpAddress });
    }
  });
  const create = () => {
    try {
      wifiManager.createGroup({
        deviceAddress: '', netId: -1, passphrase: '12345678', groupName: 'DIRECT-counter', goBand: 0
      });
    } catch (error) {
      setTimeout(create, 100);
    }
  };
  create();`;

const JOIN_GROUP = `
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
    if (group?.goIpAddress && !this.isLinked) {
      this.isLinked = true;
      this.counter.postMessage({ role: 'client', owner: group.goIpAddress });
    }
  });
  const manager = abilityAccessCtrl.createAtManager();
  await manager.requestPermissionsFromUser(this.context, ['ohos.permission.APPROXIMATELY_LOCATION']);
  const discover = () => {
    if (!this.isConnecting) {
      try {
        wifiManager.startDiscoverDevices();
      } catch (error) {
        console.debug('Wi-Fi is not on yet');
      }
      setTimeout(discover, 1000);
    }
  };
  discover();`;

/**
 * Makes of the counter two phones that link: Phone 1 owns a group, Phone 2 joins it once its dialogs are answered.
 * On both, `script` then runs in a worker; it sees `socket`, `role` ('owner' or 'client') and `owner`, the address.
 */
export function linkedPhones(script: string): Edits {
  return {
    [MODULE]: source => source.replace('[{ "name": "ohos.permission.INTERNET" }]', `[
      { "name": "ohos.permission.INTERNET" }, { "name": "ohos.permission.GET_WIFI_INFO" },
      {
        "name": "ohos.permission.APPROXIMATELY_LOCATION",
        "reason": "$string:app_name",
        "usedScene": { "when": "inuse" }
      }
    ]`),
    [ABILITY]: source => `
      import { wifiManager } from '@kit.ConnectivityKit';
      import { worker } from '@kit.ArkTS';
      import { abilityAccessCtrl } from '@kit.AbilityKit';
      import { deviceInfo } from '@kit.BasicServicesKit';
      ${source.replace("console.info('created');", 'this.run();').replace('onCreate', `
        async run() {
          this.counter = new worker.ThreadWorker('entry/ets/workers/CountWorker.ets');
          if (deviceInfo.marketName === 'Phone 1') { ${OWN_GROUP} } else { ${JOIN_GROUP} }
        }
        onCreate`)}`,
    [WORKER]: () => `
      import { worker } from '@kit.ArkTS';
      import { socket } from '@kit.NetworkKit';
      worker.workerPort.onmessage = async event => {
        const { role, owner } = event.data;
        ${script}
      };`,
  };
}
