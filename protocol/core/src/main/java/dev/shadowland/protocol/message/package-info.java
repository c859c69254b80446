/** Messages between client and server, as bodies of frames. */
@NullMarked
package dev.shadowland.protocol.message;

import org.jspecify.annotations.NullMarked;
