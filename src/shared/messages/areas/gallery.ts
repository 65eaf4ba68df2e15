/** Words of the area "gallery". */
export const gallery = {} as const;
