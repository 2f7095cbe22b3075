package org.derain4j.cli.inputs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    private static final List<String> SORTED = List.of("1", "01", "2.jpg", "10.jpg", "a", "A1.jpg", "a2.jpg", "a02b",
            "a10.jpg", "a10b", "IMG_9.JPG", "img_9.jpg", "IMG_10.JPG", "img_10.jpg",
            "img_123456789012345678901234567890.jpg",
            "img_123456789012345678901234567891.jpg", "z", "ä");

    @Test
    void numbersGoByValueAndCaseDecidesLast() {
        for (int seed = 0; seed < 50; seed++) {
            List<String> names = new ArrayList<>(SORTED);
            Collections.shuffle(names, new Random(seed));
            names.sort(new NaturalOrder());
            assertEquals(List.of("01", "1"), names.subList(0, 2));
            assertEquals(SORTED.subList(2, SORTED.size()), names.subList(2, names.size()));
        }
    }

    /** What sorting relies on: of any three names the order is one, and only equal ones are equal. */
    @Test
    void isAnOrder() {
        Random random = new Random(5);
        List<String> names = new ArrayList<>(SORTED);
        for (int i = 0; i < 60; i++) {
            StringBuilder name = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                name.append("aA01.9-ß".charAt(random.nextInt(8)));
            }
            names.add(name.toString());
        }
        NaturalOrder order = new NaturalOrder();
        for (String a : names) {
            for (String b : names) {
                int sign = Integer.signum(order.compare(a, b));
                assertEquals(-sign, Integer.signum(order.compare(b, a)), a + " " + b);
                assertEquals(a.equals(b), sign == 0, a + " " + b);
                for (String c : names) {
                    assertTrue(sign > 0 || order.compare(b, c) > 0 || order.compare(a, c) <= 0, a + " " + b + " " + c);
                }
            }
        }
    }
}
