package org.derain4j.examples;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.derain4j.engine.Derainer;
import org.derain4j.engine.Storage;

/** A picture that memory has no room for: the rest goes to a scratch file. {@code LargePicture huge.png huge.clean.png 400}, in MB. */
final class LargePicture {

    private LargePicture() {}

    /** At most so much memory a picture, and what is beyond it in a file of that folder: any picture completes, with the same bits. */
    static Derainer within(long bytes, Path folder) throws IOException {
        // @start region="budget" :
        return Derainer.builder().memoryBudget(bytes).scratch(folder).build();
        // @end
    }

    public static void main(String... args) throws IOException {
        Path folder = Path.of(args[1]).toAbsolutePath().getParent();
        long most = Long.parseLong(args[2]) << 20;
        try (Derainer derainer = within(most, folder)) {
            var picture = ImageIO.read(new File(args[0]));
            Storage storage = derainer.storage(picture.getHeight(), picture.getWidth());
            System.out.printf("%d MB in memory, %d MB in %s%n", storage.memoryBytes() >> 20,
                    storage.scratchBytes() >> 20, folder);
            ImageIO.write(derainer.derain(picture), "png", new File(args[1]));
        }
    }
}
