// Convolutions whose products every item forms by itself: PIXELS positions x VECS vectors of VEC channels, summed in registers.
//
//      patch, [PATCH_H][PATCH_W][CHUNK]          filter, [taps][inputs][BLOCK]              sums, [PIXELS][VECS * VEC]
//      +---+---+---+---+
//      | . | . | . | . |  <- one input value  x  VECS vectors of one input's row       +->  one row of an item's registers
//      +---+---+---+---+
//
// Neighbouring items have neighbouring positions and vectors, so that together they read and write whole lines of memory; an item's
// own are LOCAL_X positions and LOCAL_C vectors apart.

#ifndef PIXELS
#define PIXELS 8       // positions of an item in a row (1 to 14)
#endif
#ifndef ROWS
#define ROWS 1         // rows of positions that an item makes one after the other (1 to 4; 1 if there are several chunks)
#endif
#ifndef VEC
#define VEC 4          // channels of a vector (4, 8, 16)
#endif
#ifndef VECS
#define VECS 1         // vectors of an item (1 to 4); of an LSTM the number of its gates
#endif
#ifndef LOCAL_C
#define LOCAL_C 8      // items of a group beside each other in channels
#endif
#ifndef LOCAL_X
#define LOCAL_X 4      // items of a group beside each other in columns
#endif
#ifndef LOCAL_Y
#define LOCAL_Y 4      // items of a group beside each other in rows
#endif
#ifndef DEPTH_VEC
#define DEPTH_VEC 1    // inputs that an item takes from the patch at a time; divides CHUNK (1, 4)
#endif
#ifndef FINISH
#define FINISH 0       // positions whose sums are completed, then written, at a time; 0: one, in a loop over memory (0, 1, 2, 4, 8)
#endif

#define BLOCK (LOCAL_C * VECS * VEC)
#define TILE_W (LOCAL_X * PIXELS)
#define TILE_H (LOCAL_Y * ROWS)
#define FIRST_LANE ((int) get_local_id(0) * VEC)
#define FIRST_FEATURE FIRST_LANE
#define NEXT_LANES (LOCAL_C * VEC)
#define PEERS (LOCAL_X * LOCAL_Y) // items of a group with the same channels
#define PEER ((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1))
#define NEXT_PIXEL (LOCAL_X * STEP * PITCH) // in the patch, of an item

typedef FLOATS(VEC) lanes;
typedef lanes sumsOfItem[PIXELS][VECS];

// In convolution.cl: what follows the sums of one position, by the group's rows and columns.
INLINE void complete(const work *w, const phase p, int block, int y, int x, lanes sums[VECS]);
INLINE void store(const work *w, const phase p, int block, int y, int x, const lanes results[VECS], lanes totals[VECS]);

INLINE void clear(sumsOfItem sums[SETS]) {
    _Pragma("unroll") for (int set = 0; set < SETS; set++) {
        _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
            _Pragma("unroll") for (int v = 0; v < VECS; v++) {
                sums[set][i][v] = 0;
            }
        }
    }
}

// One step of the depth: an input value of every position times a row of the filter, for each set.
#define MULTIPLY_ADD(INPUT, C) {                                                \
        _Pragma("unroll") for (int set = 0; set < SETS; set++) {                \
            if (HAS_TAP(set, ky, kx)) {                                         \
                FILTER_SPACE const float *from = filter + TAP(set, ky, kx) * FILTER_TAP + (C) * BLOCK;\
                lanes f[VECS];                                                  \
                _Pragma("unroll") for (int v = 0; v < VECS; v++) {              \
                    f[v] = LOAD_ALIGNED(FILTER_SPACE, VEC, from + v * NEXT_LANES);\
                }                                                               \
                _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {            \
                    float x = INPUT;                                            \
                    _Pragma("unroll") for (int v = 0; v < VECS; v++) {          \
                        sums[set][i][v] += x * f[v];                            \
                    }                                                           \
                }                                                               \
            }                                                                   \
        }                                                                       \
    }

// Adds the taps of a chunk to the sums of an item's row.
INLINE void accumulate(const work *w, const phase p, int row, local const float *patch, FILTER_SPACE const float *filters,
    sumsOfItem sums[SETS]) {
    int y = (int) get_local_id(2) * ROWS + row;
    local const float *first = patch + ((y * STEP + p.patchY) * PATCH_W + (int) get_local_id(1) * STEP + p.patchX) * PITCH;
    FILTER_SPACE const float *filter = filters + FIRST_LANE;
    FOR_TAPS (int ky = 0; ky < TAPS_DOWN; ky++) {
        FOR_TAPS (int kx = 0; kx < TAPS_ACROSS; kx++) {
            local const float *in = first + (ky * PATCH_W + kx) * PITCH;
            for (int c = 0; c < CHUNK; c += DEPTH_VEC) {
#if DEPTH_VEC == 1
                MULTIPLY_ADD(in[i * NEXT_PIXEL + c], c)
#else
                float4 inputs[PIXELS];
                _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
#if PITCH % 4 == 0
                    inputs[i] = LOAD_ALIGNED(local, 4, in + i * NEXT_PIXEL + c);
#else
                    inputs[i] = LOAD(4, in + i * NEXT_PIXEL + c);
#endif
                }
                MULTIPLY_ADD(inputs[i].s0, c)
                MULTIPLY_ADD(inputs[i].s1, c + 1)
                MULTIPLY_ADD(inputs[i].s2, c + 2)
                MULTIPLY_ADD(inputs[i].s3, c + 3)
#endif
            }
        }
    }
}

// All positions of an item's row on their way to memory.
INLINE void finish(const work *w, const phase p, int block, int row, sumsOfItem sums[SETS], lanes totals[VECS]) {
    int y = (int) get_local_id(2) * ROWS + row;
    int x = (int) get_local_id(1);
#if FINISH
    _Pragma("unroll") for (int first = 0; first < SETS * PIXELS; first += FINISH) {
        _Pragma("unroll") for (int i = first; i < first + FINISH; i++) {
            if (i < SETS * PIXELS) {
                complete(w, PHASE(i / PIXELS), block, y, x + i % PIXELS * LOCAL_X, sums[i / PIXELS][i % PIXELS]);
            }
        }
        _Pragma("unroll") for (int i = first; i < first + FINISH; i++) {
            if (i < SETS * PIXELS) {
                store(w, PHASE(i / PIXELS), block, y, x + i % PIXELS * LOCAL_X, sums[i / PIXELS][i % PIXELS], totals);
            }
        }
    }
#else
    // Any index makes an array leave the registers: these have left them anyway.
    sumsOfItem staged[SETS];
    _Pragma("unroll") for (int set = 0; set < SETS; set++) {
        _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
            _Pragma("unroll") for (int v = 0; v < VECS; v++) {
                staged[set][i][v] = sums[set][i][v];
            }
        }
    }
    _Pragma("nounroll") for (int i = 0; i < SETS * PIXELS; i++) {
        complete(w, PHASE(i / PIXELS), block, y, x + i % PIXELS * LOCAL_X, staged[i / PIXELS][i % PIXELS]);
        store(w, PHASE(i / PIXELS), block, y, x + i % PIXELS * LOCAL_X, staged[i / PIXELS][i % PIXELS], totals);
    }
#endif
}

