package org.derain4j.kernels.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.derain4j.kernels.program.PlainWindow.Product;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AxisTest {

    static List<PlainWindow> windows() {
        return PlainWindow.all();
    }

    @ParameterizedTest
    @MethodSource("windows")
    void thePhasesFormTheProductsOfTheDefinition(PlainWindow plain) {
        List<Axis> phases = Axis.phases(plain.window(), plain.kernel(), plain.output(), plain.input());
        int outputs = 0;
        for (Axis axis : phases) {
            for (int t = 0; t < axis.count(plain.output()); t++, outputs++) {
                int output = axis.start() + axis.step() * t;
                List<Product> products = new ArrayList<>();
                for (int j = 0; j < axis.taps().size(); j++) {
                    int input = axis.inputStep() * t + axis.first() + j;
                    if (input >= 0 && input < plain.input()) {
                        products.add(new Product(input, axis.taps().get(j)));
                    }
                }
                assertEquals(plain.products(output), products, "output " + output);
                assertEquals(axis, Axis.of(phases, output), "the phase of output " + output);
                assertEquals(axis.inputStep() * t + axis.first(), axis.firstInput(output), "output " + output);
            }
        }
        assertEquals(plain.output(), outputs);
    }

    /** The phases of a window are those of any of its sizes, but for those that a size has no output of. */
    @ParameterizedTest
    @MethodSource("windows")
    void thePhasesOfAPaddingHaveTheSameProducts(PlainWindow plain) {
        List<Axis> phases = Axis.phases(plain.window(), plain.kernel(), plain.padBefore());
        assertEquals(phases.subList(0, Math.min(phases.size(), plain.output())),
                Axis.phases(plain.window(), plain.kernel(), plain.output(), plain.input()));
    }

    /** Before and behind the map an axis goes on as within it. */
    @ParameterizedTest
    @MethodSource("windows")
    void outsideTheMapItGoesOn(PlainWindow plain) {
        List<Axis> phases = Axis.phases(plain.window(), plain.kernel(), plain.padBefore());
        int period = phases.size();
        int inputs = phases.getFirst().inputStep();
        for (int output = -9; output < 18; output++) {
            Axis axis = Axis.of(phases, output);
            assertEquals(axis, Axis.of(phases, output + period));
            assertEquals(axis.firstInput(output) + inputs, axis.firstInput(output + period), "output " + output);
        }
    }
}
