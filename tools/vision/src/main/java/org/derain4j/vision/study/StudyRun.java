package org.derain4j.vision.study;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.derain4j.cli.common.ErrorLines;
import org.derain4j.cli.common.ExitCode;
import org.derain4j.cli.eval.RgbPicture;
import org.derain4j.cli.eval.Score;

/**
 * Looks at samples in all conditions: each clean and in each rain first, then what each way of deraining makes of that, one way after
 * the other. A sample that cannot be looked at in one condition is left out of all.
 *
 * @param <E> what the task keeps of a look
 */
public final class StudyRun<E> {

    private final Task<E> task;
    private final List<Rain> rains;
    private final List<Deraining> ways;
    private final PictureStore store;
    private final StudyTelling telling;

    private final Map<Condition, Map<String, Look<E>>> looks = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> strengths = new LinkedHashMap<>();
    private final Map<String, String> failures = new TreeMap<>();

    /** Of a task, which stays the caller's, as the store does. */
    public StudyRun(Task<E> task, List<Rain> rains, List<Deraining> ways, PictureStore store, StudyTelling telling) {
        this.task = task;
        this.rains = rains;
        this.ways = ways;
        this.store = store;
        this.telling = telling;
    }

    /** Does it all. */
    public Study<E> run(List<Sample> samples) throws IOException {
        layOut();
        lookAtScenes(samples);
        for (Deraining way : ways) {
            derain(way, samples);
        }
        List<Sample> left = left(samples);
        Map<Condition, List<Look<E>>> ordered = new LinkedHashMap<>();
        looks.forEach((condition, all) -> {
            if (condition.kind() != Condition.Kind.DRY
                    || left.stream().anyMatch(sample -> all.containsKey(sample.name()))) {
                ordered.put(condition, left.stream().map(sample -> look(condition, sample)).toList());
            }
        });
        Map<String, List<Double>> rainStrengths = new LinkedHashMap<>();
        strengths.forEach((rain, all) -> rainStrengths.put(rain,
                left.stream().map(sample -> all.get(sample.name())).toList()));
        return new Study<>(left, ordered, rainStrengths, List.copyOf(failures.values()));
    }

    /** Where a rain changes nothing but the rain, the dry picture is the clean one. */
    private Look<E> look(Condition condition, Sample sample) {
        Look<E> look = looks.get(condition).get(sample.name());
        return look == null ? looks.get(Condition.clean()).get(sample.name()) : look;
    }

    private List<Sample> left(List<Sample> samples) {
        return samples.stream().filter(sample -> !failures.containsKey(sample.name())).toList();
    }

    /** The conditions in the order in which they are told. */
    private void layOut() {
        List<Condition> scenes = new ArrayList<>(List.of(Condition.clean()));
        rains.forEach(rain -> scenes.addAll(List.of(Condition.dry(rain.name()), Condition.rainy(rain.name()))));
        for (Condition scene : scenes) {
            looks.put(scene, new LinkedHashMap<>());
            ways.stream().filter(way -> takes(way, scene))
                    .forEach(way -> looks.put(scene.derained(way.name()), new LinkedHashMap<>()));
        }
    }

    private static boolean takes(Deraining way, Condition scene) {
        return switch (scene.kind()) {
            case CLEAN, RAINY -> way.takes(scene);
            case DRY, DERAINED -> false;
        };
    }

    private void lookAtScenes(List<Sample> samples) throws IOException {
        Map<Condition, PictureStore.Shelf> shelves = new LinkedHashMap<>();
        for (Rain rain : rains) {
            strengths.put(rain.name(), new LinkedHashMap<>());
            for (Condition condition : List.of(Condition.dry(rain.name()), Condition.rainy(rain.name()))) {
                shelves.put(condition, store.shelf(condition, condition.name() + ": " + rain.describe()));
            }
        }
        telling.stage("clean and rainy", samples.size());
        for (Sample sample : samples) {
            telling.step(sample.name());
            attempt(sample, () -> {
                BufferedImage clean = StudyPictures.read(sample.picture());
                put(Condition.clean(), sample, clean, Optional.empty(), sample.picture());
                for (Rain rain : rains) {
                    lookAt(sample, clean, rain, shelves);
                }
            });
        }
        telling.done();
    }

    private void lookAt(Sample sample, BufferedImage clean, Rain rain, Map<Condition, PictureStore.Shelf> shelves)
            throws IOException {
        Rain.Scene scene = rain.of(sample, clean);
        RgbPicture truth = RgbPicture.of(clean);
        if (scene.dry().isPresent()) {
            RgbPicture dry = RgbPicture.of(scene.dry().get());
            if (!Arrays.equals(dry.rgb(), truth.rgb())) {
                Condition condition = Condition.dry(rain.name());
                shelves.get(condition).put(sample, sample.picture(), scene.dry().get());
                put(condition, sample, scene.dry().get(), Optional.empty(), shelves.get(condition).file(sample));
                truth = dry;
            }
        }
        Condition condition = Condition.rainy(rain.name());
        Optional<Path> finished = rain.file(sample);
        PictureStore.Shelf shelf = shelves.get(condition);
        if (finished.isEmpty()) {
            shelf.put(sample, sample.picture(), scene.rainy());
        }
        Score score = StudyPictures.score(scene.rainy(), truth);
        put(condition, sample, scene.rainy(), Optional.of(score), finished.orElseGet(() -> shelf.file(sample)));
        strengths.get(rain.name()).put(sample.name(), scene.strength().orElse(-score.psnr()));
    }

    private void derain(Deraining way, List<Sample> samples) throws IOException {
        List<Condition> scenes = looks.keySet().stream().filter(scene -> takes(way, scene)).toList();
        Map<Condition, PictureStore.Shelf> shelves = new LinkedHashMap<>();
        for (Condition scene : scenes) {
            shelves.put(scene, store.shelf(scene.derained(way.name()), way.deciding()));
        }
        List<Sample> left = left(samples);
        telling.stage(way.name(), left.size() * scenes.size());
        try (Deraining.Open open = way.open()) {
            for (Sample sample : left) {
                attempt(sample, () -> {
                    for (Condition scene : scenes) {
                        telling.step(scene.derained(way.name()).name() + "  " + sample.name());
                        derain(way, open, scene, sample, shelves.get(scene));
                    }
                });
            }
        }
        telling.done();
    }

    private void derain(Deraining way, Deraining.Open open, Condition scene, Sample sample, PictureStore.Shelf shelf)
            throws IOException {
        Path source = look(scene, sample).picture();
        Optional<Path> finished = way.file(sample);
        boolean earlier = finished.isEmpty() && shelf.has(sample, source);
        BufferedImage before = StudyPictures.read(source);
        BufferedImage after = earlier ? StudyPictures.read(shelf.file(sample), before) : open.of(sample, before);
        if (finished.isEmpty() && !earlier) {
            shelf.put(sample, source, after);
        }
        Condition dry = scene.rain().isEmpty() ? scene : Condition.dry(scene.rain());
        Path truth = look(dry, sample).picture();
        RgbPicture expected = RgbPicture.of(truth.equals(source) ? before : StudyPictures.read(truth));
        put(scene.derained(way.name()), sample, after, Optional.of(StudyPictures.score(after, expected)),
                finished.orElseGet(() -> shelf.file(sample)));
    }

    private void put(Condition condition, Sample sample, BufferedImage picture, Optional<Score> score, Path file)
            throws IOException {
        looks.get(condition).put(sample.name(), new Look<>(task.look(sample, picture), score, file));
    }

    private interface Attempt {

        void run() throws IOException;
    }

    /** What ends the work on one sample is told; what is wrong with everything ends the study. */
    private void attempt(Sample sample, Attempt attempt) throws IOException {
        try {
            attempt.run();
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            int exitCode = ErrorLines.exitCode(e);
            if (exitCode != ExitCode.INPUT_FAILED && !(e instanceof OutOfMemoryError)) {
                throw e;
            }
            failures.put(sample.name(), telling.failure(sample, e));
        }
    }
}
