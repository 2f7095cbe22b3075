// Convolutions and transposed convolutions as implicit matrix products: positions x (taps * inputs) times (taps * inputs) x outputs.
//
// A group makes TILE_H x TILE_W positions and BLOCKS blocks of output channels. It copies the inputs around them to local memory, the
// patch [PATCH_H][PATCH_W][CHUNK], with zeros around the picture and the two maps of a concatenation side by side. How the sums are
// formed from it is said in items.cl, where every item multiplies by itself, and in tensor.cl, where tensor cores do.
//
// All windows are one kernel. A transposed convolution of stride 2 is four phases (outputs of even and odd rows and columns), each
// an ordinary convolution with the taps that meet inputs: 2x2, 2x1, 1x2 and 1x1. Bias, PReLU, the sum with another map, or the gates
// of a conv-LSTM are formed from the registers.
//
// Arguments: a, [b], filter, [bias], [slope], [addend], out, [cell, newCell], inHeight, inWidth, outHeight, outWidth.
// Filter: [block][tap][IN_PADDED * BLOCK], the taps of the phases one after the other; bias and slope: [block][BLOCK].

// Copies CHUNK channels around the group's positions, zeros where there are none.
INLINE void readPatch(const work *w, int channel, local OPERAND *patch) {
    int item = ((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * LOCAL_C + (int) get_local_id(0);
    for (int i = item; i < PATCH_H * PATCH_W * (CHUNK / READ_VEC); i += ITEMS) {
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
    int item = ((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * LOCAL_C + (int) get_local_id(0);
    global const OPERAND *from = w->filter + (((size_t) block * TAPS + p.firstTap) * IN_PADDED + channel) * BLOCK;
    for (int i = item * FILTER_VEC; i < p.tapsY * p.tapsX * FILTER_TAP; i += ITEMS * FILTER_VEC) {
        int tap = i / FILTER_TAP;
        *(local uint4 *) (filter + i) = *(global const uint4 *) (from + tap * (IN_PADDED - CHUNK) * BLOCK + i);
    }
}
#endif

// VEC channels of a map of the result's shape.
#if OUT % VEC == 0
#define READ_OUT(p) READ_ALIGNED(VEC, p)
#else
#define READ_OUT(p) READ(VEC, p)
#endif

// Writes those of VEC channels that there are.
INLINE void write(lanes value, int channel, global MAP *to) {
#if OUT % VEC == 0
    if (channel < OUT) {
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

// An item's sums of one position on their way to memory: VECS vectors, NEXT_LANES apart.
INLINE void finish(const work *w, int block, size_t pixel, lanes sums[VECS]) {
    int lane = block * BLOCK + FIRST_LANE;
#if HAS_BIAS
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        sums[v] += LOAD_ALIGNED(global, VEC, w->bias + lane + v * NEXT_LANES);
    }
#endif
#if GATES
    _Pragma("unroll") for (int v = 0; v < VECS; v += GATES) {
        int channel = block * (BLOCK / GATES) + FIRST_FEATURE + v / GATES * NEXT_LANES;
        size_t at = pixel * OUT + channel;
        lanes state = SIGMOID(sums[v]) * tanh(sums[v + 1]);
#if GATES == 4
        if (channel < OUT) {
            state += READ_OUT(w->cell + at) * SIGMOID(sums[v + 2]);
        }
        write(state, channel, w->newCell + at);
#endif
        write(tanh(state) * SIGMOID(sums[v + GATES - 1]), channel, w->out + at);
    }
#else
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        int channel = lane + v * NEXT_LANES;
        size_t at = pixel * OUT + channel;
        lanes value = sums[v];
#if HAS_SLOPE
        lanes slope = LOAD_ALIGNED(global, VEC, w->slope + channel);
        value = PRELU(value, slope);
#endif
#if ADDEND
        if (channel < OUT) {
            value = READ_OUT(w->addend + at) + ADDEND * value;
        }
#endif
        write(value, channel, w->out + at);
    }
#endif
}

// The same, if there is such a position; y and x count the group's.
INLINE void finishAt(const work *w, const phase p, int block, int y, int x, lanes sums[VECS]) {
    int outY = (w->y + y) * OUT_STEP + p.startY;
    int outX = (w->x + x) * OUT_STEP + p.startX;
    if (outY < w->outHeight && outX < w->outWidth) {
        finish(w, block, (size_t) outY * w->outWidth + outX, sums);
    }
}

// All outputs of one phase and one block.
INLINE void makePhase(const work *w, const phase p, int block, local OPERAND *patch, local OPERAND *localFilter) {
    for (int row = 0; row < ROWS; row++) {
        sumsOfItem sums;
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
        finishAll(w, p, block, row, sums);
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
    int inHeight, int inWidth, int outHeight, int outWidth) {
    local OPERAND patch[PATCH_H * PATCH_W * PITCH] __attribute__((aligned(LOCAL_ALIGNMENT)));
#if FILTER_LOCAL
    local OPERAND localFilter[(TRANSPOSED ? 4 : TAPS) * CHUNK * BLOCK] __attribute__((aligned(LOCAL_ALIGNMENT)));
#else
    local OPERAND *localFilter = 0;
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
#if TRANSPOSED
        // With PAD zeros before, the outputs at PAD, PAD + 2, ... have two taps, the first of them at the patch's beginning.
        _Pragma("nounroll") for (int which = 0; which < 4; which++) {
            int down = which / 2; // one tap, not two
            int across = which % 2;
            const phase p = {which == 0 ? 0 : 2 + 2 * which, 2 - down, 2 - across, down * (1 - PAD_Y), across * (1 - PAD_X),
                down ? 1 - PAD_Y : PAD_Y, across ? 1 - PAD_X : PAD_X};
            makePhase(&w, p, block, patch, localFilter);
        }
#else
        const phase all = {0, KERNEL, KERNEL, 0, 0, 0, 0};
        makePhase(&w, all, block, patch, localFilter);
#endif
    }
}
