/** Words of the area "chooser". */
export const chooser = {} as const;
