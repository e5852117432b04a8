import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CompiledHap } from '../../src/arkts/Hap.js';
import { MovableClock } from '../../src/clock/MovableClock.js';
import { AppRealm } from '../../src/device/realm/AppRealm.js';
import { createPlatformNames } from '../../src/device/realm/platformNames.js';
import { RealmTimers } from '../../src/device/realm/RealmTimers.js';

const START = Date.UTC(2030, 0, 1);

function hapOf(sources: Record<string, string>): CompiledHap {
  const names = Object.keys(sources);
  const imports = Object.fromEntries(names.map(name => [`./${name}`, name]));
  return {
    projectDirectory: '/project',
    bundleName: 'com.example.realm',
    versionName: '1',
    versionCode: 1,
    moduleName: 'entry',
    apiVersion: { compatible: 12, target: 20 },
    resources: {},
    abilities: [],
    mainAbility: '',
    pages: [],
    routes: [],
    permissions: [],
    workers: [],
    globalEnums: {},
    kitEnums: {},
    modules: names.map(id => ({ id, file: `${id}.ets`, code: sources[id]!, map: '{}', imports })),
  };
}

function createRealm(sources: Record<string, string>): { realm: AppRealm; clock: MovableClock; log: string[] } {
  const clock = new MovableClock({ speed: 0, start: START });
  const log: string[] = [];
  const timers = new RealmTimers(clock, task => task());
  const realm = new AppRealm({
    hap: hapOf(sources),
    takeEntry: () => undefined,
    names: createPlatformNames({ clock, timers, random: () => 0.25, write: (_level, text) => log.push(text) }),
    platformModule: () => undefined,
  });
  return { realm, clock, log };
}

test('a module sees none of the host’s names', () => {
  const { realm } = createRealm({
    main: 'exports.seen = [typeof process, typeof globalThis, typeof Buffer, typeof fetch, typeof setImmediate];',
  });
  assert.deepEqual(new Set(realm.require('main')['seen'] as string[]), new Set(['undefined']));
});

test('time and chance are the device’s', async () => {
  const { realm, clock } = createRealm({
    main: `
      exports.now = Date.now();
      exports.date = new Date();
      exports.isDate = new Date(5) instanceof Date;
      exports.random = Math.random();
      exports.fired = [];
      setTimeout(text => exports.fired.push(text), 1000, 'once');
      const id = setInterval(() => { exports.fired.push('again'); }, 400);
      setTimeout(() => clearInterval(id), 900);
    `,
  });
  const exports = realm.require('main');
  assert.equal(exports['now'], START);
  assert.equal((exports['date'] as Date).getTime(), START);
  assert.equal(exports['isDate'], true);
  assert.equal(exports['random'], 0.25);
  await clock.advance(3000);
  assert.deepEqual(exports['fired'], ['again', 'again', 'once']);
});

test('modules that import each other see what is there so far', () => {
  const { realm } = createRealm({
    one: `exports.early = 1; exports.two = require('./two'); exports.late = 2;`,
    two: `const one = require('./one'); exports.early = one.early; exports.late = one.late; exports.one = one;`,
  });
  const one = realm.require('one');
  assert.deepEqual((one['two'] as Record<string, unknown>)['early'], 1);
  assert.deepEqual((one['two'] as Record<string, unknown>)['late'], undefined);
  assert.equal((one['two'] as Record<string, unknown>)['one'], one);
});

test('an import that the previewer does not have names itself and its importer', () => {
  const { realm } = createRealm({ main: `require('@kit.CameraKit');` });
  assert.throws(() => realm.require('main'), /'@kit\.CameraKit', imported by main\.ets, is not provided/);
});

test('two realms share no module', () => {
  const sources = { main: 'exports.state = {};' };
  const stateOf = (): unknown => createRealm(sources).realm.require('main')['state'];
  assert.notEqual(stateOf(), stateOf());
});
