package org.derain4j.vision.labels;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.derain4j.cli.common.Failure;
import org.xml.sax.Attributes;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One file of Pascal VOC, read without anything that XML could fetch or unfold: a DOCTYPE is refused.
 *
 * @param file    its path
 * @param width   of the picture, 0 if it does not say
 * @param height  likewise
 * @param objects in the order of the file; parts of objects, as VOC has heads and hands, are not among them
 */
record VocDocument(Path file, double width, double height, List<Labelled> objects) {

    /**
     * An object, with its numbers as they stand there.
     *
     * @param where file and line of it
     */
    record Labelled(String where, String name, double xmin, double ymin, double xmax, double ymax, boolean difficult) {}

    private static final String ROOT = "annotation";
    private static final String OBJECT = "annotation/object";
    /** What is looked for, by where it stands. */
    private static final List<String> VALUES = List.of("annotation/size/width", "annotation/size/height",
            OBJECT + "/name", OBJECT + "/difficult", OBJECT + "/bndbox/xmin", OBJECT + "/bndbox/ymin",
            OBJECT + "/bndbox/xmax", OBJECT + "/bndbox/ymax");
    /** Deeper than any file of VOC. */
    private static final int DEEPEST = 100;

    static VocDocument read(Path file) {
        byte[] bytes = TextLines.bytes(file);
        Reader reader = new Reader(file);
        try {
            parser().parse(new ByteArrayInputStream(bytes), reader);
        } catch (SAXParseException e) {
            throw unsound(file, Math.max(1, e.getLineNumber()));
        } catch (SAXException | IOException e) {
            throw unsound(file, reader.line());
        }
        return reader.document();
    }

    private static Failure unsound(Path file, int line) {
        return Failure.input(
                "%s, line %d: is no sound XML, or has a DOCTYPE, which labels do not need; get a whole copy of it."
                        .formatted(file, line));
    }

    private static SAXParser parser() throws SAXException {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Goes through it once. Of a damaged file the exceptions tell; nothing is printed, as other ways of reading XML do. */
    private static final class Reader extends DefaultHandler {

        private final Path file;
        private final Deque<String> path = new ArrayDeque<>();
        private final List<Labelled> objects = new ArrayList<>();
        private final Map<String, String> values = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private Locator place;
        private int line;

        Reader(Path file) {
            this.file = file;
        }

        VocDocument document() {
            return new VocDocument(file, size("width"), size("height"), List.copyOf(objects));
        }

        int line() {
            return place == null ? 1 : Math.max(1, place.getLineNumber());
        }

        @Override
        public void setDocumentLocator(Locator locator) {
            place = locator;
        }

        @Override
        public void startElement(String uri, String localName, String name, Attributes attributes) {
            if (path.isEmpty() && !name.equals(ROOT)) {
                throw Failure.input("%s: begins with <%s>, and is no Pascal VOC <annotation>; name another folder."
                        .formatted(where(line()), name));
            }
            if (path.size() >= DEEPEST) {
                throw Failure.input(where(line())
                        + ": is nested more deeply than labels are; get a whole copy of it.");
            }
            path.addLast(path.isEmpty() ? name : path.peekLast() + "/" + name);
            if (path.peekLast().equals(OBJECT)) {
                line = line();
                values.keySet().removeIf(key -> key.startsWith(OBJECT));
            }
            text.setLength(0);
        }

        @Override
        public void characters(char[] characters, int start, int length) {
            text.append(characters, start, length);
        }

        @Override
        public void endElement(String uri, String localName, String name) {
            String ended = path.removeLast();
            if (VALUES.contains(ended)) {
                values.put(ended, text.toString().strip());
            } else if (ended.equals(OBJECT)) {
                objects.add(object());
            }
            text.setLength(0);
        }

        private Labelled object() {
            String name = values.getOrDefault(OBJECT + "/name", "");
            if (name.isEmpty()) {
                throw Failure.input(where(line) + ": an object has no <name>; give it one.");
            }
            String difficult = values.getOrDefault(OBJECT + "/difficult", "0");
            if (!List.of("0", "1", "").contains(difficult)) {
                throw Failure.input("%s: <difficult> is '%s'; give 0 or 1.".formatted(where(line), difficult));
            }
            return new Labelled(where(line), name, side("xmin"), side("ymin"), side("xmax"), side("ymax"),
                    difficult.equals("1"));
        }

        private double side(String name) {
            String value = values.get(OBJECT + "/bndbox/" + name);
            double number = value == null ? Double.NaN : Boxes.number(value);
            if (Double.isNaN(number)) {
                throw Failure.input(value == null
                        ? "%s: an object has no <%s> in a <bndbox>; give it one.".formatted(where(line), name)
                        : "%s: <%s> is '%s', and no number; mend it.".formatted(where(line), name, value));
            }
            return number;
        }

        private double size(String name) {
            String value = values.getOrDefault("annotation/size/" + name, "0");
            double number = Boxes.number(value);
            if (!(number >= 0)) {
                throw Failure.input("%s: the picture's <%s> is '%s', and no number of pixels; mend it.".formatted(file,
                        name, value));
            }
            return number;
        }

        private String where(int at) {
            return file + ", line " + at;
        }
    }
}
