package org.derain4j.conformance;

/**
 * The bytes of a result beside the official ones.
 *
 * @param total how many bytes the picture has, three per pixel
 * @param different how many of them differ
 * @param largest by how many levels at most
 */
public record ByteDifference(int total, int different, int largest) {

    static ByteDifference between(int[] got, int[] expected) {
        int different = 0;
        int largest = 0;
        for (int i = 0; i < got.length; i++) {
            int distance = Math.abs(got[i] - expected[i]);
            different += distance == 0 ? 0 : 1;
            largest = Math.max(largest, distance);
        }
        return new ByteDifference(got.length, different, largest);
    }

    /**
     * The share of bytes that differ.
     *
     * @return 0 to 1
     */
    public double share() {
        return (double) different / total;
    }
}
