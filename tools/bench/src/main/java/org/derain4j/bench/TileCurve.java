package org.derain4j.bench;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Model;

/** How far pictures in tiles are from the exact ones: {@code TileCurve MODEL SIDE,SIDE,... PICTURE...} prints a line for each. */
public final class TileCurve {

    private TileCurve() {}

    /**
     * How far one picture is from another.
     *
     * @param psnr    in dB, over all three channels
     * @param largest difference in levels
     * @param beyond1 share of pixels of which a channel differs by more than 1 level
     * @param beyond2 by more than 2
     */
    private record Distance(double psnr, int largest, double beyond1, double beyond2) {

        static Distance between(BufferedImage exact, BufferedImage other) {
            long squares = 0;
            int largest = 0;
            int beyond1 = 0;
            int beyond2 = 0;
            int pixels = exact.getWidth() * exact.getHeight();
            for (int i = 0; i < pixels; i++) {
                int a = exact.getRGB(i % exact.getWidth(), i / exact.getWidth());
                int b = other.getRGB(i % exact.getWidth(), i / exact.getWidth());
                int most = 0;
                for (int shift = 0; shift < 24; shift += 8) {
                    int difference = Math.abs((a >> shift & 255) - (b >> shift & 255));
                    squares += (long) difference * difference;
                    most = Math.max(most, difference);
                }
                largest = Math.max(largest, most);
                beyond1 += most > 1 ? 1 : 0;
                beyond2 += most > 2 ? 1 : 0;
            }
            double psnr = squares == 0 ? Double.POSITIVE_INFINITY : 10 * Math.log10(255. * 255 * 3 * pixels / squares);
            return new Distance(psnr, largest, (double) beyond1 / pixels, (double) beyond2 / pixels);
        }
    }

    /**
     * Prints the table.
     *
     * @param args the model, the sides separated by commas, the pictures
     * @throws IOException if something cannot be read
     */
    public static void main(String[] args) throws IOException {
        Model model = Model.open(args[0]);
        System.out.println(
                "picture, side, dB, largest, % beyond 1 level, % beyond 2, seconds, exact seconds, MB, exact MB");
        for (String picture : List.of(args).subList(2, args.length)) {
            BufferedImage rain = ImageIO.read(new File(picture));
            List<BufferedImage> exact = new ArrayList<>();
            double seconds;
            long bytes;
            try (Derainer whole = Derainer.builder().model(model).threads(1).build()) {
                seconds = derain(whole, rain, exact);
                bytes = whole.memory(rain.getHeight(), rain.getWidth()).bytes();
            }
            for (String side : args[1].split(",")) {
                try (Derainer tiles = Derainer.builder().model(model).threads(1)
                        .tile(Integer.parseInt(side)).build()) {
                    List<BufferedImage> result = new ArrayList<>();
                    double taken = derain(tiles, rain, result);
                    Distance distance = Distance.between(exact.getFirst(), result.getFirst());
                    System.out.printf(Locale.ROOT, "%s, %s, %.2f, %d, %.2f, %.2f, %.2f, %.2f, %d, %d%n",
                            Path.of(picture).getFileName(), side, distance.psnr, distance.largest,
                            100 * distance.beyond1, 100 * distance.beyond2, taken, seconds,
                            tiles.memory(rain.getHeight(), rain.getWidth()).bytes() >> 20, bytes >> 20);
                }
            }
        }
    }

    /** Tells the CPU time of the one thread: what else the machine does does not count. */
    private static double derain(Derainer derainer, BufferedImage rain, List<BufferedImage> result) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        result.add(derainer.derain(rain));
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e9;
    }
}
