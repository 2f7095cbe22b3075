package org.derain4j.rain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * What a number of the rain is drawn from. The same five that the trainer's {@code ranges.py} reads. Everything that is not
 * exact by definition goes through {@link StrictMath}, so that a seed gives the same numbers on every machine.
 */
sealed interface Entry {

    double draw(Random random);

    /** Always the same; nothing is drawn. */
    record Always(double value) implements Entry {

        @Override
        public double draw(Random random) {
            return value;
        }
    }

    /** Evenly between two numbers. */
    record Even(double low, double high) implements Entry {

        @Override
        public double draw(Random random) {
            return low + (high - low) * random.nextDouble();
        }
    }

    /** Evenly in the logarithm. */
    record Log(double low, double high) implements Entry {

        @Override
        public double draw(Random random) {
            double from = StrictMath.log(low);
            return StrictMath.exp(from + (StrictMath.log(high) - from) * random.nextDouble());
        }
    }

    /** Normally about a mean. */
    record Normal(double mean, double deviation) implements Entry {

        @Override
        public double draw(Random random) {
            return mean + deviation * random.nextGaussian();
        }
    }

    /** One of some names by their shares; where a number is wanted the names are whole numbers. */
    record Share(Map<String, Double> shares) implements Entry {

        /** Keeps the order of the shares: what is drawn depends on it. */
        public Share {
            shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
        }

        @Override
        public double draw(Random random) {
            return Integer.parseInt(pick(random));
        }

        String pick(Random random) {
            double total = 0;
            for (double share : shares.values()) {
                total += share;
            }
            double at = random.nextDouble();
            String last = null;
            for (Map.Entry<String, Double> one : shares.entrySet()) {
                last = one.getKey();
                at -= one.getValue() / total;
                if (at < 0) {
                    break;
                }
            }
            return last;
        }
    }
}
