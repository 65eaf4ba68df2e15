/** Words of the area "labels". */
export const labels = {} as const;
