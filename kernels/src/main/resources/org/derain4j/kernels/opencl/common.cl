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
#define FLOAT_4 float4
#define FLOAT_8 float8
#define FLOAT_16 float16

#define LOAD_1(p) (*(p))
#define LOAD_4(p) vload4(0, p)
#define LOAD_8(p) vload8(0, p)
#define LOAD_16(p) vload16(0, p)

#define STORE_1(value, p) (*(p) = (value))
#define STORE_4(value, p) vstore4(value, 0, p)
#define STORE_8(value, p) vstore8(value, 0, p)
#define STORE_16(value, p) vstore16(value, 0, p)

#if HALF_MAPS
#define MAP half
#define READ_1(p) vload_half(0, p)
#define READ_4(p) vload_half4(0, p)
#define READ_8(p) vload_half8(0, p)
#define READ_16(p) vload_half16(0, p)
#define WRITE_1(value, p) vstore_half(value, 0, p)
#define WRITE_4(value, p) vstore_half4(value, 0, p)
#define WRITE_8(value, p) vstore_half8(value, 0, p)
#define WRITE_16(value, p) vstore_half16(value, 0, p)
#else
#define MAP float
#define READ_1(p) LOAD_1(p)
#define READ_4(p) LOAD_4(p)
#define READ_8(p) LOAD_8(p)
#define READ_16(p) LOAD_16(p)
#define WRITE_1(value, p) STORE_1(value, p)
#define WRITE_4(value, p) STORE_4(value, p)
#define WRITE_8(value, p) STORE_8(value, p)
#define WRITE_16(value, p) STORE_16(value, p)
#endif

// N is 1, 4, 8 or 16. LOAD and STORE are for single precision, READ and WRITE for maps.
#define FLOATS(N) JOIN(FLOAT_, N)
#define LOAD(N, p) JOIN(LOAD_, N)(p)
#define STORE(N, value, p) JOIN(STORE_, N)(value, p)
#define READ(N, p) JOIN(READ_, N)(p)
#define WRITE(N, value, p) JOIN(WRITE_, N)(value, p)

// Not by fmax and fmin, which would make a number of what is none.
#define PRELU(x, slope) ((x) > 0 ? (x) : (slope) * (x))
#define SIGMOID(x) (1.0f / (1.0f + exp(-(x))))
