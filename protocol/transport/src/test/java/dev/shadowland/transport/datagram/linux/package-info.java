/** Tests of the Linux socket layer. */
@NullMarked
package dev.shadowland.transport.datagram.linux;

import org.jspecify.annotations.NullMarked;
