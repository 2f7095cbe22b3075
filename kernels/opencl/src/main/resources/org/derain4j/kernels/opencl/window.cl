// What a convolution is, for the files that compute it: the step's shape, how its inputs lie in local memory, and its phases. How
// many positions and channels a group and an item make (TILE_H, TILE_W, BLOCK; LOCAL_C, LOCAL_X, LOCAL_Y) is said in items.cl and in
// tensor.cl.

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
#define GATES 0        // conv-LSTM: 3 from the zero state (i, j, o), 4 with a state (i, j, f, o); VECS is a multiple
#define SUMS 0         // sums of the result for its means, group by group; not of an LSTM (0, 1)
#endif
#ifndef TENSOR
#define TENSOR 0       // products by tensor cores, of halves if maps are halves, else of TF32 (0, 1)
#endif
#ifndef EMULATED
#define EMULATED 0     // what tensor cores do is done without them (0, 1)
#endif

// What is tuned, beside what is said in items.cl and tensor.cl.
#ifndef BLOCKS
#define BLOCKS 1       // blocks of channels that a group makes one after the other (1 if there are several chunks)
#endif
#ifndef CHUNK
#define CHUNK 16       // input channels in local memory at a time
#endif
#ifndef READ_VEC
#define READ_VEC 4     // input channels read at a time; divides IN_A, IN_B and CHUNK (1, 4, 8, 16)
#endif
#ifndef PATCH_PAD
#define PATCH_PAD 0    // unused values behind each pixel of the patch, against bank conflicts
#endif
#ifndef FILTER_LOCAL
#define FILTER_LOCAL 0 // the filter goes through local memory, too (0, 1)
#endif
#ifndef TOGETHER
#define TOGETHER 0     // the phases of a transposed convolution of stride 2 are made at once, not one after the other (0, 1)
#endif

#define IN (IN_A + IN_B)
#define CHUNKS ((IN + CHUNK - 1) / CHUNK)
#define IN_PADDED (CHUNKS * CHUNK)
#define TAPS (KERNEL * KERNEL)
#define ITEMS (LOCAL_C * LOCAL_X * LOCAL_Y)
#define ITEM_OF_GROUP (((int) get_local_id(2) * LOCAL_X + (int) get_local_id(1)) * LOCAL_C + (int) get_local_id(0))
#define PITCH (CHUNK + PATCH_PAD)
#define GATED (GATES ? GATES : 1)  // sums of a channel of the result
#define FEATURES (BLOCK / GATED)   // channels of the result that a block makes
#define LOCAL_ALIGNMENT 64 // bytes, of the widest vector

// A transposed convolution of stride 2 makes an output y of the inputs i that it meets with a tap k = y + PAD - 2 i of 0 to 2: in turn
// of two inputs, with the taps 2 and 0, and of one, with tap 1. So position p makes two outputs of a window of two inputs; the parity
// of the larger map, which is PAD, says which of them has two taps.
//
//      PAD 0             p - 1     p               PAD 1             p     p + 1     inputs
//      in the window       0       1               in the window     0       1
//                           \     / \                               / \     /
//      taps                 2\   /0  \1            taps           1/  2\   /0
//                             \ /     \                           /     \ /
//                             2 p   2 p + 1                     2 p   2 p + 1        outputs
//
// Down and across that is four phases: 0 has two taps down and two across, 1 two and one, 2 one and two, 3 one and one. The filter
// holds their taps one phase after the other, from 0 to 8. Which of them meets which input of the window, where PAD is 0:
//
//                       phase 0           phase 1           phase 2           phase 3
//      window       +-----+-----+     +-----+-----+     +-----+-----+     +-----+-----+
//      (0,0) (0,1)  |  0  |  1  |     |     |  4  |     |     |     |     |     |     |
//                   +-----+-----+     +-----+-----+     +-----+-----+     +-----+-----+
//      (1,0) (1,1)  |  2  |  3  |     |     |  5  |     |  6  |  7  |     |     |  8  |
//                   +-----+-----+     +-----+-----+     +-----+-----+     +-----+-----+
//      filter's     (2,2)   (2,0)           (2,1)
//      row, column  (0,2)   (0,0)           (0,1)       (1,2)   (1,0)           (1,1)
//
// Where PAD_X is 1, a single tap across meets the left column instead; where PAD_Y is 1, one down the upper row. FIRST_TAP is the
// number of a phase's first tap; below, TAP is a number in the drawing, and HAS_TAP says whether there is one.

#if TRANSPOSED
#define STEP 1         // inputs between positions
#define OUT_STEP 2     // outputs between positions
#define WINDOW 2       // inputs down and across that a position's outputs are made of
#define PATCH_W (TILE_W + 1)
#define PATCH_H (TILE_H + 1)
#define FIRST_Y (PAD_Y - 1)
#define FIRST_X (PAD_X - 1)
#define FIRST_TAP(down, across) ((down) || (across) ? 2 + 4 * (down) + 2 * (across) : 0) // of a phase; 4, 2, 2 and 1 in a row
#else
#define STEP STRIDE
#define OUT_STEP 1
#define WINDOW KERNEL
#define PATCH_W ((TILE_W - 1) * STRIDE + KERNEL)
#define PATCH_H ((TILE_H - 1) * STRIDE + KERNEL)
#define FIRST_Y (-PAD_Y)
#define FIRST_X (-PAD_X)
#endif

// What the patch and the filter hold.
#if TENSOR && HALF_MAPS
#define OPERAND ushort // the bits of a half
#define OPERANDS(N) JOIN(BITS_, N)
#define FETCH(N, p) (*(global const OPERANDS(N) *) (p))
#elif TENSOR
#define OPERAND float
#define OPERANDS(N) FLOATS(N)
#define FETCH(N, p) JOIN(toTf32_, N)(READ_ALIGNED(N, p))
#else
#define OPERAND float
#define OPERANDS(N) FLOATS(N)
#define FETCH(N, p) READ_ALIGNED(N, p)
#endif

#if FILTER_LOCAL
#define FILTER_SPACE local
#define FILTER_TAP (CHUNK * BLOCK) // values from one tap to the next
#else
#define FILTER_SPACE global
#define FILTER_TAP (IN_PADDED * BLOCK)
#endif

// What every part of the kernel needs to know.
typedef struct {
    global const MAP *a, *b;
    global const OPERAND *filter;
    global const float *bias, *slope;
    global const MAP *addend, *cell;
    global MAP *out, *newCell;
    global float *sums;
    int inHeight, inWidth, outHeight, outWidth;
    int x, y; // the group's first position
#if EMULATED
    local uint *exchange;
#endif
} work;

// Which taps a phase has, where they meet the patch, and which outputs they make.
typedef struct {
    int firstTap, taps, tapsY, tapsX;
    int patchY, patchX;
    int startY, startX;
} phase;

#if TRANSPOSED
// A phase, 0 to 3, as drawn above.
INLINE phase phaseOf(int which) {
    int down = which / 2;
    int across = which % 2;
    const phase p = {FIRST_TAP(down, across), (2 - down) * (2 - across), 2 - down, 2 - across, down * (1 - PAD_Y),
        across * (1 - PAD_X), down ? 1 - PAD_Y : PAD_Y, across ? 1 - PAD_X : PAD_X};
    return p;
}
#endif

// An item has sums for as many sets of outputs as are made at once, SETS: those of all phases, or of one. A set takes an input (y, x)
// of the window times its TAP, if it has one there: HAS_TAP.
#if TRANSPOSED && TOGETHER
#define SETS 4
#define LOCAL_TAPS TAPS
#if EMULATED
#define FOR_TAPS _Pragma("nounroll") for // there are barriers in it
#else
#define FOR_TAPS _Pragma("unroll") for // registers are not chosen by an index that is not known before
#endif
#define TAPS_DOWN WINDOW
#define TAPS_ACROSS WINDOW
#define HAS_TAP(set, y, x) (((set) < 2 || (y) == 1 - PAD_Y) && ((set) % 2 == 0 || (x) == 1 - PAD_X))
#define TAP(set, y, x) (FIRST_TAP((set) / 2, (set) % 2) + ((set) < 2 ? (y) * (2 - (set) % 2) : 0) + ((set) % 2 ? 0 : (x)))
#define PHASE(set) phaseOf(set)
#else
#define SETS 1
#define LOCAL_TAPS (WINDOW * WINDOW)
#define FOR_TAPS for
#define TAPS_DOWN p.tapsY
#define TAPS_ACROSS p.tapsX
#define HAS_TAP(set, y, x) 1
#define TAP(set, y, x) ((y) * p.tapsX + (x))
#define PHASE(set) p
#endif
