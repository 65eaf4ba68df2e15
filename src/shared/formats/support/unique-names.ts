/** Names of files to be written: two items of the same name (compared without case, as many disks do) get a number. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** `path` without its extension, or with `-2`, `-3` … when it is taken. */
  take(path: string): string {
    let name = path;
    for (let n = 2; this.#taken.has(name.toLowerCase()); n++) name = `${path}-${n}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
