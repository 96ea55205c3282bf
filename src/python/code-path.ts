const FOLDER = '<code>/';

/** What Python takes for the file of code that stands in a flow: no path that anybody could open. */
export function codePath(id: string): string {
  return FOLDER + id;
}

/** Whether a frame is of such code. */
export function isCodePath(file: string): boolean {
  return file.startsWith(FOLDER);
}
