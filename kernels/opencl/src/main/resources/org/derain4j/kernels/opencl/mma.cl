// One product of small matrices by the 32 items of a warp: NVIDIA's tensor cores from compute capability 8.0 on, through PTX, and
// the same without them, so that everything around this one instruction can be tested on any device.
//
// 16x8 sums += 16xDEPTH values x DEPTHx8 values. An item holds a fragment of each matrix; with G = item / 4 and T = item % 4:
//
//                TF32, DEPTH 8, a value a register            halves, DEPTH 16, two values a register, the first in the low half
//      left      [G][T] [G+8][T] [G][T+4] [G+8][T+4]          [G][2T,2T+1] [G+8][2T,2T+1] [G][2T+8,2T+9] [G+8][2T+8,2T+9]
//      right     [T][G] [T+4][G]                              [2T,2T+1][G] [2T+8,2T+9][G]
//      sums      [G][2T] [G][2T+1] [G+8][2T] [G+8][2T+1]      the same
//
// (PTX ISA, "Matrix fragments for mma.m16n8k8" and "for mma.m16n8k16 with floating point type".) Products are exact and summed in
// single precision; a tensor core may cut sums off where an item would round them.

#ifndef EMULATED
#define EMULATED 0 // (0, 1)
#endif

#ifndef ASM
#define ASM asm    // as NVIDIA's examples write it; clang by itself knows __asm__ only
#endif
#ifndef HALF_MAPS
#define HALF_MAPS 0 // halves, not TF32 (0, 1)
#endif

#define WARP 32
#define EXCHANGED 6 // registers of both fragments

// To the nearest of those values that have 10 bits of fraction, away from zero where there are two; what is no number stays none.
// The other bits a tensor core does not look at. This is PTX's cvt.rna.tf32.f32.
#define DEFINE_TF32(N)                                                                        \
    INLINE FLOATS(N) JOIN(toTf32_, N)(FLOATS(N) x) {                                          \
        FLOATS(N) rounded = JOIN(as_float, N)((JOIN(as_uint, N)(x) + 0x1000u) & 0xffffe000u); \
        return x != x ? x : rounded;                                                          \
    }
#define as_float1 as_float
#define as_uint1 as_uint
DEFINE_TF32(1)
DEFINE_TF32(4)
DEFINE_TF32(8)
DEFINE_TF32(16)

#if EMULATED

// exchange: WARP * EXCHANGED words of this warp alone. All items of the group must come here, for it waits for them.
INLINE float4 multiply(local uint *exchange, uint4 left, uint2 right, float4 sums) {
    int item = (int) get_local_id(0) % WARP;
    int g = item / 4;
    int t = item % 4;
    // Both matrices in rows, as they are drawn above.
#if HALF_MAPS
#define DEPTH 16
    local ushort *a = (local ushort *) exchange;
    local ushort *b = a + 16 * DEPTH;
    for (int i = 0; i < 2; i++) {
        int shift = 16 * i;
        a[g * DEPTH + 2 * t + i] = left.s0 >> shift;
        a[(g + 8) * DEPTH + 2 * t + i] = left.s1 >> shift;
        a[g * DEPTH + 2 * t + 8 + i] = left.s2 >> shift;
        a[(g + 8) * DEPTH + 2 * t + 8 + i] = left.s3 >> shift;
        b[(2 * t + i) * 8 + g] = right.s0 >> shift;
        b[(2 * t + 8 + i) * 8 + g] = right.s1 >> shift;
    }
#define VALUE(p) vload_half(0, (local const half *) (p))
#else
#define DEPTH 8
    local uint *a = exchange;
    local uint *b = a + 16 * DEPTH;
    a[g * DEPTH + t] = left.s0;
    a[(g + 8) * DEPTH + t] = left.s1;
    a[g * DEPTH + t + 4] = left.s2;
    a[(g + 8) * DEPTH + t + 4] = left.s3;
    b[t * 8 + g] = right.s0;
    b[(t + 4) * 8 + g] = right.s1;
#define VALUE(p) as_float(*(p) & 0xffffe000u)
#endif
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int k = 0; k < DEPTH; k++) {
        float upper = VALUE(a + g * DEPTH + k);
        float lower = VALUE(a + (g + 8) * DEPTH + k);
        float first = VALUE(b + k * 8 + 2 * t);
        float second = VALUE(b + k * 8 + 2 * t + 1);
        sums += (float4) (upper * first, upper * second, lower * first, lower * second);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    return sums;
}

#else

#if HALF_MAPS
#define INSTRUCTION "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32"
#else
#define INSTRUCTION "mma.sync.aligned.m16n8k8.row.col.f32.tf32.tf32.f32"
#endif

// All 32 items of a warp must come here together.
INLINE float4 multiply(uint4 left, uint2 right, float4 sums) {
    // An operand is a variable: a vector's component is none.
    uint a0 = left.s0, a1 = left.s1, a2 = left.s2, a3 = left.s3;
    uint b0 = right.s0, b1 = right.s1;
    float d0 = sums.s0, d1 = sums.s1, d2 = sums.s2, d3 = sums.s3;
    ASM volatile(INSTRUCTION " {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
        : "+f"(d0), "+f"(d1), "+f"(d2), "+f"(d3)
        : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
    return (float4) (d0, d1, d2, d3);
}

#endif
