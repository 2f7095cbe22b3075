/** What a run over many pictures tells on the way: a line of a terminal, plain lines, objects of JSON, or nothing. */
package org.derain4j.cli.telling;
