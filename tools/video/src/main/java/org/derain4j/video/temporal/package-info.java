/** Rain compared over several frames: ours, not MSPFN's. Imports {@code video} for what passes through a filter; knows float pixels alone. */
package org.derain4j.video.temporal;
