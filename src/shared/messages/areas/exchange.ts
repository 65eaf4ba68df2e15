/** Words of the area "exchange". */
export const exchange = {} as const;
