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

#define IN (IN_A + IN_B)
#define CHUNKS ((IN + CHUNK - 1) / CHUNK)
#define IN_PADDED (CHUNKS * CHUNK)
#define TAPS (KERNEL * KERNEL)
#define ITEMS (LOCAL_C * LOCAL_X * LOCAL_Y)
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
    int inHeight, inWidth, outHeight, outWidth;
    int x, y; // the group's first position
#if EMULATED
    local uint *exchange;
#endif
} work;

// Which taps a phase has, where they meet the patch, and which outputs they make.
typedef struct {
    int firstTap, tapsY, tapsX;
    int patchY, patchX;
    int startY, startX;
} phase;
