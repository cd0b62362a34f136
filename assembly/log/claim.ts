// What a format's reader answers: 0 when it has written the line's row, a reason (REASON_*) when the line is its own but broken, or NOT_MINE.
export const NOT_MINE: i32 = -1;
