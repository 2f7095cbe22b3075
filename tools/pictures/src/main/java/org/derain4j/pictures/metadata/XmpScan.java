package org.derain4j.pictures.metadata;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the properties of an XMP packet and where they stand, attributes and elements alike, without reading more of XML than tags: no
 * entity is ever resolved, and what follows an error is left alone.
 */
final class XmpScan {

    /**
     * A property of the picture itself, not of something inside another property.
     *
     * @param namespace its URI
     * @param name      without a prefix
     * @param from      where all of it begins: an attribute with the space before it, an element
     * @param to        where it ends
     * @param valueFrom where its value begins, if it is a plain text
     * @param valueTo   where that ends; -1 if the value is a structure
     */
    record Property(String namespace, String name, int from, int to, int valueFrom, int valueTo) {}

    private record Open(String name, int from, int contentFrom, boolean leaf) {}

    private record Attribute(String name, int from, int to, int valueFrom, int valueTo) {}

    private final String xml;
    private final List<Property> properties = new ArrayList<>();
    /** The latest declaration of each: nobody takes one back within a packet. */
    private final Map<String, String> prefixes = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    /** How many elements are open around rdf:RDF's children; -1 outside of it. */
    private int depth = -1;

    private XmpScan(String xml) {
        this.xml = xml;
    }

    /** The properties in their order. */
    static List<Property> properties(String xml) {
        XmpScan scan = new XmpScan(xml);
        scan.scan();
        return scan.properties;
    }

    private void scan() {
        int at = xml.indexOf('<');
        while (at >= 0 && at + 1 < xml.length()) {
            int end = xml.startsWith("<!--", at)
                    ? after("-->", at + 4)
                    : xml.startsWith("<![CDATA[", at)
                            ? after("]]>", at + 9)
                            : xml.charAt(at + 1) == '?'
                                    ? after("?>", at + 2)
                                    : xml.charAt(at + 1) == '!' ? after(">", at + 2) : tag(at);
            at = end < 0 ? -1 : xml.indexOf('<', end);
        }
    }

    private int after(String mark, int from) {
        int at = xml.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }

    /** Reads a tag; gives its end, or -1 if it has none or nothing is open that it could close. */
    private int tag(int from) {
        boolean closes = xml.charAt(from + 1) == '/';
        int name = from + (closes ? 2 : 1);
        int nameEnd = endOfName(name);
        List<Attribute> attributes = new ArrayList<>();
        int end = attributes(nameEnd, attributes);
        if (end < 0 || nameEnd == name) {
            return -1;
        }
        if (closes) {
            return close(xml.substring(name, nameEnd), from, end) ? end : -1;
        }
        open(xml.substring(name, nameEnd), attributes, from, end);
        return end;
    }

    private int endOfName(int from) {
        int at = from;
        while (at < xml.length() && " \t\r\n/>=".indexOf(xml.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    private int attributes(int from, List<Attribute> to) {
        int at = from;
        while (true) {
            int start = at;
            at = afterSpace(at);
            if (at >= xml.length()) {
                return -1;
            }
            if (xml.charAt(at) == '>') {
                return at + 1;
            }
            if (xml.charAt(at) == '/') {
                at++;
                continue;
            }
            int nameEnd = endOfName(at);
            int equals = afterSpace(nameEnd);
            int quote = equals < xml.length() && xml.charAt(equals) == '=' ? afterSpace(equals + 1) : xml.length();
            if (nameEnd == at || quote >= xml.length() || "\"'".indexOf(xml.charAt(quote)) < 0) {
                return -1;
            }
            int close = xml.indexOf(xml.charAt(quote), quote + 1);
            if (close < 0) {
                return -1;
            }
            to.add(new Attribute(xml.substring(at, nameEnd), start, close + 1, quote + 1, close));
            at = close + 1;
        }
    }

    private int afterSpace(int from) {
        int at = from;
        while (at < xml.length() && " \t\r\n".indexOf(xml.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private void open(String name, List<Attribute> attributes, int from, int end) {
        for (Attribute attribute : attributes) {
            if (attribute.name.startsWith("xmlns:")) {
                prefixes.put(attribute.name.substring(6), xml.substring(attribute.valueFrom, attribute.valueTo));
            }
        }
        if (depth == 0) {
            for (Attribute attribute : attributes) {
                add(attribute.name, attribute.from, attribute.to, attribute.valueFrom, attribute.valueTo);
            }
        }
        if (!open.isEmpty() && open.peek().leaf) {
            Open parent = open.pop();
            open.push(new Open(parent.name, parent.from, parent.contentFrom, false));
        }
        if (xml.charAt(end - 2) == '/') {
            if (depth == 1) {
                add(name, from, end, end, -1);
            }
            return;
        }
        open.push(new Open(name, from, end, true));
        depth = depth >= 0 ? depth + 1 : name.endsWith(":RDF") ? 0 : -1;
    }

    private boolean close(String name, int from, int end) {
        if (open.isEmpty() || !open.peek().name.equals(name)) {
            return false;
        }
        Open closed = open.pop();
        depth = Math.max(-1, depth - 1);
        if (depth == 1) {
            add(name, closed.from, end, closed.contentFrom, closed.leaf ? from : -1);
        }
        return true;
    }

    private void add(String qualified, int from, int to, int valueFrom, int valueTo) {
        int colon = qualified.indexOf(':');
        String namespace = colon < 0 ? null : prefixes.get(qualified.substring(0, colon));
        if (namespace != null) {
            properties.add(
                    new Property(namespace, qualified.substring(colon + 1), from, to, valueFrom, valueTo));
        }
    }
}
