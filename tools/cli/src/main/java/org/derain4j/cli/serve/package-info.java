/** {@code derain serve}: the engine behind the server, and its options. */
package org.derain4j.cli.serve;
