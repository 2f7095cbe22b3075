package org.derain4j.pictures.metadata;

/**
 * How large a pixel is meant to be.
 *
 * @param x    pixels a unit from left to right, above 0
 * @param y    pixels a unit from top to bottom, above 0
 * @param unit what they are counted in
 */
public record Resolution(double x, double y, Unit unit) {

    /** Of lengths. */
    public enum Unit {
        /** None: only the ratio of both is known. */
        NONE,
        /** 25.4 mm. */
        INCH,
        /** 10 mm. */
        CENTIMETRE
    }

    private static final double CENTIMETRES_AN_INCH = 2.54;
    private static final int USUAL = 72;

    /**
     * The same in pixels a centimetre.
     *
     * @return itself where there is no unit
     */
    public Resolution perCentimetre() {
        return unit != Unit.INCH
                ? this
                : new Resolution(x / CENTIMETRES_AN_INCH, y / CENTIMETRES_AN_INCH, Unit.CENTIMETRE);
    }

    /**
     * The same in pixels an inch.
     *
     * @return itself where there is no unit
     */
    public Resolution perInch() {
        return unit != Unit.CENTIMETRE
                ? this
                : new Resolution(x * CENTIMETRES_AN_INCH, y * CENTIMETRES_AN_INCH, Unit.INCH);
    }

    /**
     * That of the picture turned by a quarter.
     *
     * @return with both sides exchanged
     */
    public Resolution turned() {
        return new Resolution(y, x, unit);
    }

    /**
     * Whether it is more than what everybody assumes: square pixels of no stated size.
     *
     * @return false for the same number each way, without a unit
     */
    public boolean saysSomething() {
        return unit != Unit.NONE || x != y;
    }

    /**
     * Whether somebody may have meant it: not square pixels of no unit, nor the 72 dots an inch that programs write where nobody said anything.
     *
     * @return true if it would be missed
     */
    public boolean isMeant() {
        return unit == Unit.NONE
                ? saysSomething()
                : Math.round(perInch().x) != USUAL || Math.round(perInch().y) != USUAL;
    }
}
