// Convolutions and transposed convolutions as implicit matrix products: positions x (taps * inputs) times (taps * inputs) x outputs.
//
// A group makes TILE_H x TILE_W positions and BLOCKS blocks of output channels. It copies the inputs around them to local memory,
// zeros around the picture and the two maps of a concatenation side by side, and an item sums PIXELS positions x VECS vectors of
// VEC channels in registers. Neighbouring items have neighbouring positions and vectors, so that together they read and write
// whole lines of memory; an item's own are LOCAL_X positions and LOCAL_C vectors apart:
//
//      patch, [PATCH_H][PATCH_W][CHUNK]          filter, [taps][inputs][BLOCK]              sums, [PIXELS][VECS * VEC]
//      +---+---+---+---+
//      | . | . | . | . |  <- one input value  x  VECS vectors of one input's row       +->  one row of an item's registers
//      +---+---+---+---+
//
// All windows are one kernel. A transposed convolution of stride 2 is four phases (outputs of even and odd rows and columns), each
// an ordinary convolution with the taps that meet inputs: 2x2, 2x1, 1x2 and 1x1. Bias, PReLU, the sum with another map, or the gates
// of a conv-LSTM are formed from the registers.
//
// Arguments: a, [b], filter, [bias], [slope], [addend], out, [cell, newCell], inHeight, inWidth, outHeight, outWidth.
// Filter: [block][tap][IN_PADDED][BLOCK], the taps of the phases one after the other; bias and slope: [block][BLOCK].

// The step's shape; the host says it all.
#ifndef IN_A
#define IN_A 64        // channels of the first input
#define IN_B 0         // channels of the second input, 0 if there is none
#define OUT 64         // channels of the result; of an LSTM: features
#define KERNEL 3       // taps down and across (1, 3)
#define STRIDE 1       // (1, 2)
#define TRANSPOSED 0   // a transposed convolution of stride 2; of stride 1 it is a convolution with its filter flipped (0, 1)
#define PAD_Y 1        // zeros before the first row of the larger map (0, 1)
#define PAD_X 1        // zeros before the first column of the larger map (0, 1)
#define HAS_BIAS 0     // (0, 1)
#define HAS_SLOPE 0    // PReLU (0, 1)
#define ADDEND 0       // 1: out = addend + y, -1: out = addend - y, 0: out = y
#define GATES 0        // conv-LSTM: 3 from the zero state (i, j, o), 4 with a state (i, j, f, o); VECS is the same number
#endif

// What is tuned.
#ifndef PIXELS
#define PIXELS 8       // positions of an item in a row, LOCAL_X apart (1 to 14)
#endif
#ifndef ROWS
#define ROWS 1         // rows of positions that an item makes one after the other (1 to 4; 1 if there are several chunks)
#endif
#ifndef VEC
#define VEC 4          // channels of a vector (1, 4, 8, 16)
#endif
#ifndef VECS
#define VECS 1         // vectors of an item (1 to 4)
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
#ifndef BLOCKS
#define BLOCKS 1       // blocks of channels that a group makes one after the other (1 if there are several chunks)
#endif
#ifndef CHUNK
#define CHUNK 16       // input channels in local memory at a time
#endif
#ifndef READ_VEC
#define READ_VEC 4     // input channels read at a time; divides IN_A, IN_B and CHUNK (1, 4, 8, 16)
#endif
#ifndef DEPTH_VEC
#define DEPTH_VEC 1    // inputs that an item takes from the patch at a time; divides CHUNK (1, 4)
#endif
#ifndef PATCH_PAD
#define PATCH_PAD 0    // unused values behind each pixel of the patch, against bank conflicts
#endif
#ifndef FINISH_UNROLLED
#define FINISH_UNROLLED 0 // what follows the sums is written out for every position; else it is a loop over memory (0, 1)
#endif
#ifndef FILTER_LOCAL
#define FILTER_LOCAL 0 // the filter goes through local memory, too (0, 1)
#endif

#define IN (IN_A + IN_B)
#define CHUNKS ((IN + CHUNK - 1) / CHUNK)
#define IN_PADDED (CHUNKS * CHUNK)
#define BLOCK (LOCAL_C * VECS * VEC)
#define TAPS (KERNEL * KERNEL)
#define ITEMS (LOCAL_C * LOCAL_X * LOCAL_Y)
#define TILE_W (LOCAL_X * PIXELS)
#define TILE_H (LOCAL_Y * ROWS)
#define PITCH (CHUNK + PATCH_PAD)
#define LOCAL_ALIGNMENT 64 // bytes, of the widest vector

#if TRANSPOSED
#define STEP 1         // inputs between positions
#define OUT_STEP 2     // outputs between positions
#define PATCH_W (TILE_W + 1)
#define PATCH_H (TILE_H + 1)
#define FIRST_Y (PAD_Y - 1)
#define FIRST_X (PAD_X - 1)
#else
#define STEP STRIDE
#define OUT_STEP 1
#define PATCH_W ((TILE_W - 1) * STRIDE + KERNEL)
#define PATCH_H ((TILE_H - 1) * STRIDE + KERNEL)
#define FIRST_Y (-PAD_Y)
#define FIRST_X (-PAD_X)
#endif

typedef FLOATS(VEC) lanes;

// What every part of the kernel needs to know.
typedef struct {
    global const MAP *a, *b;
    global const float *filter, *bias, *slope;
    global const MAP *addend, *cell;
    global MAP *out, *newCell;
    int inHeight, inWidth, outHeight, outWidth;
    int x, y; // the group's first position
} work;

// Which taps a phase has, where they meet the patch, and which outputs they make.
typedef struct {
    int firstTap, tapsY, tapsX;
    int patchY, patchX;
    int startY, startX;
} phase;

// Copies CHUNK channels around the group's positions, zeros where there are none.
INLINE void readPatch(const work *w, int channel, local float *patch) {
    int item = ((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * LOCAL_C + (int) get_local_id(0);
    for (int i = item; i < PATCH_H * PATCH_W * (CHUNK / READ_VEC); i += ITEMS) {
        int c = i % (CHUNK / READ_VEC) * READ_VEC;
        int pixel = i / (CHUNK / READ_VEC);
        int y = w->y * STEP + FIRST_Y + pixel / PATCH_W;
        int x = w->x * STEP + FIRST_X + pixel % PATCH_W;
        FLOATS(READ_VEC) values = 0;
        if (y >= 0 && y < w->inHeight && x >= 0 && x < w->inWidth && channel + c < IN) {
            size_t at = (size_t) y * w->inWidth + x;
#if IN_B
            values = channel + c < IN_A ? READ_ALIGNED(READ_VEC, w->a + at * IN_A + channel + c)
                                        : READ_ALIGNED(READ_VEC, w->b + at * IN_B + channel + c - IN_A);
#else
            values = READ_ALIGNED(READ_VEC, w->a + at * IN_A + channel + c);
#endif
        }
#if PITCH % READ_VEC == 0
        STORE_ALIGNED(local, READ_VEC, values, patch + pixel * PITCH + c);
#else
        STORE(READ_VEC, values, patch + pixel * PITCH + c);
#endif
    }
}

#if FILTER_LOCAL
#define FILTER_SPACE local
#define FILTER_TAP (CHUNK * BLOCK)

// Copies the filter of a phase, a block and a chunk.
INLINE void readFilter(const work *w, const phase p, int block, int channel, local float *filter) {
    int item = ((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * LOCAL_C + (int) get_local_id(0);
    for (int i = item; i < p.tapsY * p.tapsX * CHUNK * (BLOCK / VEC); i += ITEMS) {
        int lane = i % (BLOCK / VEC) * VEC;
        int c = i / (BLOCK / VEC) % CHUNK;
        int tap = i / (BLOCK / VEC) / CHUNK;
        global const float *from = w->filter
            + (((size_t) block * TAPS + p.firstTap + tap) * IN_PADDED + channel + c) * BLOCK + lane;
        STORE_ALIGNED(local, VEC, LOAD_ALIGNED(global, VEC, from), filter + (tap * CHUNK + c) * BLOCK + lane);
    }
}
#else
#define FILTER_SPACE global
#define FILTER_TAP (IN_PADDED * BLOCK)
#endif

// One step of the depth: an input value of every pixel times a row of the filter.
#define MULTIPLY_ADD(INPUT) {                              \
        lanes f[VECS];                                      \
        _Pragma("unroll") for (int v = 0; v < VECS; v++) {  \
            f[v] = LOAD_ALIGNED(FILTER_SPACE, VEC, filter + v * LOCAL_C * VEC);\
        }                                                   \
        _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {\
            float x = INPUT;                                \
            _Pragma("unroll") for (int v = 0; v < VECS; v++) {\
                sums[i][v] += x * f[v];                     \
            }                                               \
        }                                                   \
        filter += BLOCK;                                    \
    }

#define NEXT_PIXEL (LOCAL_X * STEP * PITCH) // in the patch, of an item

// Adds the taps of a chunk to an item's sums.
INLINE void accumulate(const phase p, local const float *patch, FILTER_SPACE const float *filters,
    lanes sums[PIXELS][VECS]) {
    for (int ky = 0; ky < p.tapsY; ky++) {
        for (int kx = 0; kx < p.tapsX; kx++) {
            local const float *in = patch + ((p.patchY + ky) * PATCH_W + p.patchX + kx) * PITCH;
            FILTER_SPACE const float *filter = filters + (ky * p.tapsX + kx) * FILTER_TAP;
            for (int c = 0; c < CHUNK; c += DEPTH_VEC) {
#if DEPTH_VEC == 1
                MULTIPLY_ADD(in[i * NEXT_PIXEL + c])
#else
                float4 inputs[PIXELS];
                _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
#if PITCH % 4 == 0
                    inputs[i] = LOAD_ALIGNED(local, 4, in + i * NEXT_PIXEL + c);
#else
                    inputs[i] = LOAD(4, in + i * NEXT_PIXEL + c);
#endif
                }
                MULTIPLY_ADD(inputs[i].s0)
                MULTIPLY_ADD(inputs[i].s1)
                MULTIPLY_ADD(inputs[i].s2)
                MULTIPLY_ADD(inputs[i].s3)
#endif
            }
        }
    }
}

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

// An item's sums of one pixel on their way to memory.
INLINE void finish(const work *w, int block, size_t pixel, lanes sums[VECS]) {
    int lane = block * BLOCK + (int) get_local_id(0) * VEC;
#if HAS_BIAS
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        sums[v] += LOAD_ALIGNED(global, VEC, w->bias + lane + v * LOCAL_C * VEC);
    }
#endif
#if GATES
    int channel = (block * LOCAL_C + (int) get_local_id(0)) * VEC;
    size_t at = pixel * OUT + channel;
    lanes state = SIGMOID(sums[0]) * tanh(sums[1]);
#if GATES == 4
    if (channel < OUT) {
        state += READ_OUT(w->cell + at) * SIGMOID(sums[2]);
    }
    write(state, channel, w->newCell + at);
#endif
    write(tanh(state) * SIGMOID(sums[GATES - 1]), channel, w->out + at);
#else
    _Pragma("unroll") for (int v = 0; v < VECS; v++) {
        int channel = lane + v * LOCAL_C * VEC;
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

// All outputs of one phase and one block.
INLINE void makePhase(const work *w, const phase p, int block, local float *patch, local float *localFilter) {
    int x = (int) get_local_id(1);
    for (int row = 0; row < ROWS; row++) {
        int y = (int) get_local_id(2) * ROWS + row;
        lanes sums[PIXELS][VECS];
        _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
            _Pragma("unroll") for (int v = 0; v < VECS; v++) {
                sums[i][v] = 0;
            }
        }
        local const float *in = patch + (y * PATCH_W + x) * STEP * PITCH;
#if CHUNKS == 1 && !FILTER_LOCAL
        accumulate(p, in, w->filter + ((size_t) block * TAPS + p.firstTap) * FILTER_TAP + get_local_id(0) * VEC, sums);
#else
        for (int channel = 0; channel < IN; channel += CHUNK) {
            barrier(CLK_LOCAL_MEM_FENCE);
#if CHUNKS > 1
            readPatch(w, channel, patch);
#endif
#if FILTER_LOCAL
            readFilter(w, p, block, channel, localFilter);
            barrier(CLK_LOCAL_MEM_FENCE);
            accumulate(p, in, localFilter + get_local_id(0) * VEC, sums);
#else
            barrier(CLK_LOCAL_MEM_FENCE);
            accumulate(p, in, w->filter + (((size_t) block * TAPS + p.firstTap) * IN_PADDED + channel) * BLOCK
                + get_local_id(0) * VEC, sums);
#endif
        }
#endif
        int outY = (w->y + y) * OUT_STEP + p.startY;
#if FINISH_UNROLLED
#define FINISHED sums
        _Pragma("unroll")
#else
        // Any index makes an array leave the registers: these have left them anyway.
        lanes staged[PIXELS][VECS];
        _Pragma("unroll") for (int i = 0; i < PIXELS; i++) {
            _Pragma("unroll") for (int v = 0; v < VECS; v++) {
                staged[i][v] = sums[i][v];
            }
        }
#define FINISHED staged
        _Pragma("nounroll")
#endif
        for (int i = 0; i < PIXELS; i++) {
            int outX = (w->x + x + i * LOCAL_X) * OUT_STEP + p.startX;
            if (outY < w->outHeight && outX < w->outWidth) {
                finish(w, block, (size_t) outY * w->outWidth + outX, FINISHED[i]);
            }
        }
    }
}

kernel __attribute__((reqd_work_group_size(LOCAL_C, LOCAL_X, LOCAL_Y))) void convolution(
    global const MAP *a,
#if IN_B
    global const MAP *b,
#endif
    global const float *filter,
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
    local float patch[PATCH_H * PATCH_W * PITCH] __attribute__((aligned(LOCAL_ALIGNMENT)));
#if FILTER_LOCAL
    local float localFilter[(TRANSPOSED ? 4 : TAPS) * CHUNK * BLOCK] __attribute__((aligned(LOCAL_ALIGNMENT)));
#else
    local float *localFilter = 0;
#endif
    work w;
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
