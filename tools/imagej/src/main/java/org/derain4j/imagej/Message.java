package org.derain4j.imagej;

import ij.IJ;

/** What the user is told. */
final class Message {

    /** In front of the menu's name for us. */
    static final String TITLE = "Derain";

    private static final int COLUMNS = 80;

    private Message() {}

    /** Shows an error, which ends a macro; in lines, since ImageJ's window would be as wide as the sentence. */
    static void error(String sentence) {
        IJ.error(TITLE, lines(sentence));
    }

    /** Broken between words. */
    static String lines(String sentence) {
        StringBuilder lines = new StringBuilder();
        int column = 0;
        for (String word : sentence.split(" ")) {
            boolean breaks = column > 0 && column + word.length() >= COLUMNS;
            lines.append(breaks ? "\n" : column > 0 ? " " : "").append(word);
            column = breaks ? word.length() : column + 1 + word.length();
        }
        return lines.toString();
    }
}
