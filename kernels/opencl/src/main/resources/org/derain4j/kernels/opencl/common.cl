// Shared by all kernels: vectors of any width, and maps that are stored in single or half precision.
//
// A map is [height][width][channels] behind GUARD values that no kernel writes; as many follow it. So a vector may be read
// past the end of a map, and what a kernel writes outside its map is found.

#ifndef HALF_MAPS
#define HALF_MAPS 0 // maps are stored in half precision; sums are single in any case (0, 1)
#endif
#ifndef GUARD
#define GUARD 32 // values before and after each map
#endif

// PoCL gets the local ids wrong in a function that is really called.
#define INLINE static inline __attribute__((always_inline))

#define JOIN_(a, b) a##b
#define JOIN(a, b) JOIN_(a, b)

#define FLOAT_1 float
#define FLOAT_2 float2
#define FLOAT_4 float4
#define FLOAT_8 float8
#define FLOAT_16 float16

#define LOAD_1(p) (*(p))
#define LOAD_2(p) vload2(0, p)
#define LOAD_4(p) vload4(0, p)
#define LOAD_8(p) vload8(0, p)
#define LOAD_16(p) vload16(0, p)

#define STORE_1(value, p) (*(p) = (value))
#define STORE_2(value, p) vstore2(value, 0, p)
#define STORE_4(value, p) vstore4(value, 0, p)
#define STORE_8(value, p) vstore8(value, 0, p)
#define STORE_16(value, p) vstore16(value, 0, p)

#if HALF_MAPS
#define MAP half
#define READ_1(p) vload_half(0, p)
#define READ_2(p) vload_half2(0, p)
#define READ_4(p) vload_half4(0, p)
#define READ_8(p) vload_half8(0, p)
#define READ_16(p) vload_half16(0, p)
#define WRITE_1(value, p) vstore_half(value, 0, p)
#define WRITE_2(value, p) vstore_half2(value, 0, p)
#define WRITE_4(value, p) vstore_half4(value, 0, p)
#define WRITE_8(value, p) vstore_half8(value, 0, p)
#define WRITE_16(value, p) vstore_half16(value, 0, p)

// The bits of halves as one vector: one load or store, where the calls above are N on a GPU.
#define BITS_1 ushort
#define BITS_2 ushort2
#define BITS_4 ushort4
#define BITS_8 ushort8
#define BITS_16 ushort16
#define DEFINE_HALVES(N)                                        \
    INLINE FLOATS(N) JOIN(readAligned, N)(global const half *p) {\
        JOIN(BITS_, N) bits = *(global const JOIN(BITS_, N) *) p;\
        return READ(N, (const half *) &bits);                   \
    }                                                           \
    INLINE void JOIN(writeAligned, N)(FLOATS(N) value, global half *p) {\
        JOIN(BITS_, N) bits;                                    \
        WRITE(N, value, (half *) &bits);                        \
        *(global JOIN(BITS_, N) *) p = bits;                    \
    }
#define READ_ALIGNED(N, p) JOIN(readAligned, N)(p)
#define WRITE_ALIGNED(N, value, p) JOIN(writeAligned, N)(value, p)
#else
#define MAP float
#define READ_1(p) LOAD_1(p)
#define READ_2(p) LOAD_2(p)
#define READ_4(p) LOAD_4(p)
#define READ_8(p) LOAD_8(p)
#define READ_16(p) LOAD_16(p)
#define WRITE_1(value, p) STORE_1(value, p)
#define WRITE_2(value, p) STORE_2(value, p)
#define WRITE_4(value, p) STORE_4(value, p)
#define WRITE_8(value, p) STORE_8(value, p)
#define WRITE_16(value, p) STORE_16(value, p)
#define READ_ALIGNED(N, p) LOAD_ALIGNED(global, N, p)
#define WRITE_ALIGNED(N, value, p) STORE_ALIGNED(global, N, value, p)
#endif

// N is 1, 2, 4, 8 or 16. LOAD and STORE are for single precision, READ and WRITE for maps. What is ALIGNED lies at a multiple of N
// values: a GPU then needs one instruction for four values instead of four.
#define FLOATS(N) JOIN(FLOAT_, N)
#define LOAD(N, p) JOIN(LOAD_, N)(p)
#define STORE(N, value, p) JOIN(STORE_, N)(value, p)
#define READ(N, p) JOIN(READ_, N)(p)
#define WRITE(N, value, p) JOIN(WRITE_, N)(value, p)
#define LOAD_ALIGNED(SPACE, N, p) (*(SPACE const FLOATS(N) *) (p))
#define STORE_ALIGNED(SPACE, N, value, p) (*(SPACE FLOATS(N) *) (p) = (value))
#if HALF_MAPS
DEFINE_HALVES(1)
DEFINE_HALVES(2)
DEFINE_HALVES(4)
DEFINE_HALVES(8)
DEFINE_HALVES(16)
#endif

// Not by fmax and fmin, which would make a number of what is none.
#define PRELU(x, slope) ((x) > 0 ? (x) : (slope) * (x))
#define SIGMOID(x) (1.0f / (1.0f + exp(-(x))))
