import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A disk of a size that a test chooses: a tmpfs. */
export class SmallDisk {
  readonly path: string;
  #kilobytes: number;

  /** @returns the disk, or why there cannot be one here. */
  static of(kilobytes: number): SmallDisk | string {
    const path = mkdtempSync(join(tmpdir(), 'edgewise-disk-'));
    try {
      mount(path, 'tmpfs', `size=${kilobytes}k`);
    } catch (error) {
      rmdirSync(path);
      return `unable to mount a tmpfs; ${(error as Error).message.trim()}`;
    }
    return new SmallDisk(path, kilobytes);
  }

  private constructor(path: string, kilobytes: number) {
    this.path = path;
    this.#kilobytes = kilobytes;
    process.once('exit', () => this.remove());
  }

  grow(kilobytes: number): void {
    this.#kilobytes += kilobytes;
    mount(this.path, 'tmpfs', `remount,size=${this.#kilobytes}k`);
  }

  remove(): void {
    try {
      execFileSync('umount', ['--lazy', this.path], { stdio: 'pipe' });
      rmdirSync(this.path);
    } catch {
      // It was removed before.
    }
  }
}

function mount(path: string, type: string, options: string): void {
  execFileSync('mount', ['-t', type, '-o', options, type, path], { stdio: 'pipe' });
}
