import type { fileIo } from '@kit.CoreFileKit';
import { partialKit } from '../partialKit.js';
import { createContents } from './contents.js';
import { Descriptors } from './Descriptors.js';
import { createEntries } from './entries.js';
import type { FileAreas } from './FileAreas.js';
import { FreeSpace } from './FreeSpace.js';
import { createListFile } from './listFile.js';
import { createOpenFiles, OPEN_MODE } from './openFiles.js';
import type { Operation } from './operation.js';
import { PathMap } from './PathMap.js';
import { createReadWrite } from './readWrite.js';

type FileIo = typeof fileIo;
/** Members with a synchronous twin. */
type Twin = { [Name in keyof FileIo]: Name extends `${infer Plain}Sync` ? Plain : never }[keyof FileIo];

/** `fileIo` over the files of one run of the application. */
export function createFileIo(areas: FileAreas): object {
  const paths = new PathMap(areas);
  const space = new FreeSpace(areas.freeSpace);
  const descriptors = new Descriptors(areas.descriptors);
  const { lseek, fsync, ...transfers } = createReadWrite(descriptors, space);
  const operations: Partial<Record<Twin & keyof FileIo, Operation<unknown>>> = {
    ...createOpenFiles(paths, descriptors, space),
    ...transfers,
    ...createEntries(paths, space),
    ...createContents(paths, descriptors, space),
    fsync,
    fdatasync: fsync,
    listFile: createListFile(paths),
  };
  const members = Object.entries(operations).flatMap(([name, { now, later }]) => [[name, later], [`${name}Sync`, now]]);
  return partialKit('fileIo', {
    ...Object.fromEntries(members) as Record<string, unknown>,
    lseek: lseek.now,
    OpenMode: OPEN_MODE,
    AccessModeType: { EXIST: 0, WRITE: 2, READ: 4, READ_WRITE: 6 },
    AccessFlagType: { LOCAL: 0 },
    WhenceType: { SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2 },
  });
}
