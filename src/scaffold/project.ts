import { message, type Say } from '../messages/message.ts';
import { Planner, type PlannedFile, type ScaffoldTexts } from './planned-file.ts';
import type { ProjectRequest } from './request.ts';

/** Folders of a project that are empty at first; git keeps none without a file in it. */
const emptyFolders = ['custom_components', 'plugins', 'templates', 'knowledge'];

/** The files of a project, with a flow that runs at once. */
export function planProject(
  _request: ProjectRequest,
  texts: ScaffoldTexts,
  say: Say,
): PlannedFile[] {
  const planner = new Planner(texts, say, {
    display_name: 'hello',
    description: say(message('scaffold-text/hello')),
    run_command: 'bisheng run hello --input "World"',
    test_path: 'flows/hello.test.yaml',
  });
  planner
    .add('bisheng.yaml', 'project/bisheng.yaml')
    .add('flows/hello.yaml', 'flow/linear.yaml')
    .add('flows/hello.test.yaml', 'flow/linear.test.yaml');
  return [
    ...planner.files,
    ...emptyFolders.map((folder) => ({ path: `${folder}/.gitkeep`, text: '' })),
    ...editorFiles(texts, say),
    ...new Planner(texts, say, {})
      .add('.gitignore', 'project/gitignore')
      .files.map((file) => ({ ...file, optional: file.text.trim().split('\n') })),
  ];
}

/** What lets an editor complete the package `bisheng`; a configuration that is there already is left alone. */
export function editorFiles(texts: ScaffoldTexts, say: Say): PlannedFile[] {
  const { files } = new Planner(texts, say, {}).add(
    'pyrightconfig.json',
    'project/pyrightconfig.json',
  );
  return files.map((file) => ({ ...file, optional: ['.bisheng/python'] }));
}
