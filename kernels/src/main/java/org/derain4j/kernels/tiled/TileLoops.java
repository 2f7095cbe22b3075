package org.derain4j.kernels.tiled;

/** Products of a tile: {@link Microkernels#pixels} pixels x {@link Microkernels#channels} output channels. */
public interface TileLoops {

    /**
     * Adds one row of taps to a tile's sums. In NHWC the inputs of a row of taps are contiguous, so all of it is one flat
     * loop over taps x input channels.
     *
     * @param in         line of input pixels
     * @param i          where the first pixel's inputs begin
     * @param pitch      floats from one output pixel's inputs to the next one's
     * @param filter     packed as {@code [depth][channels]}
     * @param f          where this row of taps begins
     * @param depth      taps in the row x input channels
     * @param start      the sums so far: the same array as sums, or zeros
     * @param b          where the first pixel's begin
     * @param startPitch floats from one pixel's to the next one's
     * @param sums       the new sums
     * @param s          where the first pixel's begin
     * @param sumPitch   floats from one pixel's to the next one's
     */
    void accumulate(float[] in, int i, int pitch, float[] filter, int f, int depth, float[] start, int b,
            int startPitch, float[] sums, int s, int sumPitch, int pixels);
}
