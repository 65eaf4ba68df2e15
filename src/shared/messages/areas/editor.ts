/** Words of the area "editor". */
export const editor = {} as const;
