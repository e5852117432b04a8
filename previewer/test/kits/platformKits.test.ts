import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatLog } from '../../src/kits/PerformanceAnalysisKit.js';
import { partialKit } from '../../src/kits/partialKit.js';

test('hilog shows public arguments and hides the others', () => {
  const text = formatLog('%{public}s has %{public}d of %s, %{private}d%%', ['Ann', 3.7, 'secret', 4]);
  assert.equal(text, 'Ann has 3 of <private>, <private>%');
});

test('hilog leaves a placeholder without an argument as it is', () => {
  assert.equal(formatLog('%{public}s %{public}s', ['one']), 'one %{public}s');
});

test('hilog writes objects as JSON', () => {
  assert.equal(formatLog('%{public}s', [{ a: 1 }]), '{"a":1}');
});

test('a member that a kit lacks throws 801 with its name when it is used', () => {
  const kit = partialKit('socket', { present: 1 }) as Record<string, unknown>;
  assert.equal(kit['present'], 1);
  const absent = kit['constructTLSSocketInstance'] as () => void;
  const isNamed801 = (error: Error & { code?: number }): boolean =>
    error.code === 801 && error.message.includes('socket.constructTLSSocketInstance');
  assert.throws(() => absent(), isNamed801);
  assert.throws(() => Reflect.construct(absent, []), isNamed801);
  assert.throws(() => (absent as unknown as { member: unknown }).member, isNamed801);
});

test('a kit can be awaited and tells what it has', async () => {
  const kit = partialKit('kit', { present: 1 });
  assert.equal(await Promise.resolve(kit), kit);
  assert.equal('absent' in kit, false);
});
