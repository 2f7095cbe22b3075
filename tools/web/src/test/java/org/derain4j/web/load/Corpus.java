package org.derain4j.web.load;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Memory;
import org.derain4j.pictures.PictureFile;
import org.derain4j.pictures.PictureFileException;
import org.derain4j.pictures.PictureFormat;
import org.derain4j.pictures.PictureReader;
import org.derain4j.pictures.PictureWriter;
import org.derain4j.pictures.WriteOptions;

/**
 * Pictures of all formats and kinds, and what the library itself makes of each: worked out once, before the load. Some are broken at random, and then it is the
 * library that says whether they can still be read.
 */
final class Corpus implements AutoCloseable {

    /** Broken pictures that claim more are left to {@link Bombs}. */
    private static final int MOST_BROKEN_PIXELS = 1 << 16;
    private static final String KINDS = "tools/pictures/src/test/resources/org/derain4j/pictures/kinds.zip";
    private static final List<String> NAMES = List.of("rain", "Regen im März", "雨", "a b&c=d#e%", "\"quoted\"",
            "..", "street.final", "x'; filename*=y");

    private final Path folder;
    private final Random random;
    private final Map<Double, Derainer> derainers = new HashMap<>();
    private final List<Sample> samples = new ArrayList<>();

    private Corpus(Path folder, Random random) {
        this.folder = folder;
        this.random = random;
    }

    /**
     * Makes pictures.
     *
     * @param folder for files on the way
     * @param sizes  width and height of each size
     * @param kinds  how many of the small pictures of every kind are taken
     * @param broken how many of them are broken
     */
    static List<Sample> of(Path folder, Random random, int[][] sizes, int kinds, int broken) throws IOException {
        try (Corpus corpus = new Corpus(folder, random)) {
            for (int[] size : sizes) {
                corpus.addAllFormats(size[0], size[1]);
            }
            List<Kind> all = kinds();
            for (int i = 0; i < kinds; i++) {
                Kind kind = all.get(random.nextInt(all.size()));
                corpus.add(kind.name(), words(20, 20), kind.bytes(), corpus.anyFormat(), corpus.anyStrength());
            }
            for (int i = 0; i < broken; i++) {
                corpus.addBroken(all.get(random.nextInt(all.size())));
            }
            return corpus.samples;
        }
    }

    private void addAllFormats(int width, int height) throws IOException {
        for (PictureFormat format : PictureFormat.values()) {
            if (format.writable()) {
                boolean deep = format.bits() == 16 && random.nextBoolean();
                BufferedImage picture = deep
                        ? Scenes.deep(width, height, random)
                        : Scenes.colour(width, height, format == PictureFormat.PNG && random.nextBoolean(), random);
                Path file = folder.resolve("made." + format.extension());
                new PictureWriter().write(picture, file);
                String name = NAMES.get(random.nextInt(NAMES.size())) + "." + format.extension();
                add(name, words(width, height), Files.readAllBytes(file), Optional.empty(), anyStrength());
            }
        }
    }

    /** For the table. */
    private static String words(int width, int height) {
        return IntStream.of(64, 320, 1024).filter(side -> Math.max(width, height) <= side)
                .mapToObj(side -> "up to " + side + " pixels wide").findFirst().orElse("larger");
    }

    private void addBroken(Kind kind) throws IOException {
        byte[] bytes = kind.bytes().clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        if (random.nextBoolean()) {
            bytes = Arrays.copyOf(bytes, 64 + random.nextInt(bytes.length - 64));
        }
        add("broken " + kind.name(), "broken", bytes, Optional.empty(), 1);
    }

    private Optional<PictureFormat> anyFormat() {
        List<PictureFormat> writable = Arrays.stream(PictureFormat.values()).filter(PictureFormat::writable)
                .toList();
        return random.nextInt(3) > 0 ? Optional.empty() : Optional.of(writable.get(random.nextInt(writable.size())));
    }

    private double anyStrength() {
        return random.nextInt(4) > 0 ? 1 : 0.7;
    }

    private void add(String name, String size, byte[] bytes, Optional<PictureFormat> format, double strength)
            throws IOException {
        boolean broken = size.equals("broken");
        Path file = Files.write(folder.resolve("sent"), bytes);
        try {
            PictureFile picture = new PictureReader(
                    (height, width) -> new Memory(height, width, broken && height * (long) width > MOST_BROKEN_PIXELS
                            ? Long.MAX_VALUE / 4
                            : 0, 0, 0))
                    .read(file);
            PictureFormat chosen = format.orElse(picture.format());
            samples.add(new Sample(name, size, bytes, format, strength,
                    new Sample.Expected.File(chosen, derained(picture, chosen, strength))));
        } catch (PictureFileException e) {
            samples.add(new Sample(name, size, bytes, format, strength, new Sample.Expected.Refusal()));
        }
    }

    /** As the command does it. */
    private byte[] derained(PictureFile picture, PictureFormat format, double strength) throws IOException {
        Path file = folder.resolve("result." + format.extension());
        PictureWriter writer = new PictureWriter(WriteOptions.DEFAULT.as(format));
        writer.check(picture, file);
        int bits = Math.min(picture.bits(), format.bits());
        writer.write(derainer(strength).derain(picture.picture(), bits, (_, _) -> true), picture, file);
        return Files.readAllBytes(file);
    }

    private Derainer derainer(double strength) throws IOException {
        Derainer derainer = derainers.get(strength);
        if (derainer == null) {
            derainer = Derainer.builder().strength(strength).build();
            derainers.put(strength, derainer);
        }
        return derainer;
    }

    @Override
    public void close() {
        derainers.values().forEach(Derainer::close);
    }

    /** A small picture, and which it is. */
    private record Kind(String name, byte[] bytes) {}

    /** With EXIF, profiles, texts, palettes, inks and all else that formats have: those of the module of pictures. */
    private static List<Kind> kinds() throws IOException {
        List<Kind> kinds = new ArrayList<>();
        Path root = Path.of(System.getProperty("derain4j.root", "../.."));
        try (InputStream in = Files.newInputStream(root.resolve(KINDS));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                kinds.add(new Kind(entry.getName(), zip.readAllBytes()));
            }
        }
        return kinds;
    }
}
