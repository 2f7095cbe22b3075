package org.derain4j.cli.common;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An amount of memory, as in 2G, 1536M or 2.5GB: always in units of 1024, and never without a unit. */
public final class MemorySize implements ITypeConverter<Long> {

    /** The launcher reads the same, to give Java the heap for it. */
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)([KMGT])(?:I?B)?",
            Pattern.CASE_INSENSITIVE);

    private static final String UNITS = "KMGT";

    private static final long GB = 1L << 30;
    private static final long MB = 1L << 20;

    @Override
    public Long convert(String text) {
        Matcher size = SIZE.matcher(text);
        long bytes = size.matches() ? bytes(size.group(1), size.group(2)) : 0;
        if (bytes == 0) {
            throw new TypeConversionException("'" + text
                    + "' is no amount of memory; give a number above 0 and a unit, for example 2G or 1536M");
        }
        return bytes;
    }

    private static long bytes(String number, String unit) {
        int thousands = UNITS.indexOf(unit.toUpperCase(Locale.ROOT)) + 1;
        return new BigDecimal(number).multiply(BigDecimal.valueOf(1L << 10 * thousands)).longValue();
    }

    /** Two or three digits of it, to be read. */
    public static String words(long bytes) {
        return bytes < GB
                ? Math.round((double) bytes / MB) + " MB"
                : String.format(Locale.ROOT, bytes < 10 * GB ? "%.1f GB" : "%.0f GB", (double) bytes / GB);
    }
}
