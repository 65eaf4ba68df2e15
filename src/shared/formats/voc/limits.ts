/** Largest VOC file that is read, bytes. One picture with 10,000 objects takes about 3 MB. */
export const MAX_XML = 64 * 1024 * 1024;
/** Most boxes kept while the question of the index base is open. */
export const MAX_FILES = 500_000;
