import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import type { CompiledHap } from '../../arkts/Hap.js';
import { Descriptors } from '../../kits/corefile/Descriptors.js';
import type { FileAreas } from '../../kits/corefile/FileAreas.js';
import { FreeSpace } from '../../kits/corefile/FreeSpace.js';
import { UriGrants } from '../../kits/corefile/UriGrants.js';
import { freeDocumentName, isDocumentName } from './documentNames.js';

/** The files of a device on the host: those of the application, and the person's documents. */
export class DeviceStorage {
  /** Host folder of the person's documents. */
  readonly documentsDirectory: string;
  readonly freeSpace: FreeSpace;
  private readonly directory: string;
  private readonly applicationDirectory: string;
  private readonly grantsDirectory: string;
  private readonly grants: UriGrants;
  private readonly sharedSpace = FreeSpace.create();

  /** Without `directory` in a folder of its own, which `close` removes. */
  constructor(private readonly givenDirectory: string | undefined) {
    this.directory = realpathSync(givenDirectory ?? mkdtempSync(join(tmpdir(), 'previewer-')));
    this.applicationDirectory = join(this.directory, 'application');
    this.documentsDirectory = documentsDirectoryOf(this.directory);
    this.grantsDirectory = join(this.directory, 'grants');
    this.grants = new UriGrants(this.grantsDirectory);
    this.freeSpace = new FreeSpace(this.sharedSpace);
    mkdirSync(this.applicationDirectory, { recursive: true });
    mkdirSync(this.documentsDirectory, { recursive: true });
    this.grants.clear();
  }

  /** Names of the documents, in alphabetical order. */
  documents(): string[] {
    return readdirSync(this.documentsDirectory).filter(isDocumentName).sort();
  }

  /** What a new process of the application sees: none of the grants of the one before it. */
  startProcess({ bundleName, moduleName }: CompiledHap): FileAreas {
    const { applicationDirectory, documentsDirectory, grantsDirectory } = this;
    this.grants.clear();
    return {
      bundleName, moduleName, applicationDirectory, documentsDirectory, grantsDirectory,
      freeSpace: this.sharedSpace,
      descriptors: Descriptors.create(),
    };
  }

  /** Lets the running process open a document. */
  grant(name: string): void {
    this.grants.add(name);
  }

  /** Makes an empty document. A name that is taken gets a number; the result is the name it has. */
  createDocument(name: string): string {
    const free = freeDocumentName(this.documentsDirectory, name);
    writeFileSync(join(this.documentsDirectory, free), '');
    return free;
  }

  /** Where a host path lies below the device's folder, with `/` between the parts. */
  relativePath(hostPath: string): string {
    return relative(this.directory, hostPath).split(sep).join('/');
  }

  close(): void {
    if (this.givenDirectory === undefined) {
      rmSync(this.directory, { recursive: true, force: true });
    }
  }
}

/** Where the documents of the device with this folder lie. */
export function documentsDirectoryOf(deviceDirectory: string): string {
  return join(deviceDirectory, 'documents');
}
