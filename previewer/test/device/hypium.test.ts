import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runHypium } from '../../src/cli/hypium/runHypium.js';
import { createTestDevices } from '../support/createTestDevices.js';
import { compileCounter } from '../support/fixture.js';

const LOCAL_TEST = 'entry/src/test/Counter.test.ets';
const UI_TEST = 'entry/src/ohosTest/ets/test/CounterUi.test.ets';

test('local tests run without the ability', async context => {
  const hap = await compileCounter({}, 'local');
  const { all } = await createTestDevices(context, hap, { speed: 4 });
  const { cases, errors } = await runHypium(all[0]!, hap);
  assert.deepEqual(cases, [{ suite: 'CounterModel', name: 'countsUp', error: undefined }]);
  assert.deepEqual(errors, []);
});

test('a test on a device starts the ability and taps its components', async context => {
  const hap = await compileCounter({}, 'instrumented');
  const { all } = await createTestDevices(context, hap, { speed: 4 });
  const { cases, errors } = await runHypium(all[0]!, hap);
  assert.deepEqual(cases, [{ suite: 'CounterUi', name: 'countsTaps', error: undefined }]);
  assert.deepEqual(errors, []);
});

test('a failed expectation is the error of its case', async context => {
  const edit = (source: string): string => source.replace('assertEqual(1)', 'assertEqual(2)');
  const hap = await compileCounter({ [LOCAL_TEST]: edit }, 'local');
  const { all } = await createTestDevices(context, hap, { speed: 4 });
  const { cases } = await runHypium(all[0]!, hap);
  assert.match(String(cases[0]?.error), /expect 1 equals 2/);
});

test('tests see the parameters they are started with', async context => {
  const hap = await compileCounter({
    [UI_TEST]: source => source.replace(
      "const delegator",
      `expect(abilityDelegatorRegistry.getArguments().parameters['-s peer']).assertEqual('Phone 2');
      const delegator`,
    ),
  }, 'instrumented');
  const { all } = await createTestDevices(context, hap, { speed: 4 });
  const { cases } = await runHypium(all[0]!, hap, { parameters: { '-s peer': 'Phone 2' } });
  assert.equal(cases[0]?.error, undefined);
});

test('a tap on a disabled component does nothing, and what the driver cannot do throws 801', async context => {
  const hap = await compileCounter({
    [UI_TEST]: source => source.replace('expect(text).assertContain(\'1\');', `
      for (let tap = 0; tap < 8; tap++) {
        await (await driver.findComponent(ON.id('incrementButton'))).click();
      }
      expect(await (await driver.findComponent(ON.id('countText'))).getText()).assertEqual('Count: 5');
      expect(await driver.findComponent(ON.text('Nowhere')) === null).assertTrue();
      const later = await driver.findComponent(ON.type('Button').isAfter(ON.id('detailsButton')));
      expect(await later.getId()).assertEqual('incrementButton');
      await (await driver.findComponent(ON.id('nameInput'))).inputText('Ann');
      await driver.assertComponentExist(ON.text('Hello, Ann', MatchPattern.STARTS_WITH));
      await driver.triggerKey(2054);
      expect(await (await driver.findComponent(ON.id('nameInput'))).isFocused()).assertFalse();
      let code = 0;
      try {
        await driver.click(1, 1);
      } catch (error) {
        code = (error as BusinessError).code;
      }
      expect(code).assertEqual(801);
    `)
      .replace('Driver, ON', 'Driver, MatchPattern, ON')
      .replace(/^/, "import { BusinessError } from '@kit.BasicServicesKit';\n"),
  }, 'instrumented');
  const { all } = await createTestDevices(context, hap, { speed: 4 });
  const { cases, errors } = await runHypium(all[0]!, hap);
  assert.deepEqual(errors, []);
  assert.equal(cases[0]?.error, undefined);
});
