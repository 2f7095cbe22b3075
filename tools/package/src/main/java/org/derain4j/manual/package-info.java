/** Manual pages and completions of the {@code derain} command, from what it says of itself. */
package org.derain4j.manual;
