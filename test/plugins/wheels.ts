import { execa } from 'execa';
import path from 'node:path';

const SCRIPT = `
import json, sys, zipfile
folder, wheels = sys.argv[1], json.loads(sys.argv[2])
for name, version, needs in wheels:
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": f"VERSION = {version!r}\\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n"
        + "".join(f"Requires-Dist: {need}\\n" for need in needs),
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    }
    record = "".join(f"{file},,\\n" for file in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(f"{folder}/{name}-{version}-py3-none-any.whl", "w") as wheel:
        for file, text in {**files, f"{info}/RECORD": record}.items():
            wheel.writestr(file, text)
`;

/** A package of one module that has its version as `VERSION`. */
export type Wheel = readonly [name: string, version: string, needs?: readonly string[]];

/** Builds wheels into a folder that exists. */
export async function buildWheels(folder: string, wheels: readonly Wheel[]): Promise<string> {
  const whole = wheels.map(([name, version, needs = []]) => [name, version, needs]);
  await execa('python3', ['-c', SCRIPT, folder, JSON.stringify(whole)]);
  return path.resolve(folder);
}

/** The Python that the tests install for. */
export async function testPython(): Promise<{ executable: string; version: string }> {
  const code =
    'import json, platform, sys; print(json.dumps([sys.executable, platform.python_version()]))';
  const { stdout } = await execa('python3', ['-c', code]);
  const [executable, version] = JSON.parse(stdout) as [string, string];
  return { executable, version };
}
