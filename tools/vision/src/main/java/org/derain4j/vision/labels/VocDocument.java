package org.derain4j.vision.labels;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.derain4j.cli.common.Failure;

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
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(bytes));
            try {
                return new Reader(file, xml).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw Failure.input("%s, line %d: is no sound XML; get a whole copy of it.".formatted(file, line));
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setXMLResolver((_, _, _, _) -> new ByteArrayInputStream(new byte[0]));
        return factory;
    }

    /** Goes through it once. */
    private static final class Reader {

        private final Path file;
        private final XMLStreamReader xml;
        private final Deque<String> path = new ArrayDeque<>();
        private final List<Labelled> objects = new ArrayList<>();
        private final Map<String, String> values = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private int line;

        Reader(Path file, XMLStreamReader xml) {
            this.file = file;
            this.xml = xml;
        }

        VocDocument document() throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.DTD -> throw Failure.input(where(xml.getLocation().getLineNumber())
                            + ": has a DOCTYPE, which labels do not need; remove it.");
                    case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    default -> {
                    }
                }
            }
            return new VocDocument(file, size("width"), size("height"), List.copyOf(objects));
        }

        private void start(String name) {
            if (path.isEmpty() && !name.equals(ROOT)) {
                throw Failure.input("%s: begins with <%s>, and is no Pascal VOC <annotation>; name another folder."
                        .formatted(where(xml.getLocation().getLineNumber()), name));
            }
            if (path.size() >= DEEPEST) {
                throw Failure.input(where(xml.getLocation().getLineNumber())
                        + ": is nested more deeply than labels are; get a whole copy of it.");
            }
            path.addLast(path.isEmpty() ? name : path.peekLast() + "/" + name);
            if (path.peekLast().equals(OBJECT)) {
                line = xml.getLocation().getLineNumber();
                values.keySet().removeIf(key -> key.startsWith(OBJECT));
            }
            text.setLength(0);
        }

        private void end() {
            String place = path.removeLast();
            if (VALUES.contains(place)) {
                values.put(place, text.toString().strip());
            } else if (place.equals(OBJECT)) {
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
