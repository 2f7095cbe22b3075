package org.derain4j.cli.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.derain4j.engine.Cost;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;
import org.derain4j.engine.graph.Architecture;
import org.derain4j.weights.PrintableText;

/**
 * What somebody who chooses a model asks first. What its file does not say is empty: nothing is guessed.
 *
 * @param model
 *            the name or path that chooses it
 * @param embedded
 *            whether it comes with the library or an artefact
 * @param byDefault
 *            whether it is taken where none is named
 * @param purpose
 *            what it is for, in the file's words, as all up to {@code validation}
 * @param licence
 *            of the weights
 * @param credits
 *            where those are named whose photos it was trained on
 * @param scores
 *            on sets of pairs
 * @param validation
 *            on photos and rain held back from the training
 * @param fileBytes
 *            size of its files
 * @param network
 *            which network it is, in a line
 * @param macsPerPixel
 *            its arithmetic
 * @param timesDefault
 *            its arithmetic as a multiple of the default model's
 * @param memoryBytesPerPixel
 *            of a picture of {@link #SIDE} by {@link #SIDE} pixels, weights included
 */
public record ModelSummary(String model, boolean embedded, boolean byDefault, Optional<String> purpose,
        Optional<String> licence, Optional<String> credits, Optional<String> scores, Optional<String> validation,
        long fileBytes, String network, double macsPerPixel, double timesDefault, double memoryBytesPerPixel) {

    static final int SIDE = 1000;

    /** A licence note or a list of scores runs to some lines. */
    private static final int LONGEST_SAYING = 2000;

    /** The default model's arithmetic, beside which that of others is told. */
    static double defaultMacs() throws IOException {
        return macs(Model.embedded(Model.DEFAULT));
    }

    static ModelSummary embedded(String name, double defaultMacs) throws IOException {
        return of(name, true, Model.embedded(name), Model.embeddedBytes(name), defaultMacs);
    }

    static ModelSummary file(Path path, double defaultMacs) throws IOException {
        return of(path.toString(), false, Model.load(path), ModelSources.of(path).bytes(), defaultMacs);
    }

    private static ModelSummary of(String name, boolean embedded, Model model, long bytes, double defaultMacs)
            throws IOException {
        double macs = macs(model);
        return new ModelSummary(name, embedded, embedded && name.equals(Model.DEFAULT), purpose(model),
                licence(model), said(model, "credits"), said(model, "scores"),
                said(model, "validation"), bytes, describe(model), macs, macs / defaultMacs, memory(model));
    }

    /** What a model is for, if its file says so. */
    public static Optional<String> purpose(Model model) {
        return said(model, "purpose");
    }

    /** The licence of its weights, if its file says so. */
    public static Optional<String> licence(Model model) {
        return Conversion.licence(model);
    }

    private static double macs(Model model) {
        return Cost.of(model.architecture()).liveMacsPerPixel();
    }

    private static Optional<String> said(Model model, String key) {
        return Optional.ofNullable(model.metadata().get(key)).filter(words -> !words.isBlank());
    }

    private static double memory(Model model) throws IOException {
        try (Derainer derainer = Derainer.builder().model(model).build()) {
            return (double) derainer.memory(SIDE, SIDE).bytes() / (SIDE * SIDE);
        }
    }

    /** What sort of network the model is, in a line. */
    public static String describe(Model model) {
        Architecture a = model.architecture();
        return String.format(Locale.ROOT, "%s, %d channels, %d fusion blocks, attention %d/%d/%d, %,d parameters",
                a.kind(), a.channels(), a.blocks(), a.attentionQuarter(), a.attentionHalf(), a.attentionFull(),
                model.parameters());
    }

    /** What follows its name: a heading and a line for each thing known, fit for a terminal. */
    Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        purpose.ifPresent(words -> rows.put("for", shown(words)));
        licence.ifPresent(words -> rows.put("licence", shown(words)));
        credits.ifPresent(words -> rows.put("credits", shown(words)));
        scores.ifPresent(words -> rows.put("scores", shown(words)));
        validation.ifPresent(words -> rows.put("held back", shown(words)));
        rows.put("network", network);
        rows.put("file", String.format(Locale.ROOT, "%,.1f MB", fileBytes / 1e6));
        rows.put("cost", String.format(Locale.ROOT, "%,.0f multiply-adds a pixel%s", macsPerPixel,
                byDefault ? "" : String.format(Locale.ROOT, ", %.3g times %s's", timesDefault, Model.DEFAULT)));
        rows.put("memory", String.format(Locale.ROOT, "%.2f kB a pixel of a picture of %dx%d, weights included",
                memoryBytesPerPixel / 1000, SIDE, SIDE));
        return rows;
    }

    private static String shown(String untrusted) {
        return PrintableText.of(untrusted, LONGEST_SAYING);
    }
}
