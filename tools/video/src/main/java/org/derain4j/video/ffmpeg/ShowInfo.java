package org.derain4j.video.ffmpeg;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When frames are shown, by what ffmpeg's filter {@code showinfo} says of each before it is handed on. Heard and asked by different threads. */
final class ShowInfo {

    /** Of a frame that does not say, or whose line was lost among ffmpeg's other words. */
    static final long NO_TIME = Long.MAX_VALUE;

    private static final Pattern SHOWN = Pattern.compile(".*showinfo.*\\bn: *(\\d+) +pts: *(-?\\d+|NOPTS).*");

    private static final long PATIENCE_MILLIS = 100;

    private final BlockingQueue<Long> times = new LinkedBlockingQueue<>();

    /** The number of the next frame; the filter counts anew where frames change their size. */
    private long number;

    /** Takes a line of ffmpeg's error stream, whatever it says. */
    void hear(String line) {
        Matcher shown = SHOWN.matcher(line);
        if (shown.matches()) {
            long own = Long.parseLong(shown.group(1));
            for (; number < own; number++) {
                times.add(NO_TIME);
            }
            number = own + 1;
            times.add(shown.group(2).equals("NOPTS") ? NO_TIME : Long.parseLong(shown.group(2)));
        }
    }

    /**
     * When the next frame is shown, in the film's units.
     *
     * @param telling whether ffmpeg may have more to say: else nobody waits for it
     */
    long next(BooleanSupplier telling) throws InterruptedException {
        while (true) {
            boolean ended = !telling.getAsBoolean();
            Long time = times.poll(ended ? 0 : PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            if (time != null || ended) {
                return time == null ? NO_TIME : time;
            }
        }
    }
}
