// Convolutions whose products tensor cores form (mma.cl). A warp makes TILES_Y rows of 16 positions and TILES_C times 8 channels:
//
//      patch, a row of positions                  filter, 16 inputs of 8 outputs         sums, 16 positions x 8 channels
//      +----+----+----+--    16 positions,   x    +----+                            +->  +----+   two positions and two
//      | 16 | 16 | .. |      16 inputs            | 16 |                                 | 16 |   channels in an item
//      +----+----+----+--                         +----+ 8                               +----+ 8
//
// A sum does not care for the order of its terms, so item T of four takes the inputs 4T to 4T + 3 of every 16, which lie side by side:
// one vector of the patch and one of the filter are its fragments of one product of halves, or of two of TF32. The filter is packed
// in this order: [block][tap][inputs / 16][BLOCK / 8][item of the warp][4 inputs].
//
// Inputs are rounded when they enter the patch, filters by the host. CHUNK is a multiple of 16.

#ifndef WARPS_C
#define WARPS_C 1      // warps of a group beside each other in channels
#endif
#ifndef WARPS_X
#define WARPS_X 1      // warps of a group beside each other in columns
#endif
#ifndef WARPS_Y
#define WARPS_Y 4      // warps of a group beside each other in rows
#endif
#ifndef TILES_Y
#define TILES_Y 4      // rows of 16 positions of a warp
#endif
#ifndef FINISH
#define FINISH 2       // of an item's positions, those whose sums are completed, then written, at a time (1, 2, 4, 8)
#endif
#ifndef TILES_C
#define TILES_C 8      // times 8 channels of a warp; of an LSTM a multiple of its gates
#endif

#define ROWS 1
#define VEC 2
#define VECS TILES_C
#define LOCAL_C (WARP * WARPS_C)
#define LOCAL_X WARPS_X
#define LOCAL_Y WARPS_Y
#define BLOCK (WARPS_C * TILES_C * 8)
#define TILE_W (WARPS_X * 16)
#define TILE_H (WARPS_Y * TILES_Y)
#define DEEP 16        // inputs of an item's vectors

#define ITEM ((int) get_local_id(0) % WARP)
#define WARP_C ((int) get_local_id(0) / WARP)
#define FIRST_LANE (WARP_C * TILES_C * 8 + ITEM % 4 * 2)
#define FIRST_FEATURE (WARP_C * (TILES_C / GATED) * 8 + ITEM % 4 * 2)
#define NEXT_LANES 8
#define PEERS (LOCAL_X * LOCAL_Y * 8) // items of a group with the same channels
#define PEER (((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * 8 + ITEM / 4)

typedef float2 lanes;
typedef float4 sumsOfItem[TILES_Y][TILES_C]; // of the upper position in s01, of that 8 columns further in s23

#if EMULATED
// Neither unrolled nor inlined twice: there are barriers in it.
#define FOR_EACH _Pragma("nounroll") for
#define MULTIPLY(left, right, sums) multiply(                                                           \
    w->exchange + ((get_local_id(2) * LOCAL_X + get_local_id(1)) * WARPS_C + WARP_C) * WARP * EXCHANGED,\
    left, right, sums)
#else
#define FOR_EACH _Pragma("unroll") for
#define MULTIPLY(left, right, sums) multiply(left, right, sums)
#endif

#if HALF_MAPS
#define FRAGMENTS uint2 // four halves
#define PRODUCTS 1
#define PART(v, i) (v)
#else
#define FRAGMENTS uint4 // four TF32
#define PRODUCTS 2
#define PART(v, i) ((i) == 0 ? (v).s01 : (v).s23)
#endif

// In convolution.cl: what follows the sums of one position, by the group's rows and columns.
INLINE void complete(const work *w, const phase p, int block, int y, int x, lanes sums[VECS]);
INLINE void store(const work *w, const phase p, int block, int y, int x, const lanes results[VECS], lanes totals[VECS]);

INLINE void clear(sumsOfItem sums[SETS]) {
    FOR_EACH (int set = 0; set < SETS; set++) {
        FOR_EACH (int m = 0; m < TILES_Y; m++) {
            FOR_EACH (int n = 0; n < TILES_C; n++) {
                sums[set][m][n] = 0;
            }
        }
    }
}

// Adds the taps of a chunk to the sums of a warp.
INLINE void accumulate(const work *w, const phase p, int row, local const OPERAND *patch, FILTER_SPACE const OPERAND *filters,
    sumsOfItem sums[SETS]) {
    int y = (int) get_local_id(2) * TILES_Y;
    int x = (int) get_local_id(1) * 16 + ITEM / 4;
    local const OPERAND *first = patch + ((y * STEP + p.patchY) * PATCH_W + x * STEP + p.patchX) * PITCH + ITEM % 4 * 4;
    FILTER_SPACE const OPERAND *filter = filters + (WARP_C * TILES_C * WARP + ITEM) * 4;
    FOR_TAPS (int ky = 0; ky < TAPS_DOWN; ky++) {
        FOR_TAPS (int kx = 0; kx < TAPS_ACROSS; kx++) {
            local const OPERAND *in = first + (ky * PATCH_W + kx) * PITCH;
            for (int c = 0; c < CHUNK; c += DEEP) {
                FRAGMENTS upper[TILES_Y], lower[TILES_Y];
                FOR_EACH (int m = 0; m < TILES_Y; m++) {
                    local const OPERAND *at = in + m * STEP * PATCH_W * PITCH + c;
                    upper[m] = *(local const FRAGMENTS *) at;
                    lower[m] = *(local const FRAGMENTS *) (at + 8 * STEP * PITCH);
                }
                FOR_EACH (int set = 0; set < SETS; set++) {
                    if (!HAS_TAP(set, ky, kx)) {
                        continue;
                    }
                    FILTER_SPACE const OPERAND *from = filter + TAP(set, ky, kx) * FILTER_TAP + c * BLOCK;
                    FOR_EACH (int n = 0; n < TILES_C; n++) {
                        FRAGMENTS right = *(FILTER_SPACE const FRAGMENTS *) (from + n * WARP * 4);
                        FOR_EACH (int i = 0; i < PRODUCTS; i++) {
                            FOR_EACH (int m = 0; m < TILES_Y; m++) {
                                uint2 up = PART(upper[m], i);
                                uint2 low = PART(lower[m], i);
                                uint4 left = (uint4) (up.s0, low.s0, up.s1, low.s1);
                                sums[set][m][n] = MULTIPLY(left, PART(right, i), sums[set][m][n]);
                            }
                        }
                    }
                }
            }
        }
    }
}

// All positions of a warp on their way to memory. An item has POSITIONS: two in each row of each set.
#define POSITIONS (SETS * TILES_Y * 2)
#define SET(i) ((i) / (TILES_Y * 2))
#define ROW(i) ((i) / 2 % TILES_Y)
INLINE void finish(const work *w, const phase p, int block, int row, sumsOfItem sums[SETS], lanes totals[VECS]) {
    int y = (int) get_local_id(2) * TILES_Y;
    int x = (int) get_local_id(1) * 16 + ITEM / 4;
    FOR_EACH (int first = 0; first < POSITIONS; first += FINISH) {
        lanes results[FINISH][VECS];
        FOR_EACH (int k = 0; k < FINISH; k++) {
            int i = first + k;
            if (i < POSITIONS) {
                FOR_EACH (int n = 0; n < TILES_C; n++) {
                    float4 both = sums[SET(i)][ROW(i)][n];
                    results[k][n] = i % 2 ? both.s23 : both.s01;
                }
                complete(w, PHASE(SET(i)), block, y + ROW(i), x + i % 2 * 8, results[k]);
            }
        }
        FOR_EACH (int k = 0; k < FINISH; k++) {
            int i = first + k;
            if (i < POSITIONS) {
                store(w, PHASE(SET(i)), block, y + ROW(i), x + i % 2 * 8, results[k], totals);
            }
        }
    }
}

