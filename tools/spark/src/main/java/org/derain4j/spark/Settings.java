package org.derain4j.spark;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.derain4j.engine.Rounding;

/** Options by Spark's settings, {@code spark.derain4j.NAME}. */
final class Settings {

    static final String PREFIX = "spark.derain4j.";

    private static final Map<String, BiFunction<DerainOptions, String, DerainOptions>> ALL = new TreeMap<>(
            Map.ofEntries(
                    Map.entry("model", DerainOptions::withModel),
                    Map.entry("strength", (options, text) -> options.withStrength(Double.parseDouble(text))),
                    Map.entry("workSize", (options, text) -> options.withWorkSize(Integer.parseInt(text))),
                    Map.entry("tile", (options, text) -> options.withTile(Integer.parseInt(text))),
                    Map.entry("exact", (options, text) -> options.withExact(flag(text))),
                    Map.entry("format", DerainOptions::withFormat),
                    Map.entry("depth", (options, text) -> options.withDepth(Integer.parseInt(text))),
                    Map.entry("quality", (options, text) -> options.withQuality(Integer.parseInt(text))),
                    Map.entry("strip", (options, text) -> options.withStrip(flag(text))),
                    Map.entry("lenient", (options, text) -> options.withLenient(flag(text))),
                    Map.entry("rounding",
                            (options, text) -> options.withRounding(Rounding.valueOf(text.toUpperCase(Locale.ROOT))))));

    private Settings() {}

    /** Those that are not set have their defaults; settings of others do not matter. */
    static DerainOptions of(Map<String, String> settings) {
        DerainOptions options = DerainOptions.DEFAULT;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().startsWith(PREFIX)) {
                options = with(options, setting.getKey(), setting.getValue());
            }
        }
        return options;
    }

    private static DerainOptions with(DerainOptions options, String key, String text) {
        BiFunction<DerainOptions, String, DerainOptions> option = ALL.get(key.substring(PREFIX.length()));
        if (option == null) {
            throw new IllegalArgumentException("there is no setting " + key + "; give one of "
                    + ALL.keySet().stream().map(PREFIX::concat).collect(Collectors.joining(", ")));
        }
        try {
            return option.apply(options, text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " is " + text + "; give a number", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
        }
    }

    private static boolean flag(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it is " + text + "; give true or false");
        };
    }
}
