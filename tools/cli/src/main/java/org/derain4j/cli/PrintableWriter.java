package org.derain4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import org.derain4j.weights.PrintableText;

/**
 * What the command prints to. The arguments of a format, such as names of files and words out of them, are of untrusted origin and
 * made printable here, so that none of them steers the terminal or begins a line. The formats themselves, and what is printed
 * without one, are the program's own words.
 */
final class PrintableWriter extends PrintWriter {

    PrintableWriter(PrintWriter out) {
        super(out, true);
    }

    @Override
    public PrintWriter format(String format, Object... values) {
        return super.format(format, printable(values));
    }

    @Override
    public PrintWriter format(Locale locale, String format, Object... values) {
        return super.format(locale, format, printable(values));
    }

    private static Object[] printable(Object... values) {
        Object[] result = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i] instanceof String || values[i] instanceof Path
                    ? PrintableText.of(values[i].toString(), Integer.MAX_VALUE)
                    : values[i];
        }
        return result;
    }
}
