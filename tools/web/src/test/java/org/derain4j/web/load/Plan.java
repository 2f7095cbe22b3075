package org.derain4j.web.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is sent, in which order: the same for the same seed. */
final class Plan {

    private Plan() {}

    /**
     * Pictures that are derained and pictures that are given up, and one of everything else.
     *
     * @param pictures how many requests send a picture that is one
     */
    static List<Request> of(List<Sample> samples, int pictures, Random random) throws IOException {
        List<Sample> whole = samples.stream().filter(sample -> !sample.size().equals("broken")).toList();
        List<Sample> usual = whole.stream().filter(sample -> sample.expected() instanceof Sample.Expected.File)
                .toList();
        List<Request> plan = new ArrayList<>(Looks.all());
        Sample small = usual.stream().min((a, b) -> Integer.compare(a.bytes().length, b.bytes().length)).orElseThrow();
        plan.addAll(Hostile.all(small));
        plan.addAll(Noise.all(small));
        for (Sample bomb : Bombs.all()) {
            plan.add(whole(bomb, random));
        }
        samples.stream().filter(sample -> !whole.contains(sample)).forEach(broken -> plan.add(whole(broken, random)));
        for (int i = 0; i < pictures; i++) {
            plan.add(i % 4 == 3
                    ? givenUp(usual.get(random.nextInt(usual.size())), random)
                    : whole(whole.get(i % whole.size()), random));
        }
        Collections.shuffle(plan, random);
        return plan;
    }

    private static Request whole(Sample sample, Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Whole.polled(sample);
            case 1, 2 -> Whole.followed(sample);
            default -> Whole.derain(sample);
        };
    }

    private static Request givenUp(Sample sample, Random random) {
        return switch (random.nextInt(9)) {
            case 0, 1 -> Cancelled.whileUploading(sample, random.nextBoolean());
            case 2, 3 -> Cancelled.whileWaiting(sample);
            case 4 -> Cancelled.withoutReading(sample);
            case 5 -> Cancelled.whileSubmitting(sample);
            case 6 -> Cancelled.whileWatching(sample);
            default -> Cancelled.byRequest(sample);
        };
    }

    /** One picture for a server that has just been started. */
    static Request first(List<Sample> samples) {
        return Whole.derain(samples.stream().filter(sample -> sample.expected() instanceof Sample.Expected.File)
                .findFirst().orElseThrow());
    }
}
