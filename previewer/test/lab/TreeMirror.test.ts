import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { compileProject } from '../../src/arkts/compile/compileProject.js';
import type { TreeNode } from '../../src/arkui/tree.js';
import { MovableClock } from '../../src/clock/MovableClock.js';
import { createDevices, type Devices } from '../../src/device/createDevices.js';
import { TreeMirror } from '../../src/lab/TreeMirror.js';

const project = fileURLToPath(new URL('../fixtures/counter', import.meta.url));

describe("a copy of a device's tree", () => {
  const clock = new MovableClock({ speed: 0 });
  let devices: Devices;

  before(async () => {
    const result = await compileProject({ projectDirectory: project });
    assert.ok(result.ok);
    devices = await createDevices({ hap: result.hap, clock, count: 1 });
  });
  after(() => {
    devices.close();
    clock.close();
  });

  it('is the fresh tree after any number of patches', async () => {
    const [device] = devices.all;
    assert.ok(device);
    const mirror = new TreeMirror();
    let patched = 0;
    device.subscribe(notice => {
      if (notice.kind === 'tree') {
        mirror.replace(structuredClone(notice.tree));
      } else if (notice.kind === 'patches') {
        patched++;
        mirror.apply(structuredClone(notice.patches));
      }
    });
    device.command({ kind: 'launch' });
    await clock.advance(1000);
    const tap = async (id: string): Promise<void> => {
      const node = find(device.tree(), id);
      assert.ok(node, id);
      device.command({ kind: 'input', event: { kind: 'click', node: node.id } });
      await clock.advance(50);
      assert.deepEqual(mirror.tree, device.tree());
    };
    await tap('incrementButton');
    await tap('incrementButton');
    await tap('detailsButton');
    device.command({ kind: 'input', event: { kind: 'back' } });
    await clock.advance(50);
    device.command({ kind: 'setLocale', locale: 'zh-CN' });
    await clock.advance(50);
    assert.deepEqual(mirror.tree, device.tree());
    assert.ok(patched > 2, `${patched} lots of patches`);
  });
});

function find(node: TreeNode, id: string): TreeNode | undefined {
  return node.props.id === id ? node : node.children.map(child => find(child, id)).find(found => found !== undefined);
}
