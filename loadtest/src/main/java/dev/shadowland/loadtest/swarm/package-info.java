/** Many bots on few threads, the phases of a run, and what is measured in them. */
@NullMarked
package dev.shadowland.loadtest.swarm;

import org.jspecify.annotations.NullMarked;
