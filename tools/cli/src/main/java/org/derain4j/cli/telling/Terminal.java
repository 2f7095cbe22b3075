package org.derain4j.cli.telling;

import java.util.function.UnaryOperator;

/**
 * What is known of the terminal that the command is used at, if any.
 *
 * @param errors  whether the error stream is one
 * @param lines   whether standard output is one
 * @param columns of it
 * @param colour  whether it may be given colours
 */
public record Terminal(boolean errors, boolean lines, int columns, boolean colour) {

    private static final int USUAL_COLUMNS = 80;
    private static final int LEAST_COLUMNS = 20;

    /** By the environment and by what the launcher says; Java itself only knows about standard input and output together. */
    public static Terminal here() {
        return of(System::getProperty, System::getenv);
    }

    /** See https://no-color.org for the variable that asks for none. */
    static Terminal of(UnaryOperator<String> properties, UnaryOperator<String> environment) {
        String kind = environment.apply("TERM");
        String refusal = environment.apply("NO_COLOR");
        boolean colour = (refusal == null || refusal.isEmpty()) && kind != null && !kind.equals("dumb");
        int told = number(properties.apply("derain.columns"), number(environment.apply("COLUMNS"), USUAL_COLUMNS));
        return new Terminal("true".equals(properties.apply("derain.terminal")),
                "true".equals(properties.apply("derain.terminal.out")), Math.max(told, LEAST_COLUMNS), colour);
    }

    private static int number(String text, int otherwise) {
        return text != null && text.matches("[1-9]\\d{0,5}") ? Integer.parseInt(text) : otherwise;
    }

    /** The text as it is shown where lines go: green where that is a terminal with colours. */
    String green(String text) {
        return coloured(text, 32);
    }

    /** The same in red. */
    String red(String text) {
        return coloured(text, 31);
    }

    private String coloured(String text, int code) {
        return lines && colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
