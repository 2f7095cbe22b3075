package org.derain4j.engine.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.derain4j.kernels.program.Shape;
import org.derain4j.kernels.program.Step;

/**
 * Sorts steps into passes over the picture: as few as there can be, since a map's means must be there before anything is made of
 * them, and every pass reads and writes what lives longer. A step goes into the last pass that will do, so that what is made early
 * is not kept for later ones. Within a pass all steps can go in bands together.
 */
final class Passes {

    private Passes() {}

    /**
     * Splits attentions at their means, and sorts.
     *
     * @param maps  gets the gates
     * @param steps each by itself, in an order in which they can run
     * @return by pass, in the same order
     */
    static List<List<Step.ByRows>> of(Maps maps, List<Step> steps) {
        List<Step.ByRows> byRows = split(maps, steps);
        int[] writer = new int[maps.size()];
        int last = 0;
        int[] pass = new int[byRows.size()];
        for (int i = 0; i < pass.length; i++) {
            for (int map : byRows.get(i).writes()) {
                writer[map] = i + 1;
            }
            for (int map : byRows.get(i).reads()) {
                int before = writer[map] - 1;
                if (before >= 0) {
                    pass[i] = Math.max(pass[i], pass[before] + passes(byRows.get(before)));
                }
            }
            last = Math.max(last, pass[i]);
        }
        Arrays.fill(pass, last);
        for (int i = pass.length - 1; i >= 0; i--) {
            for (int map : byRows.get(i).reads()) {
                int before = writer[map] - 1;
                if (before >= 0) {
                    pass[before] = Math.min(pass[before], pass[i] - passes(byRows.get(before)));
                }
            }
        }
        List<List<Step.ByRows>> passes = new ArrayList<>();
        for (int i = 0; i <= last; i++) {
            passes.add(new ArrayList<>());
        }
        for (int i = 0; i < pass.length; i++) {
            passes.get(pass[i]).add(byRows.get(i));
        }
        return passes;
    }

    /** How many passes must end before the result of a step may be read. */
    private static int passes(Step.ByRows step) {
        return step instanceof Step.ChannelGate ? 1 : 0;
    }

    private static List<Step.ByRows> split(Maps maps, List<Step> steps) {
        List<Step.ByRows> byRows = new ArrayList<>();
        for (Step step : steps) {
            switch (step) {
                case Step.ByRows s -> byRows.add(s);
                case Step.ChannelAttention s -> {
                    int gate = maps.add(maps.name(s.output()) + "/gate",
                            new Shape(1, 1, maps.shape(s.input()).channels()));
                    byRows.add(new Step.ChannelGate(s.input(), s.squeeze(), s.excite(), gate));
                    byRows.add(new Step.ChannelScale(s.input(), gate, s.skip(), s.output()));
                }
                case Step.Bands s -> throw new IllegalArgumentException("these steps are in bands already: " + s);
            }
        }
        return byRows;
    }
}
