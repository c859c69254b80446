/** Cookie, certificates, and the handshake machines of both ends. */
@NullMarked
package dev.shadowland.protocol.handshake;

import org.jspecify.annotations.NullMarked;
