// Stands in the bundle for what libsql finds its prebuilt file by (@neon-rs/load and detect-libc), which takes ten times
// as long as loading the file. On Linux both kinds are installed, and only one of them can be loaded.
const names = {
  'linux-x64': ['linux-x64-gnu', 'linux-x64-musl'],
  'linux-arm64': ['linux-arm64-gnu', 'linux-arm64-musl'],
  'linux-arm': ['linux-arm-gnueabihf', 'linux-arm-musleabihf'],
  'darwin-x64': ['darwin-x64'],
  'darwin-arm64': ['darwin-arm64'],
  'win32-x64': ['win32-x64-msvc'],
};

exports.currentTarget = () => {
  const all = names[`${process.platform}-${process.arch}`] ?? [
    `${process.platform}-${process.arch}`,
  ];
  return all.find(loads) ?? all[0];
};

function loads(name) {
  try {
    require(`@libsql/${name}`);
    return true;
  } catch {
    return false;
  }
}

// The target above is right already.
exports.familySync = () => undefined;
exports.GLIBC = 'glibc';
exports.MUSL = 'musl';
