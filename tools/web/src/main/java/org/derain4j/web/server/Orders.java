package org.derain4j.web.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.web.jobs.Engines;
import org.derain4j.web.jobs.Job;
import org.derain4j.web.jobs.JobQueue;
import org.derain4j.web.jobs.Order;
import org.derain4j.web.jobs.RefusedException;

/** Makes a job of a request: its parameters first, since a wrong one is told before anything is sent. */
final class Orders {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\.\\d{0,9})?|\\.\\d{1,9}");
    private static final int LONGEST_NAME = 1_000;
    private static final double MOST_STRENGTH = 1.5;

    private final JobQueue queue;
    private final Engines engines;
    private final Upload upload;

    Orders(JobQueue queue, Engines engines, Upload upload) {
        this.queue = queue;
        this.engines = engines;
        this.upload = upload;
    }

    /**
     * Takes the picture and puts it into the queue.
     *
     * @param shown whether it is for a page
     */
    Job take(Call call, boolean shown) throws Refusal, IOException {
        Query query = call.query("model", "strength", "format", "name");
        Optional<String> model = query.get("model");
        if (model.isPresent()) {
            requireModel(model.get());
        }
        double strength = strength(query.get("strength"));
        Optional<PictureFormat> format = format(query.get("format"));
        Path file = queue.newUpload();
        try {
            upload.receive(call, file);
        } catch (ClientGoneException e) {
            throw e;
        } catch (IOException e) {
            throw noRoom(e);
        }
        try {
            return queue.submit(new Order(file, name(query.get("name").orElse("")), model, strength, format, shown));
        } catch (RefusedException e) {
            throw Refusal.of(e);
        }
    }

    private void requireModel(String name) throws Refusal {
        List<String> names = engines.models().stream().map(Engines.Choice::name).toList();
        if (!names.contains(name)) {
            throw new Refusal(400, "There is no model '%s' here; there are %s.".formatted(Query.shown(name),
                    String.join(", ", names)));
        }
    }

    /** What is kept of a name: the end, which has the extension. */
    static String name(String sent) {
        return sent.substring(Math.max(0, sent.length() - LONGEST_NAME));
    }

    private static double strength(Optional<String> text) throws Refusal {
        if (text.isEmpty()) {
            return 1;
        }
        double strength = NUMBER.matcher(text.get()).matches() ? Double.parseDouble(text.get()) : Double.NaN;
        if (!(strength <= MOST_STRENGTH)) {
            throw new Refusal(400, "The strength is '%s'; give a number from 0 to 1.5, as 0.7."
                    .formatted(Query.shown(text.get())));
        }
        return strength;
    }

    private static Optional<PictureFormat> format(Optional<String> name) throws Refusal {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<PictureFormat> format = PictureFormat.called(name.get()).filter(PictureFormat::writable);
        if (format.isPresent()) {
            return format;
        }
        throw new Refusal(400, "No format '%s' is written here; there are %s.".formatted(Query.shown(name.get()),
                Arrays.stream(PictureFormat.values()).filter(PictureFormat::writable)
                        .map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
    }

    private static Refusal noRoom(IOException e) {
        DerainServer.LOG.log(System.Logger.Level.ERROR, "an upload cannot be kept", e);
        return new Refusal(503, "There is no room for the picture on this server's disk; try again later.")
                .with("Retry-After", "60");
    }
}
