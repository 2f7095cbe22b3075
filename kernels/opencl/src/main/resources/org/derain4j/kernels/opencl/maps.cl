// What has no filter: value by value, means, and channel attention.

#ifndef CHANNELS
#define CHANNELS 64 // of the maps
#endif
#ifndef FACTOR
#define FACTOR 2    // of the box downscale
#endif
#ifndef NEGATED
#define NEGATED 0   // a difference, not a sum (0, 1)
#endif
#ifndef REDUCED
#define REDUCED 16  // channels of the attention's inner layer
#endif
#ifndef HAS_SLOPE
#define HAS_SLOPE 0 // the inner layer ends in PReLU (0, 1)
#endif
#ifndef VEC
#define VEC 1       // values that an item takes; divides CHANNELS where these count, and all values of the map (1, 4, 8, 16)
#endif
#ifndef SLICES
#define SLICES 1    // of the pieces, each added up by items of its own; their group has CHANNELS * SLICES items or fewer
#endif

#define RUN 64      // pixels added in a row before their sum joins the others, against rounding

kernel void boxDownscale(global const MAP *in, global MAP *out, int height, int width) {
    int x = get_global_id(0) / CHANNELS;
    int c = get_global_id(0) % CHANNELS;
    int y = get_global_id(1);
    if (x < width) {
        float sum = 0;
        for (int dy = 0; dy < FACTOR; dy++) {
            for (int dx = 0; dx < FACTOR; dx++) {
                sum += READ_1(in + GUARD + ((size_t) (y * FACTOR + dy) * width * FACTOR + x * FACTOR + dx) * CHANNELS + c);
            }
        }
        WRITE_1(sum / (FACTOR * FACTOR), out + GUARD + ((size_t) y * width + x) * CHANNELS + c);
    }
}

kernel void prelu(global const MAP *in, global const float *slope, global MAP *out, ulong values) {
    size_t i = get_global_id(0) * VEC;
    if (i < values) {
        FLOATS(VEC) x = READ_ALIGNED(VEC, in + GUARD + i);
        FLOATS(VEC) s = LOAD_ALIGNED(global, VEC, slope + i % CHANNELS);
        WRITE_ALIGNED(VEC, PRELU(x, s), out + GUARD + i);
    }
}

kernel void sigmoidOf(global const MAP *in, global MAP *out, ulong values) {
    size_t i = get_global_id(0) * VEC;
    if (i < values) {
        FLOATS(VEC) x = READ_ALIGNED(VEC, in + GUARD + i);
        WRITE_ALIGNED(VEC, SIGMOID(x), out + GUARD + i);
    }
}

kernel void tanhOf(global const MAP *in, global MAP *out, ulong values) {
    size_t i = get_global_id(0) * VEC;
    if (i < values) {
        FLOATS(VEC) x = READ_ALIGNED(VEC, in + GUARD + i);
        WRITE_ALIGNED(VEC, tanh(x), out + GUARD + i);
    }
}

kernel void add(global const MAP *left, global const MAP *right, global MAP *out, ulong values) {
    size_t i = get_global_id(0) * VEC;
    if (i < values) {
        FLOATS(VEC) a = READ_ALIGNED(VEC, left + GUARD + i);
        FLOATS(VEC) b = READ_ALIGNED(VEC, right + GUARD + i);
        WRITE_ALIGNED(VEC, NEGATED ? a - b : a + b, out + GUARD + i);
    }
}

// Means of a map that no convolution has made, which leaves sums of its own: sums[piece][channel] of `run` pixels each. An item takes
// VEC channels of one piece.
kernel void attentionSums(global const MAP *in, global float *sums, ulong pixels, ulong run) {
    int c = get_global_id(0) * VEC;
    if (c < CHANNELS) {
        size_t first = get_global_id(1) * run;
        size_t end = min(first + run, (size_t) pixels);
        FLOATS(VEC) sum = 0;
        for (size_t p = first; p < end; p += RUN) {
            FLOATS(VEC) part = 0;
            size_t last = min(p + RUN, end);
            for (size_t q = p; q < last; q++) {
                part += READ(VEC, in + GUARD + q * CHANNELS + c);
            }
            sum += part;
        }
        STORE(VEC, sum, sums + get_global_id(1) * CHANNELS + c);
    }
}

// The sum of some pieces in their order by Kahan's method, one channel; the next piece is `pitch` values further.
INLINE float sumOf(global const float *sums, int first, int end, int pitch) {
    float sum = 0;
    float lost = 0;
    _Pragma("unroll 8") for (int piece = first; piece < end; piece++) {
        float value = sums[(size_t) piece * pitch] - lost;
        float next = sum + value;
        lost = (next - sum) - value;
        sum = next;
    }
    return sum;
}

// Fewer pieces of many: fewer[piece][channel], each of `run` of them.
kernel void attentionFewer(global const float *sums, int pieces, int pitch, int run, global float *fewer) {
    int c = get_global_id(0);
    if (c < CHANNELS) {
        int first = get_global_id(1) * run;
        fewer[get_global_id(1) * CHANNELS + c] = sumOf(sums + c, first, min(first + run, pieces), pitch);
    }
}

// Last stage, one group: the means, both layers, and the sigmoid. `layers` is w1, b1, [slope], w2, b2.
kernel void attentionScale(global const float *sums, int pieces, int pitch, ulong pixels, global const float *layers,
    global float *scale) {
    local float slices[SLICES * CHANNELS];
    local float means[CHANNELS];
    local float inner[REDUCED];
    int item = get_local_id(0);
    int items = get_local_size(0);
    int run = (pieces + SLICES - 1) / SLICES;
    for (int i = item; i < SLICES * CHANNELS; i += items) {
        int first = i / CHANNELS * run;
        slices[i] = sumOf(sums + i % CHANNELS, first, min(first + run, pieces), pitch);
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int c = item; c < CHANNELS; c += items) {
        float sum = 0;
        for (int slice = 0; slice < SLICES; slice++) {
            sum += slices[slice * CHANNELS + c];
        }
        means[c] = sum / pixels;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    global const float *b1 = layers + CHANNELS * REDUCED;
    global const float *slope = b1 + REDUCED;
    global const float *w2 = slope + HAS_SLOPE * REDUCED;
    global const float *b2 = w2 + REDUCED * CHANNELS;
    for (int r = item; r < REDUCED; r += items) {
        float sum = b1[r];
        _Pragma("unroll 16") for (int c = 0; c < CHANNELS; c++) {
            sum += means[c] * layers[c * REDUCED + r];
        }
        inner[r] = HAS_SLOPE ? PRELU(sum, slope[r]) : sum;
    }
    barrier(CLK_LOCAL_MEM_FENCE);
    for (int c = item; c < CHANNELS; c += items) {
        float sum = b2[c];
        _Pragma("unroll 16") for (int r = 0; r < REDUCED; r++) {
            sum += inner[r] * w2[r * CHANNELS + c];
        }
        scale[c] = SIGMOID(sum);
    }
}

// skip + in * scale[channel].
kernel void attentionApply(global const MAP *in, global const float *scale, global const MAP *skip, global MAP *out,
    ulong values) {
    size_t i = get_global_id(0) * VEC;
    if (i < values) {
        FLOATS(VEC) f = READ_ALIGNED(VEC, in + GUARD + i);
        FLOATS(VEC) s = LOAD_ALIGNED(global, VEC, scale + i % CHANNELS);
        WRITE_ALIGNED(VEC, READ_ALIGNED(VEC, skip + GUARD + i) + f * s, out + GUARD + i);
    }
}

// The most multiply-adds: many chains that wait for nothing. Each item does 8 * FACTOR multiply-adds on VEC lanes.
kernel void multiplyAdds(global float *out) {
    FLOATS(VEC) chains[8];
    for (int i = 0; i < 8; i++) {
        chains[i] = (float) get_global_id(0) + i;
    }
    for (int step = 0; step < FACTOR; step++) {
        _Pragma("unroll") for (int i = 0; i < 8; i++) {
            chains[i] = chains[i] * 0.5f + 1.0f;
        }
    }
    FLOATS(VEC) sum = 0;
    for (int i = 0; i < 8; i++) {
        sum += chains[i];
    }
    STORE(VEC, sum, out + get_global_id(0) * VEC);
}
