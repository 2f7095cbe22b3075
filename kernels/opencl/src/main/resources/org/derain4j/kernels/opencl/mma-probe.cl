// Asks a device whether mma.cl multiplies as it says: 16x8 values d = 16x32 values a times 32x8 values b, all in rows, by one warp
// whose items take their fragments as they are drawn there.

#define PROBED 32 // columns of a, rows of b

#if HALF_MAPS
#define STEP_DEPTH 16
INLINE uint pair(float first, float second) {
    ushort low, high;
    vstore_half(first, 0, (half *) &low);
    vstore_half(second, 0, (half *) &high);
    return low | (uint) high << 16;
}
#define LEFT(row, i) pair(a[(row) * PROBED + k + 2 * t + (i) * 8], a[(row) * PROBED + k + 2 * t + (i) * 8 + 1])
#define RIGHT(i) pair(b[(k + 2 * t + (i) * 8) * 8 + g], b[(k + 2 * t + (i) * 8 + 1) * 8 + g])
#else
#define STEP_DEPTH 8
#define LEFT(row, i) as_uint(toTf32_1(a[(row) * PROBED + k + t + (i) * 4]))
#define RIGHT(i) as_uint(toTf32_1(b[(k + t + (i) * 4) * 8 + g]))
#endif

kernel __attribute__((reqd_work_group_size(WARP, 1, 1))) void probe(global const float *a, global const float *b, global float *d) {
#if EMULATED
    local uint exchange[WARP * EXCHANGED];
#endif
    int g = (int) get_local_id(0) / 4;
    int t = (int) get_local_id(0) % 4;
    float4 sums = 0;
    for (int k = 0; k < PROBED; k += STEP_DEPTH) {
        uint4 left = (uint4) (LEFT(g, 0), LEFT(g + 8, 0), LEFT(g, 1), LEFT(g + 8, 1));
        uint2 right = (uint2) (RIGHT(0), RIGHT(1));
#if EMULATED
        sums = multiply(exchange, left, right, sums);
#else
        sums = multiply(left, right, sums);
#endif
    }
    d[g * 8 + 2 * t] = sums.s0;
    d[g * 8 + 2 * t + 1] = sums.s1;
    d[(g + 8) * 8 + 2 * t] = sums.s2;
    d[(g + 8) * 8 + 2 * t + 1] = sums.s3;
}
