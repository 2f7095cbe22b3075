// Convolutions and transposed convolutions as implicit matrix products: positions x (taps * inputs) times (taps * inputs) x outputs.
//
// A group makes TILE_H x TILE_W positions and BLOCKS blocks of output channels. It copies the inputs around them to local memory, the
// patch [PATCH_H][PATCH_W][CHUNK], with zeros around the picture and the two maps of a concatenation side by side. How the sums are
// formed from it is said in items.cl, where every item multiplies by itself, and in tensor.cl, where tensor cores do.
//
// All windows are one kernel. A transposed convolution of stride 2 is four phases (outputs of even and odd rows and columns), each
// an ordinary convolution with the taps that meet inputs: 2x2, 2x1, 1x2 and 1x1. Bias, PReLU, the sum with another map, or the gates
// of a conv-LSTM are formed from the registers. Where means of the result follow, each group leaves the sums of its positions.
//
// Arguments: a, [b], filter, [bias], [slope], [addend], out, [cell, newCell], [sums], inHeight, inWidth, outHeight, outWidth.
// Filter: [block][tap][IN_PADDED * BLOCK], the taps of the phases one after the other; bias and slope: [block][BLOCK].

// Copies CHUNK channels around the group's positions, zeros where there are none.
INLINE void readPatch(const work *w, int channel, local OPERAND *patch) {
    for (int i = ITEM_OF_GROUP; i < PATCH_H * PATCH_W * (CHUNK / READ_VEC); i += ITEMS) {
        int c = i % (CHUNK / READ_VEC) * READ_VEC;
        int pixel = i / (CHUNK / READ_VEC);
        int y = w->y * STEP + FIRST_Y + pixel / PATCH_W;
        int x = w->x * STEP + FIRST_X + pixel % PATCH_W;
        OPERANDS(READ_VEC) values = 0;
        if (y >= 0 && y < w->inHeight && x >= 0 && x < w->inWidth && channel + c < IN) {
            size_t at = (size_t) y * w->inWidth + x;
#if IN_B
            values = channel + c < IN_A ? FETCH(READ_VEC, w->a + at * IN_A + channel + c)
                                        : FETCH(READ_VEC, w->b + at * IN_B + channel + c - IN_A);
#else
            values = FETCH(READ_VEC, w->a + at * IN_A + channel + c);
#endif
        }
#if PITCH % READ_VEC == 0
        *(local OPERANDS(READ_VEC) *) (patch + pixel * PITCH + c) = values;
#else
        STORE(READ_VEC, values, patch + pixel * PITCH + c);
#endif
    }
}

#if FILTER_LOCAL
#define FILTER_VEC (16 / (int) sizeof(OPERAND))

// Copies the filter of a phase, a block and a chunk, 16 bytes at a time: whatever its order, a chunk of a tap is in one piece.
INLINE void readFilter(const work *w, const phase p, int block, int channel, local OPERAND *filter) {
    global const OPERAND *from = w->filter + (((size_t) block * TAPS + p.firstTap) * IN_PADDED + channel) * BLOCK;
    for (int i = ITEM_OF_GROUP * FILTER_VEC; i < p.taps * FILTER_TAP; i += ITEMS * FILTER_VEC) {
        int tap = i / FILTER_TAP;
        *(local uint4 *) (filter + i) = *(global const uint4 *) (from + tap * (IN_PADDED - CHUNK) * BLOCK + i);
    }
}
#endif

// VEC channels of a map of the result's shape, if there are any.
#if OUT % VEC == 0
#define READ_OUT(p) READ_ALIGNED(VEC, p)
#else
#define READ_OUT(p) READ(VEC, p)
#endif

#if OUT % FEATURES == 0
#define IS_CHANNEL(channel) 1 // said by the compiler, not asked by every item
#else
#define IS_CHANNEL(channel) ((channel) < OUT)
#endif

// Writes those of VEC channels that there are.
INLINE void write(lanes value, int channel, global MAP *to) {
#if OUT % VEC == 0
    if (IS_CHANNEL(channel)) {
        WRITE_ALIGNED(VEC, value, to);
    }
#else
    if (channel + VEC <= OUT) {
        WRITE(VEC, value, to);
    } else {
        float each[VEC];
        STORE(VEC, value, each);
        for (int i = 0; channel + i < OUT; i++) {
            WRITE_1(each[i], to + i);
        }
    }
#endif
}

// Whether there is such a position of the result; y and x count the group's.
INLINE bool isPosition(const work *w, const phase p, int y, int x) {
    return (w->y + y) * OUT_STEP + p.startY < w->outHeight && (w->x + x) * OUT_STEP + p.startX < w->outWidth;
}

// Where it lies; the last one for one that there is not, which may be read like any other.
INLINE size_t pixelOf(const work *w, const phase p, int y, int x) {
    int outY = min((w->y + y) * OUT_STEP + p.startY, w->outHeight - 1);
    int outX = min((w->x + x) * OUT_STEP + p.startX, w->outWidth - 1);
    return (size_t) outY * w->outWidth + outX;
}

// Makes results of an item's sums of one position: VECS vectors, NEXT_LANES apart; of an LSTM's, the first of each GATES is the hidden
// value then and the second the state. Only reads memory, so that the reads of many positions need not wait for each other, as they
// must where a write lies between that might go to the same place.
INLINE void complete(const work *w, const phase p, int block, int y, int x, lanes sums[VECS]) {
    size_t pixel = pixelOf(w, p, y, x);
    int lane = block * BLOCK + FIRST_LANE;
#if HAS_BIAS
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        sums[v] += LOAD_ALIGNED(global, VEC, w->bias + lane + v * NEXT_LANES);
    }
#endif
#if GATES
    _Pragma("unroll") for (int v = 0; v < VECS; v += GATES) {
        lanes state = SIGMOID(sums[v]) * tanh(sums[v + 1]);
#if GATES == 4
        int channel = block * FEATURES + FIRST_FEATURE + v / GATES * NEXT_LANES;
        if (IS_CHANNEL(channel)) {
            state += READ_OUT(w->cell + pixel * OUT + channel) * SIGMOID(sums[v + 2]);
        }
        sums[v + 1] = state;
#endif
        sums[v] = tanh(state) * SIGMOID(sums[v + GATES - 1]);
    }
#else
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        int channel = lane + v * NEXT_LANES;
#if HAS_SLOPE
        lanes slope = LOAD_ALIGNED(global, VEC, w->slope + channel);
        sums[v] = PRELU(sums[v], slope);
#endif
#if ADDEND
        if (IS_CHANNEL(channel)) {
            sums[v] = READ_OUT(w->addend + pixel * OUT + channel) + ADDEND * sums[v];
        }
#endif
    }
#endif
}

// Writes what is complete, if there is such a position, and adds it to the item's totals where means follow.
INLINE void store(const work *w, const phase p, int block, int y, int x, const lanes results[VECS], lanes totals[VECS]) {
    if (!isPosition(w, p, y, x)) {
        return;
    }
    size_t pixel = pixelOf(w, p, y, x);
    _Pragma("unroll") for (int v = 0; v < VECS; v += GATED) {
        int channel = block * FEATURES + FIRST_FEATURE + v / GATED * NEXT_LANES;
        write(results[v], channel, w->out + pixel * OUT + channel);
#if GATES == 4
        write(results[v + 1], channel, w->newCell + pixel * OUT + channel);
#endif
#if SUMS
        totals[v] += results[v];
#endif
    }
}

#if SUMS
// Adds up the totals of a group's items: sums[group][lane], as many lanes as all blocks have.
INLINE void writeSums(const work *w, int block, const lanes totals[VECS], local float *parts) {
    size_t group = get_group_id(2) * get_num_groups(1) + get_group_id(1);
    global float *to = w->sums + (group * get_num_groups(0) * BLOCKS + block) * BLOCK;
#if PEERS == 1
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        STORE_ALIGNED(global, VEC, totals[v], to + FIRST_LANE + v * NEXT_LANES);
    }
#else
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        STORE_ALIGNED(local, VEC, totals[v], parts + PEER * BLOCK + FIRST_LANE + v * NEXT_LANES);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int lane = ITEM_OF_GROUP; lane < BLOCK; lane += ITEMS) {
        float sum = 0;
        for (int part = 0; part < PEERS; part++) {
            sum += parts[part * BLOCK + lane];
        }
        to[lane] = sum;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
#endif
}
#endif

// All outputs of one phase and one block.
INLINE void makePhase(const work *w, const phase p, int block, local OPERAND *patch, local OPERAND *localFilter,
    lanes totals[VECS]) {
    for (int row = 0; row < ROWS; row++) {
        sumsOfItem sums[SETS];
        clear(sums);
#if CHUNKS == 1 && !FILTER_LOCAL
        accumulate(w, p, row, patch, w->filter + ((size_t) block * TAPS + p.firstTap) * FILTER_TAP, sums);
#else
        for (int channel = 0; channel < IN; channel += CHUNK) {
            barrier(CLK_LOCAL_MEM_FENCE);
#if CHUNKS > 1
            readPatch(w, channel, patch);
#endif
#if FILTER_LOCAL
            readFilter(w, p, block, channel, localFilter);
            barrier(CLK_LOCAL_MEM_FENCE);
            accumulate(w, p, row, patch, localFilter, sums);
#else
            barrier(CLK_LOCAL_MEM_FENCE);
            accumulate(w, p, row, patch,
                w->filter + (((size_t) block * TAPS + p.firstTap) * IN_PADDED + channel) * BLOCK, sums);
#endif
        }
#endif
        finish(w, p, block, row, sums, totals);
    }
}

kernel __attribute__((reqd_work_group_size(LOCAL_C, LOCAL_X, LOCAL_Y))) void convolution(
    global const MAP *a,
#if IN_B
    global const MAP *b,
#endif
    global const OPERAND *filter,
#if HAS_BIAS
    global const float *bias,
#endif
#if HAS_SLOPE
    global const float *slope,
#endif
#if ADDEND
    global const MAP *addend,
#endif
    global MAP *out,
#if GATES == 4
    global const MAP *cell, global MAP *newCell,
#endif
#if SUMS
    global float *sums,
#endif
    int inHeight, int inWidth, int outHeight, int outWidth) {
    local OPERAND patch[PATCH_H * PATCH_W * PITCH] __attribute__((aligned(LOCAL_ALIGNMENT)));
#if FILTER_LOCAL
    local OPERAND localFilter[LOCAL_TAPS * CHUNK * BLOCK] __attribute__((aligned(LOCAL_ALIGNMENT)));
#else
    local OPERAND *localFilter = 0;
#endif
#if SUMS && PEERS > 1
    local float parts[PEERS * BLOCK] __attribute__((aligned(LOCAL_ALIGNMENT)));
#else
    local float *parts = 0;
#endif
    work w;
#if EMULATED
    local uint exchange[ITEMS * EXCHANGED];
    w.exchange = exchange;
#endif
    w.a = a + GUARD;
#if IN_B
    w.b = b + GUARD;
#endif
    w.filter = filter;
#if HAS_BIAS
    w.bias = bias;
#endif
#if HAS_SLOPE
    w.slope = slope;
#endif
#if ADDEND
    w.addend = addend + GUARD;
#endif
    w.out = out + GUARD;
#if GATES == 4
    w.cell = cell + GUARD;
    w.newCell = newCell + GUARD;
#endif
#if SUMS
    w.sums = sums;
#endif
    w.inHeight = inHeight;
    w.inWidth = inWidth;
    w.outHeight = outHeight;
    w.outWidth = outWidth;
    w.x = (int) get_group_id(1) * TILE_W;
    w.y = (int) get_group_id(2) * TILE_H;
#if CHUNKS == 1
    readPatch(&w, 0, patch);
    barrier(CLK_LOCAL_MEM_FENCE);
#endif
    for (int i = 0; i < BLOCKS; i++) {
        int block = (int) get_group_id(0) * BLOCKS + i;
        lanes totals[VECS];
        _Pragma("unroll") for (int v = 0; v < VECS; v++) {
            totals[v] = 0;
        }
#if TRANSPOSED && SETS == 1
        _Pragma("nounroll") for (int which = 0; which < 4; which++) {
            makePhase(&w, phaseOf(which), block, patch, localFilter, totals);
        }
#else
        const phase all = {0, TAPS, WINDOW, WINDOW, 0, 0, 0, 0};
        makePhase(&w, all, block, patch, localFilter, totals);
#endif
#if SUMS
        writeSums(&w, block, totals, parts);
#endif
    }
}
