// License notices of bundled packages, which must be distributed with the bundles.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';

/** The paths of the modules in each bundle, by the bundle's name. */
export type BundledModules = Readonly<Record<string, readonly string[]>>;

export type LicensedPackage = {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** The license with its copyright line. */
  readonly text: string;
  /** The names of the bundles that contain it. */
  readonly bundles: readonly string[];
};

/** Licenses that only require a notice. All others, and so every copyleft license, are errors. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  ...['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BlueOak-1.0.0', 'CC0-1.0'],
  ...['ISC', 'MIT', 'Unlicense'],
]);

/** Packages published without a license file, and a package by the same authors that has it. */
const LICENSE_IN: Readonly<Record<string, string>> = {
  '@ai-sdk/provider-utils': '@ai-sdk/provider',
};

/** Data in packages that has its own license. */
const DATA: Readonly<Record<string, string>> = {
  'emojibase-data':
    'Contains data of the Unicode CLDR Project, under the Unicode License V3: https://www.unicode.org/license.txt',
  tldts:
    'Contains the Public Suffix List, under the Mozilla Public License 2.0: https://publicsuffix.org/list/public_suffix_list.dat',
  unhomoglyph:
    'Contains the confusables of Unicode, under the Unicode License V3: https://www.unicode.org/license.txt',
};

/**
 * @param bundles the modules of each bundle.
 * @param root the folder with node_modules.
 * @returns the packages in the bundles, sorted by name.
 * @throws {Error} if a package has no license, or one that is not permissive.
 */
export function packagesIn(bundles: BundledModules, root = '.'): readonly LicensedPackage[] {
  const found = new Map<string, Set<string>>();
  for (const [bundle, modules] of Object.entries(bundles))
    for (const path of modules) {
      const folder = packageFolderOf(relative(root, resolve(root, path)));
      if (folder !== undefined) found.set(folder, (found.get(folder) ?? new Set()).add(bundle));
    }
  return [...found]
    .map(([folder, names]) => ({ ...licenseOf(folder, root), bundles: [...names].sort() }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || (a.version < b.version ? -1 : 1));
}

/** @returns the text to distribute with the bundles. */
export function noticesOf(packages: readonly LicensedPackage[]): string {
  const sections = packages.map(({ name, version, license, bundles, text }) => {
    const data = DATA[name] === undefined ? '' : `${DATA[name]}\n`;
    return `${name} ${version}\nLicense: ${license}\nIn: ${bundles.join(', ')}\n${data}\n${text}\n`;
  });
  const line = `\n${'-'.repeat(80)}\n\n`;
  return ['These packages are part of what you have received.\n', ...sections].join(line);
}

/** @returns the folder of the package that a module is in; `undefined` for our own modules. */
function packageFolderOf(path: string): string | undefined {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/')) ?? [];
  return folder;
}

function licenseOf(folder: string, root: string): Omit<LicensedPackage, 'bundles'> {
  const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const { name, version, license } = manifest as Record<string, string | undefined>;
  if (name === undefined || version === undefined)
    throw new Error(`${folder}/package.json has no name or no version.`);
  if (license === undefined || !PERMISSIVE.has(license))
    throw new Error(`${name} has the license ${license ?? '(none)'}: ${ADVICE}`);
  const elsewhere = LICENSE_IN[name];
  const [file] = [folder, ...(elsewhere ? [join('node_modules', elsewhere)] : [])].flatMap(
    (place) =>
      globSync('{LICEN[CS]E,Licen[cs]e,licen[cs]e}*', { cwd: join(root, place) })
        .map((found) => join(root, place, found))
        .filter((found) => existsSync(found)),
  );
  if (file === undefined) throw new Error(`${name} is published without its license: ${ADVICE}`);
  return { name, version, license, text: readFileSync(file, 'utf8').trim() };
}

const ADVICE = 'use another package, or add what is missing to scripts/licenses.ts.';

/** @returns the paths of the Worker's modules, which wrangler bundles at deployment. */
export async function modulesOfWorker(): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: ['src/worker/index.ts'],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'warning',
    outdir: 'node_modules/.cache/worker',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
}
