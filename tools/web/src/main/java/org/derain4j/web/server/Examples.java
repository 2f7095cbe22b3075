package org.derain4j.web.server;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Pictures for who has no rainy photo at hand: those of {@code tools/samples}, which has more to say of them. */
final class Examples {

    /** What a page shows of one. */
    record Example(String name, String about, String licence, int width, int height) {}

    private static final String KODAK = "released by Eastman Kodak for unrestricted use";

    static final List<Example> ALL = List.of(
            new Example("lighthouse.png", "A lighthouse, with drawn rain", KODAK, 320, 480),
            new Example("parrots.png", "Two parrots, with drawn rain", KODAK, 480, 320),
            new Example("window.jpg", "Flowers at a window, with drawn rain", KODAK, 480, 320),
            new Example("bridge.jpg", "A bridge, with drawn rain; photo by Tony Webster", "public domain", 480, 320));

    private Examples() {}

    static void list(Call call) throws Refusal, IOException {
        call.query();
        call.json(200, Map.of("examples", ALL));
    }

    static void send(Call call) throws Refusal, IOException {
        call.query();
        String name = call.part();
        if (ALL.stream().noneMatch(example -> example.name().equals(name))) {
            throw new Refusal(404, "There is no example of that name; GET /examples lists them.");
        }
        Resource.example(name).orElseThrow(() -> new IllegalStateException(name + " is not in the jar")).send(call);
    }
}
