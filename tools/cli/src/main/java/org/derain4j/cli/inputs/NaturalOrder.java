package org.derain4j.cli.inputs;

import java.util.Comparator;

/** The order in which people list files: numbers in names by value, so {@code img2} before {@code img10}; case decides last. */
public final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                int endA = endOfNumber(a, i);
                int endB = endOfNumber(b, j);
                int order = compareNumbers(a, i, endA, b, j, endB);
                if (order != 0) {
                    return order;
                }
                i = endA;
                j = endB;
            } else {
                int order = Character.compare(folded(a.charAt(i++)), folded(b.charAt(j++)));
                if (order != 0) {
                    return order;
                }
            }
        }
        int rest = Integer.compare(a.length() - i, b.length() - j);
        return rest != 0 ? rest : a.compareTo(b);
    }

    /** By value, however long: without leading zeros the longer one is larger. */
    private static int compareNumbers(String a, int i, int endA, String b, int j, int endB) {
        int startA = withoutZeros(a, i, endA);
        int startB = withoutZeros(b, j, endB);
        int length = Integer.compare(endA - startA, endB - startB);
        return length != 0 ? length : a.substring(startA, endA).compareTo(b.substring(startB, endB));
    }

    private static int withoutZeros(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int endOfNumber(String text, int start) {
        int i = start;
        while (i < text.length() && isDigit(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static char folded(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }
}
