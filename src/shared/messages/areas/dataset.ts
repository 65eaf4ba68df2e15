/** Words of the area "dataset". */
export const dataset = {} as const;
