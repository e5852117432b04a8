import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { fileIo, fileUri, picker, statfs } from '@kit.CoreFileKit';
import type { CompiledHap } from '../../src/arkts/Hap.js';
import { DeviceStorage } from '../../src/device/system/DeviceStorage.js';
import { SystemScreens } from '../../src/device/system/SystemScreens.js';
import type { FileAreas } from '../../src/kits/corefile/FileAreas.js';
import { createCoreFileKit } from '../../src/kits/CoreFileKit.js';

export interface CoreFiles {
  fileIo: typeof fileIo;
  fileUri: typeof fileUri;
  picker: typeof picker;
  statfs: typeof statfs;
}

export interface TestFiles extends CoreFiles {
  readonly storage: DeviceStorage;
  readonly screens: SystemScreens;
  readonly areas: FileAreas;
  /** Host folder of everything. */
  readonly directory: string;
  /** The kit of a new process of the application on the same device. */
  restart(): CoreFiles;
}

export const BUNDLE = 'org.example.files';
export const FILES = '/data/storage/el2/base/haps/entry/files';

/** The kit over a device's storage of its own, which goes with the test. */
export function createTestFiles(context: TestContext): TestFiles {
  const directory = mkdtempSync(join(tmpdir(), 'files-'));
  context.after(() => rmSync(directory, { recursive: true, force: true }));
  const storage = new DeviceStorage(directory);
  const screens = new SystemScreens(storage, () => undefined);
  const hap = { bundleName: BUNDLE, moduleName: 'entry' } as CompiledHap;
  const startIn = (files: FileAreas): CoreFiles => createCoreFileKit({ files, screen: screens }) as CoreFiles;
  const areas = storage.startProcess(hap);
  const kit = startIn(areas);
  kit.fileIo.mkdirSync(FILES, true);
  const { fileIo: io, fileUri: uris, picker: pickers, statfs: space } = kit;
  return {
    fileIo: io, fileUri: uris, picker: pickers, statfs: space, storage, screens, areas, directory,
    restart: () => startIn(storage.startProcess(hap)),
  };
}

export function throwsCode(code: number, task: () => unknown): void {
  assert.throws(task, { code });
}

export function bytesOf(text: string): ArrayBuffer {
  return new TextEncoder().encode(text).slice().buffer;
}
