package org.derain4j.vision.study;

/**
 * What is counted.
 *
 * @param name   as in {@code AP50}
 * @param group  of what
 * @param member which of them: a class, a size; empty for all
 */
public record Figure(String name, Group group, String member) {

    /** PSNR in dB, which grows with no end. */
    public static final String PSNR = "PSNR";

    /** What a figure is of. */
    public enum Group {
        /** All that is in the pictures. */
        ALL,
        /** One class. */
        CLASS,
        /** Objects of one range of sizes. */
        SIZE
    }

    /** Whether it lies between 0 and 1; SSIM may be negative. */
    boolean isShare() {
        return !name.equals(PSNR) && !name.equals(WithScores.SSIM);
    }

    /** Of all that is in the pictures. */
    public static Figure ofAll(String name) {
        return new Figure(name, Group.ALL, "");
    }

    /** Of one class. */
    public static Figure ofClass(String name, String member) {
        return new Figure(name, Group.CLASS, member);
    }

    /** Of one range of sizes. */
    public static Figure ofSize(String name, String member) {
        return new Figure(name, Group.SIZE, member);
    }
}
