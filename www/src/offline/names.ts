/** Which file an address asks for, and under which name files are kept. */

const INDEX = 'index.html';

/** The file that an address asks for, without what stands behind its path; a folder's is its index. */
export function fileOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + pathname + (pathname.endsWith('/') ? INDEX : '');
}

/** The address to fetch a file from: some hosts send whoever asks for a folder's index by name to the folder. */
export function folderOf(file: string): string {
  return file.endsWith(`/${INDEX}`) ? file.slice(0, -INDEX.length) : file;
}

/** The cache of one build below one address. With an empty version, how all of them begin. */
export function nameOf(scope: string, version: string): string {
  return `trainscope ${scope} ${version}`;
}
