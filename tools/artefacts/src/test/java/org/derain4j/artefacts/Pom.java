package org.derain4j.artefacts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Reads POMs. */
class Pom {

    static Element read(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(file + " is no POM", e);
        }
    }

    /** The text of the first element at a path of names, null where there is none. */
    static String text(Element element, String... path) {
        for (String name : path) {
            List<Element> children = children(element, name);
            if (children.isEmpty()) {
                return null;
            }
            element = children.getFirst();
        }
        return element.getTextContent().strip();
    }

    static List<Element> children(Element element, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(child);
            }
        }
        return children;
    }
}
