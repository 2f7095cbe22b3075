package org.derain4j.rain;

/**
 * One layer of rain before a picture, drawn {@code small} times smaller than the picture and enlarged, as near drops are
 * soft. It reaches one pixel farther than the picture on all sides, so that there are always two to mix. 0 is no rain.
 */
final class Layer {

    private final Field field;
    private final double small;
    final int width;
    final int height;
    final float[] values;

    Layer(Field field, double small) {
        this.field = field;
        this.small = small;
        width = (int) Math.ceil(field.width() / small) + 2;
        height = (int) Math.ceil(field.height() / small) + 2;
        values = new float[Math.multiplyExact(width, height)];
    }

    /** Adds a value at a real place, shared among the four pixels about it; what lies outside is dropped. */
    void splat(double x, double y, double value) {
        int left = (int) Math.floor(x), top = (int) Math.floor(y);
        if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) {
            return;
        }
        double right = x - left, low = y - top;
        int at = top * width + left;
        values[at] += (float) (value * (1 - right) * (1 - low));
        values[at + 1] += (float) (value * right * (1 - low));
        values[at + width] += (float) (value * (1 - right) * low);
        values[at + width + 1] += (float) (value * right * low);
    }

    /** Adds the layer, none of whose drops is more than all, to the rain of the whole picture. */
    void addTo(float[] rain, double strength) {
        int[] left = new int[field.width()];
        float[] right = new float[field.width()];
        for (int x = 0; x < left.length; x++) {
            double at = place(x);
            left[x] = (int) at;
            right[x] = (float) (at - left[x]);
        }
        float by = (float) strength;
        float[] row = new float[width];
        for (int y = 0, to = 0; y < field.height(); y++) {
            double at = place(y);
            int top = (int) at * width;
            float low = (float) (at - (int) at);
            for (int x = 0; x < width; x++) {
                float above = values[top + x];
                row[x] = above + low * (values[top + width + x] - above);
            }
            for (int x = 0; x < left.length; x++, to++) {
                float before = row[left[x]];
                float value = before + right[x] * (row[left[x] + 1] - before);
                rain[to] += by * Math.clamp(value, 0f, 1f);
            }
        }
    }

    /** Where a pixel of the picture lies in the layer. */
    private double place(int pixel) {
        return (pixel + 0.5) / small + 0.5;
    }
}
