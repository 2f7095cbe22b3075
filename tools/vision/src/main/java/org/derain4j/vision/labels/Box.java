package org.derain4j.vision.labels;

/**
 * A rectangle in a picture.
 *
 * @param x      columns left of it, in pixels; 0 is the picture's left border
 * @param y      rows above it
 * @param width  in pixels, at least 0
 * @param height in pixels, at least 0
 */
public record Box(double x, double y, double width, double height) {

    /** Pixels in it. */
    public double area() {
        return width * height;
    }

    /** Pixels in both. */
    public double intersection(Box other) {
        double shared = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double down = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        return shared > 0 && down > 0 ? shared * down : 0;
    }

    /** Intersection over union; 0 where both are empty. */
    public double iou(Box other) {
        double shared = intersection(other);
        return shared == 0 ? 0 : shared / (area() + other.area() - shared);
    }
}
