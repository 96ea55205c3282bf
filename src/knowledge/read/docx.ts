import mammoth from 'mammoth';
import { UnreadableDocument, type Block } from './document.ts';
import { readHtml } from './html.ts';
import { checkOfficePackage } from './office-package.ts';

const styles = ["p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"];

/** The paragraphs, lists and tables of a Word document under its headings. Rejects with {@link UnreadableDocument}. */
export async function readDocx(bytes: Uint8Array): Promise<Block[]> {
  checkOfficePackage(bytes);
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
      {
        styleMap: styles,
        includeEmbeddedStyleMap: false,
        // Pictures say nothing here, and would be written out in full.
        convertImage: mammoth.images.imgElement(() => Promise.resolve({ src: '' })),
      },
    );
    return readHtml(value, false);
  } catch (error) {
    if (error instanceof UnreadableDocument) throw error;
    throw new UnreadableDocument('broken', error);
  }
}
