/** Who gets in: the gateway's identity and the thread that does the public-key work. */
@NullMarked
package dev.shadowland.gateway.admission;

import org.jspecify.annotations.NullMarked;
