/** Rain compared over several frames: ours, not MSPFN's. Knows float pixels alone. */
package org.derain4j.video.temporal;
