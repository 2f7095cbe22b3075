/** {@code derain vision}. */
package org.derain4j.vision.command;
