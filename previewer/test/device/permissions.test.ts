import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PermissionStore } from '../../src/device/system/PermissionStore.js';

const APPROXIMATE = 'ohos.permission.APPROXIMATELY_LOCATION';
const PRECISE = 'ohos.permission.LOCATION';

function createStore(answer: boolean, declared = ['ohos.permission.INTERNET', APPROXIMATE, PRECISE]): {
  store: PermissionStore;
  asked: (readonly string[])[];
} {
  const asked: (readonly string[])[] = [];
  const store = new PermissionStore(() => declared, async names => {
    asked.push(names);
    return answer;
  }, () => undefined);
  return { store, asked };
}

test('a declared permission that needs nobody’s consent is granted', () => {
  const { store } = createStore(true);
  assert.equal(store.has('ohos.permission.INTERNET'), true);
  assert.equal(store.has('ohos.permission.GET_WIFI_INFO'), false);
  assert.equal(store.has(PRECISE), false);
});

test('one dialog asks for both location permissions, and only once', async () => {
  const { store, asked } = createStore(true);
  const first = await store.request([APPROXIMATE, PRECISE]);
  const second = await store.request([APPROXIMATE, PRECISE]);
  assert.deepEqual(asked, [[APPROXIMATE, PRECISE]]);
  assert.deepEqual(first, [{ result: 0, dialogShown: true }, { result: 0, dialogShown: true }]);
  assert.deepEqual(second, [{ result: 0, dialogShown: false }, { result: 0, dialogShown: false }]);
});

test('after a refusal the system shows no dialog, except on the settings panel', async () => {
  const { store, asked } = createStore(false);
  await store.request([APPROXIMATE]);
  assert.deepEqual(await store.request([APPROXIMATE]), [{ result: -1, dialogShown: false }]);
  await store.requestOnSetting([APPROXIMATE]);
  assert.equal(asked.length, 2);
});

test('a request that is undeclared, or precise without approximate, is invalid', async () => {
  const { store, asked } = createStore(true);
  assert.deepEqual(await store.request([PRECISE, 'ohos.permission.CAMERA']), [
    { result: 2, dialogShown: false },
    { result: 2, dialogShown: false },
  ]);
  assert.deepEqual(asked, []);
});

test('the location switch grants and revokes both', () => {
  const { store } = createStore(true);
  store.setLocation(true);
  assert.deepEqual(store.states().map(({ state }) => state), ['granted', 'granted']);
  store.setLocation(false);
  assert.equal(store.has(PRECISE), false);
});
