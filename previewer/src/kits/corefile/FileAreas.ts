/**
 * Where the files of one run of the application lie on the host, and what its threads share about them. Plain data: it
 * can be posted to a worker thread, whose kits then see the same descriptors, grants and free space.
 */
export interface FileAreas {
  readonly bundleName: string;
  readonly moduleName: string;
  /** Host folder of the application's own files: `/data/storage` of the device. */
  readonly applicationDirectory: string;
  /** Host folder of the person's documents: `/storage/Users/currentUser/Download` of the device. */
  readonly documentsDirectory: string;
  /** Host folder with a mark for each document that this run of the application may open. */
  readonly grantsDirectory: string;
  /** Of `FreeSpace`; all processes of a device share it. */
  readonly freeSpace: SharedArrayBuffer;
  /** Of `Descriptors`; all threads of a process share it. */
  readonly descriptors: SharedArrayBuffer;
}
