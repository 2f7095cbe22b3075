package org.derain4j.kernels;

import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tests' log: keeps every line instead of printing it. Found by the JDK through {@code META-INF/services}. */
public final class LogLines extends System.LoggerFinder {

    public static final List<String> ALL = new CopyOnWriteArrayList<>();

    /** For the JDK. */
    public LogLines() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Collector(name);
    }

    /** Keeps lines. */
    private record Collector(String name) implements System.Logger {

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return level.getSeverity() >= Level.INFO.getSeverity();
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            ALL.add(name + " " + level + " " + message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            ALL.add(name + " " + level + " " + format);
        }
    }
}
