package org.derain4j.cli.common;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Columns and rows, as in 480x320. */
public record PictureSize(int width, int height) {

    @Override
    public String toString() {
        return width + "x" + height;
    }

    /** Reads it from the command line. */
    public static final class Converter implements ITypeConverter<PictureSize> {

        @Override
        public PictureSize convert(String text) {
            if (!text.matches("[1-9]\\d{0,6}x[1-9]\\d{0,6}")) {
                throw new TypeConversionException("'" + text + "' is no size; give WIDTHxHEIGHT, for example 480x320");
            }
            String[] sides = text.split("x");
            return new PictureSize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
        }
    }
}
