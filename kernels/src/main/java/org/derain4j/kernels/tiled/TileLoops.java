package org.derain4j.kernels.tiled;

/** Products of a tile, {@code [pixels][channels]} of {@link Arithmetic}, and what is done to them on the way to memory. */
public interface TileLoops {

    /**
     * Adds one row of taps to the tile's sums. In NHWC the inputs of a row of taps are contiguous, so all of it is one flat
     * loop over taps x input channels.
     *
     * @param in     line of input pixels
     * @param i      where the first pixel's inputs begin
     * @param pitch  floats from one output pixel's inputs to the next one's
     * @param filter packed as {@code [depth][channels]}
     * @param f      where this row of taps begins
     * @param depth  taps in the row x input channels
     * @param sums   the tile
     * @param s      where the tile begins
     */
    void accumulate(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] sums, int s);

    /**
     * Bias, PReLU and the sum with another map: {@code to = sign * prelu(sums + bias) + add}.
     *
     * @param e        the parameters
     * @param c        where the tile's channels begin in them
     * @param sums     the tile
     * @param s        where the tile begins
     * @param add      the other map
     * @param a        where its pixels begin
     * @param addPitch floats from one of its pixels to the next
     * @param to       the result
     * @param t        where its pixels begin
     * @param pitch    floats from one of its pixels to the next
     * @param pixels   how many of the tile's pixels are real
     */
    void finish(Parameters e, int c, float[] sums, int s, float[] add, int a, int addPitch, float[] to, int t,
            int pitch, int pixels);

    /**
     * An epilogue's parameters per channel, padded to whole tiles; what is absent is neutral.
     *
     * @param bias  added first
     * @param slope for negative values
     * @param sign  1, or -1 where the result is subtracted from the other map
     */
    record Parameters(float[] bias, float[] slope, float sign) {}
}
