package org.derain4j.web.page;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.derain4j.weights.FileReplacement;

/**
 * A page in the making: an HTML file with all its pictures in it, which appears as a whole or not at all. It needs no network: its
 * policy allows none. Without scripts, and on paper, the pictures stand side by side.
 */
public final class ViewPage implements AutoCloseable {

    /** What a page takes at most, unless told. */
    public static final long USUAL_BYTES = 24L << 20;

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="%1$s">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>%2$s</title>
            <style>%3$s</style>
            </head>
            <body>
            <header><h1>%2$s</h1>%4$s</header>
            <main>
            <section class="viewer" aria-label="Before and after" hidden></section>
            %5$s<section class="plain" aria-label="Pictures"%6$s>
            """;

    private static final String TAIL = """
            </section>
            </main>
            <script type="module">%s</script>
            </body>
            </html>
            """;

    private final FileReplacement replacement;
    private final OutputStream out;
    private final Path file;
    private final PageSetup.Captions captions;
    private final String tail;
    private final long mostBytes;
    private int picturesLeft;
    private long bytesLeft;
    private boolean committed;

    private ViewPage(Path file, PageSetup.Captions captions, int pictures, long mostBytes, String tail)
            throws IOException {
        this.file = file;
        this.captions = captions;
        this.tail = tail;
        this.mostBytes = mostBytes;
        picturesLeft = pictures;
        bytesLeft = mostBytes - Html.utf8(tail).length;
        replacement = FileReplacement.of(file);
        out = new BufferedOutputStream(Files.newOutputStream(replacement.path()), 1 << 16);
    }

    /**
     * Begins a page.
     *
     * @param file      is replaced if it exists
     * @param title     of the page
     * @param pictures  how many there will be at most; they share the bytes
     * @param mostBytes that the file is to have
     * @return to be closed by the caller
     * @throws IOException if none can be written there, or the bytes are too few
     */
    public static ViewPage create(Path file, String title, int pictures, long mostBytes) throws IOException {
        return create(file, new PageSetup(title), pictures, mostBytes);
    }

    /**
     * Begins a page that has more than pictures.
     *
     * @param file      is replaced if it exists
     * @param setup     all else
     * @param pictures  how many there will be at most; they share the bytes that the rest leaves
     * @param mostBytes that the file is to have
     * @return to be closed by the caller
     * @throws IOException if none can be written there, or the bytes are too few
     */
    public static ViewPage create(Path file, PageSetup setup, int pictures, long mostBytes) throws IOException {
        PageCode code = PageCode.read();
        ViewPage page = new ViewPage(file, setup.captions(), pictures, mostBytes, TAIL.formatted(code.script()));
        try {
            page.write(HEAD.formatted(Html.escaped(code.policy()), Html.escaped(setup.title()), code.styles(),
                    setup.link(), setup.section(), setup.plainAttributes()));
            return page;
        } catch (IOException e) {
            page.close();
            throw e;
        }
    }

    /**
     * Encodes a picture and writes it.
     *
     * @param picture all its parts of one size
     * @throws IllegalArgumentException if they are not
     * @throws IOException              if it cannot be written, or does not fit into the bytes however much it is reduced
     */
    public void add(ShownPicture picture) throws IOException {
        if (committed || picturesLeft == 0) {
            throw new IllegalStateException("a picture more than the page was made for");
        }
        Article article = new Article(picture, captions);
        // Base64 has four characters for three bytes, begun ones included.
        long most = (bytesLeft / picturesLeft - article.markupBytes()) / 4 * 3 - 3L * article.originals().size();
        List<EncodedImage> images = EncodedImage.together(article.originals(), Integer.MAX_VALUE, most)
                .orElseThrow(this::tooFew);
        write(article.html(images));
        picturesLeft--;
    }

    private void write(String html) throws IOException {
        byte[] bytes = Html.utf8(html);
        bytesLeft -= bytes.length;
        if (bytesLeft < 0) {
            throw tooFew();
        }
        out.write(bytes);
    }

    private IOException tooFew() {
        return new FileSystemException(file.toString(), null,
                "the page would have more than %d bytes, however small its pictures are; allow more, or take fewer pictures"
                        .formatted(mostBytes));
    }

    /**
     * Ends the page: it is there now.
     *
     * @return its bytes
     * @throws IOException if it cannot be written
     */
    public long commit() throws IOException {
        if (committed) {
            throw new IllegalStateException("the page has been committed");
        }
        out.write(Html.utf8(tail));
        out.close();
        long bytes = Files.size(replacement.path());
        replacement.commit();
        committed = true;
        return bytes;
    }

    /** Removes what was written, unless it was committed. */
    @Override
    public void close() throws IOException {
        try (replacement) {
            out.close();
        }
    }
}
