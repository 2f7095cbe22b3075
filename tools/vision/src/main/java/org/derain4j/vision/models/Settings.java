package org.derain4j.vision.models;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.derain4j.engine.ModelException;

/**
 * What is written about a model: lines {@code key=value} of the file {@code NAME.properties} beside {@code NAME.onnx}, and the
 * model's own metadata whose keys begin with {@code derain4j.}; the file wins.
 */
final class Settings {

    /** What may be written about detectors. */
    static final Set<String> DETECTORS = Set.of("model", "size", "stride", "layout", "order", "scale", "mean", "std",
            "fit", "fill", "classes", "convention", "nms", "floor", "most", "labels", "decoded", "first");
    /** What may be written about segmenters. */
    static final Set<String> SEGMENTERS = Set.of("model", "size", "stride", "layout", "order", "scale", "mean", "std",
            "fit", "fill", "classes", "multiple", "output", "threshold", "resize");

    private static final String MAP = "map.";
    private static final String IN_METADATA = "derain4j.";
    private static final String BYTE_ORDER_MARK = "\ufeff";
    private static final String ENDING = ".properties";

    private final Path file;
    private final Set<String> keys;
    private final Map<String, String> values = new LinkedHashMap<>();

    private Settings(Path file, Set<String> keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Those of a model, or of a file of properties that names its model.
     *
     * @param keys that may be written
     */
    static Settings of(Path modelOrProperties, Set<String> keys) throws IOException {
        String name = Objects.toString(modelOrProperties.getFileName(), "");
        boolean properties = name.endsWith(ENDING);
        Path file = properties
                ? modelOrProperties
                : modelOrProperties.resolveSibling(name.replaceFirst("\\.onnx$", "") + ENDING);
        Settings settings = new Settings(file, keys);
        if (properties || Files.exists(file)) {
            settings.read();
        }
        if (!properties) {
            settings.values.put("model", name);
        } else if (!settings.has("model")) {
            throw settings.wrong("names no model; write model=NAME.onnx");
        }
        return settings;
    }

    private void read() throws IOException {
        for (String text : lines(file)) {
            if (!text.isEmpty() && !text.startsWith("#")) {
                int equals = text.indexOf('=');
                if (equals < 0) {
                    throw wrong("'" + text + "' is no key=value; write one, or # before a remark");
                }
                put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
            }
        }
    }

    /** The lines of a text without blanks around them, and without the mark that Windows puts before the first. */
    List<String> lines(Path text) throws IOException {
        try {
            String all = Files.readString(text);
            return (all.startsWith(BYTE_ORDER_MARK) ? all.substring(1) : all).lines().map(String::strip).toList();
        } catch (CharacterCodingException e) {
            throw new ModelException(text + ": is no text in UTF-8; save it as such.");
        }
    }

    private void put(String key, String value) throws ModelException {
        if (!isKnown(key)) {
            throw wrong("'" + key + "' means nothing here; there are " + String.join(", ", new TreeSet<>(keys))
                    + " and map.CLASS");
        }
        values.put(key, value);
    }

    private boolean isKnown(String key) {
        return keys.contains(key) || key.startsWith(MAP);
    }

    /** Adds what the model's own metadata have and the file has not; what means nothing there is somebody else's. */
    void add(Map<String, String> metadata) {
        metadata.forEach((name, value) -> {
            String key = name.startsWith(IN_METADATA) ? name.substring(IN_METADATA.length()) : "";
            if (isKnown(key)) {
                values.putIfAbsent(key, value.strip());
            }
        });
    }

    Path file() {
        return file;
    }

    Path model() {
        return file.resolveSibling(values.get("model"));
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** One of a few words. */
    <T> T word(String key, Map<String, T> words, T otherwise) throws ModelException {
        if (!has(key)) {
            return otherwise;
        }
        T meant = words.get(values.get(key));
        if (meant == null) {
            throw wrong(
                    key + "=" + values.get(key) + "; write one of " + String.join(", ", new TreeSet<>(words.keySet())));
        }
        return meant;
    }

    double number(String key, double otherwise, double least, double most) throws ModelException {
        if (!has(key)) {
            return otherwise;
        }
        double value = number(key, values.get(key));
        if (!(value >= least && value <= most)) {
            throw wrong(key + "=" + values.get(key) + "; write a number from " + plain(least) + " to " + plain(most));
        }
        return value;
    }

    int whole(String key, int otherwise, int least, int most) throws ModelException {
        double value = number(key, otherwise, least, most);
        if (value != Math.rint(value)) {
            throw wrong(key + "=" + values.get(key) + "; write a whole number");
        }
        return (int) value;
    }

    /** One number for each channel, or one for all. */
    double[] channels(String key, double... otherwise) throws ModelException {
        if (!has(key)) {
            return otherwise;
        }
        String[] parts = values.get(key).split(",", -1);
        if (parts.length != 1 && parts.length != 3) {
            throw wrong(key + "=" + values.get(key) + "; write one number, or three with commas between");
        }
        double[] numbers = new double[3];
        for (int i = 0; i < 3; i++) {
            numbers[i] = number(key, parts[i % parts.length].strip());
        }
        return numbers;
    }

    /** Also a fraction, {@code 1/255}. */
    private double number(String key, String text) throws ModelException {
        try {
            int slash = text.indexOf('/');
            double value = slash < 0
                    ? Double.parseDouble(text)
                    : Double.parseDouble(text.substring(0, slash)) / Double.parseDouble(text.substring(slash + 1));
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw wrong(key + ": '" + text + "' is no number");
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    /** Which class of the model is which of the labels, by name. */
    Map<String, String> classMap() {
        Map<String, String> map = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(MAP)) {
                map.put(key.substring(MAP.length()), value);
            }
        });
        return map;
    }

    /** A model that is not as it is taken for: what it has is told, too. */
    ModelException unfit(String sentence, String ports) {
        return new ModelException("%s: %s (%s); what is not written in the model is read from %s."
                .formatted(model(), sentence, ports, file));
    }

    /** What is wrong with what is written, or what is to be written. */
    ModelException wrong(String sentence) {
        return new ModelException(file + ": " + sentence + ".");
    }
}
