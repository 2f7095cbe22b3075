// Samples of 8 bits on their way into a map and out of it, some rows of the map at a time: a piece is HEAD bytes, of which the first
// four tell whether a value was not finite, then the levels, as many a row as the map has values. An item takes one of them.

#pragma OPENCL FP_CONTRACT OFF

#ifndef HEAD
#define HEAD 64 // bytes of a piece before its levels
#endif

#if HALF_MAPS
#define STORED ushort
#else
#define STORED uint
#endif

// `values` has what the map stores for each level: nothing is rounded here.
kernel void levelsToMap(global const uchar *piece, global const STORED *values, global STORED *map, ulong begin, int row) {
    int x = get_global_id(0);
    if (x < row) {
        size_t i = get_global_id(1) * (size_t) row + x;
        map[GUARD + begin + i] = values[piece[HEAD + i]];
    }
}

// The first `checked` values of each row shall be finite.
kernel void mapToLevels(global const MAP *map, ulong begin, int row, int checked, int nearest, global uchar *piece) {
    int x = get_global_id(0);
    if (x < row) {
        size_t i = get_global_id(1) * (size_t) row + x;
        float value = READ_1(map + GUARD + begin + i);
        if (x < checked && (as_uint(value) & 0x7f800000) == 0x7f800000) {
            *(global uint *) piece = 1;
        }
        float level = fmin(fmax((value + 1) * 127.5f, 0.0f), 255.0f);
        int whole = (int) level;
        piece[HEAD + i] = (uchar) (whole + (nearest && level - whole >= 0.5f ? 1 : 0));
    }
}
