/** Words of the area "job". */
export const job = {} as const;
